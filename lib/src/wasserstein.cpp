#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/thermodynamics/wasserstein.hpp>

#include "columns.hpp"

namespace stochtherm {
namespace {

/// The quantile function of a density, walked from left to right.
class Quantiles {
 public:
  explicit Quantiles(const Density& p) : p_(p) { skip_empty(); }
  [[nodiscard]] bool at_end() const { return cell_ == p_.size(); }
  [[nodiscard]] double left_in_cell() const { return left_; }
  [[nodiscard]] double x() const {
    return p_.grid().face(cell_ + 1) - p_.grid().width(cell_) * (left_ / p_[cell_]);
  }
  /// Takes mass u out of the cell; x() is then still in it, at its right face where it is empty.
  void take(double u) { left_ -= u; }
  void next_if_empty() {
    if (left_ > 0) return;
    ++cell_;
    skip_empty();
  }

 private:
  void skip_empty() {
    while (cell_ < p_.size() && p_[cell_] == 0) ++cell_;
    if (cell_ < p_.size()) left_ = p_[cell_];
  }
  const Density& p_;
  std::size_t cell_ = 0;
  double left_ = 0;
};

void require_on_line(const Density& p) {
  require(!p.grid().periodic(), "the distance is one on a line, not on a ring", "edges", "periodic",
          "squared_wasserstein");
  require(std::abs(p.total() - 1) <= normalisation_tolerance, "both densities must be normalised", "total",
          p.total(), "squared_wasserstein");
}

/// Of each sorted value of `a`: its distance to where it is carried (a mean, where its weight is split), and W2^2.
double match(std::span<const double> a, std::span<const double> b, std::vector<double>& distance_a,
             std::vector<double>& distance_b) {
  const std::size_t n = a.size(), m = b.size();
  const auto dn = static_cast<double>(n), dm = static_cast<double>(m);
  distance_a.assign(n, 0.0);
  distance_b.assign(m, 0.0);
  std::vector<double> terms;
  terms.reserve(n + m);
  // Cumulative weights as integers, in units of 1/(n m).
  std::size_t i = 0, j = 0, done = 0;
  while (i < n && j < m) {
    const std::size_t end = std::min((i + 1) * m, (j + 1) * n);
    const double weight = static_cast<double>(end - done), d = a[i] - b[j];
    terms.push_back(weight / dn / dm * d * d);
    distance_a[i] += weight / dm * d;
    distance_b[j] -= weight / dn * d;
    done = end;
    if ((i + 1) * m == end) ++i;
    if ((j + 1) * n == end) ++j;
  }
  return pairwise_sum(terms);
}

/// Standard error squared of the part that one sample contributes: Var phi/n, phi' = 2 (x - T(x)).
double potential_variance(std::span<const double> x, std::span<const double> distance) {
  std::vector<double> phi(x.size(), 0.0);
  for (std::size_t i = 1; i < x.size(); ++i)
    phi[i] = phi[i - 1] + (distance[i] + distance[i - 1]) * (x[i] - x[i - 1]);
  const double error = estimate_mean(phi).std_error;
  return error * error;
}

using Matrix = Eigen::MatrixXd;

Matrix covariance_of(const MultivariateGaussian& g) {
  const auto d = static_cast<Eigen::Index>(g.mean.size());
  require(d >= 1 && g.covariance.size() == g.mean.size() * g.mean.size(),
          "a covariance has the square of the dimension entries", "entries",
          static_cast<double>(g.covariance.size()), "squared_wasserstein");
  for (double m : g.mean) require_finite(m, "mean", "squared_wasserstein");
  for (double c : g.covariance) require_finite(c, "covariance", "squared_wasserstein");
  const Matrix c = Eigen::Map<const Matrix>(g.covariance.data(), d, d);
  require((c - c.transpose()).cwiseAbs().maxCoeff() <= 1e-12 * c.cwiseAbs().maxCoeff(),
          "a covariance must be symmetric", "largest asymmetry", (c - c.transpose()).cwiseAbs().maxCoeff(),
          "squared_wasserstein");
  return c;
}

/// Square roots of the eigenvalues of a symmetric matrix that is not negative definite but for rounding.
Eigen::VectorXd root_eigenvalues(const Eigen::SelfAdjointEigenSolver<Matrix>& solver, const char* what) {
  const double largest = solver.eigenvalues().cwiseAbs().maxCoeff();
  require(solver.eigenvalues().minCoeff() >= -1e-12 * largest,
          "a covariance must not have negative eigenvalues", what, solver.eigenvalues().minCoeff(),
          "squared_wasserstein");
  return solver.eigenvalues().cwiseMax(0.0).cwiseSqrt();
}

}  // namespace

double squared_wasserstein(const Density& a, const Density& b) {
  require_on_line(a);
  require_on_line(b);
  Quantiles qa(a), qb(b);
  std::vector<double> terms;
  while (!qa.at_end() && !qb.at_end()) {
    const double u = std::min(qa.left_in_cell(), qb.left_in_cell());
    const double d0 = qa.x() - qb.x();
    qa.take(u);
    qb.take(u);
    const double d1 = qa.x() - qb.x();
    terms.push_back(u * (d0 * d0 + d0 * d1 + d1 * d1) / 3);
    qa.next_if_empty();
    qb.next_if_empty();
  }
  return pairwise_sum(terms);
}

Estimate squared_wasserstein(std::span<const double> a, std::span<const double> b) {
  detail::require_column(a, "a", "squared_wasserstein");
  detail::require_column(b, "b", "squared_wasserstein");
  std::vector<double> x(a.begin(), a.end()), y(b.begin(), b.end()), dx, dy;
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  const double distance = match(x, y, dx, dy);
  return {distance, std::sqrt(potential_variance(x, dx) + potential_variance(y, dy)), x.size() + y.size()};
}

double squared_wasserstein(const Gaussian& a, const Gaussian& b) {
  for (const Gaussian* g : {&a, &b}) {
    require_finite(g->mean, "mean");
    require_not_negative(g->variance, "the variance must be finite and not negative", "variance");
  }
  const double dm = a.mean - b.mean, ds = std::sqrt(a.variance) - std::sqrt(b.variance);
  return dm * dm + ds * ds;
}

double squared_wasserstein(const MultivariateGaussian& a, const MultivariateGaussian& b) {
  require(a.mean.size() == b.mean.size(), "both must have the same dimension", "dimension",
          static_cast<double>(b.mean.size()));
  const Matrix A = covariance_of(a), B = covariance_of(b);
  const Eigen::SelfAdjointEigenSolver<Matrix> of_A(A), of_B(B);
  (void)root_eigenvalues(of_B, "eigenvalue of b");
  const Matrix root = of_A.eigenvectors() * root_eigenvalues(of_A, "eigenvalue of a").asDiagonal() *
                      of_A.eigenvectors().transpose();
  const Eigen::SelfAdjointEigenSolver<Matrix> of_product(root * B * root, Eigen::EigenvaluesOnly);
  const double overlap = of_product.eigenvalues().cwiseMax(0.0).cwiseSqrt().sum();
  double shift = 0;
  for (std::size_t i = 0; i < a.mean.size(); ++i) shift += (a.mean[i] - b.mean[i]) * (a.mean[i] - b.mean[i]);
  return shift + std::max(0.0, A.trace() + B.trace() - 2 * overlap);
}

SpeedLimit wasserstein_speed_limit(const Estimate& total_entropy, double squared_distance, double diffusivity,
                                   double duration) {
  require_finite(total_entropy.mean, "total_entropy");
  require_not_negative(total_entropy.std_error, "a standard error must be finite and not negative",
                       "std_error");
  require_not_negative(squared_distance, "a squared distance must be finite and not negative",
                       "squared_distance");
  require_positive(diffusivity, "the diffusivity must be positive", "diffusivity");
  require_positive(duration, "the duration must be positive", "duration");
  return {total_entropy, squared_distance / (diffusivity * duration)};
}

}  // namespace stochtherm
