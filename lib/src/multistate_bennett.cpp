#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/multistate_bennett.hpp>
#include <string>

namespace stochtherm {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

struct Problem {
  const std::vector<std::vector<double>>& u;
  Vector N;  // samples of each state
  long states, samples;

  /// ln sum_k N_k exp(f_k - u_k(x_n)) for each sample.
  [[nodiscard]] Vector log_denominators(const Vector& f) const {
    Vector out(samples), log_N(states);
    for (long k = 0; k < states; ++k) log_N(k) = N(k) > 0 ? std::log(N(k)) + f(k) : 0;
    for (long n = 0; n < samples; ++n) {
      double highest = -HUGE_VAL, sum = 0;
      for (long k = 0; k < states; ++k)
        if (N(k) > 0) highest = std::max(highest, log_N(k) - energy(k, n));
      for (long k = 0; k < states; ++k)
        if (N(k) > 0) sum += std::exp(log_N(k) - energy(k, n) - highest);
      out(n) = highest + std::log(sum);
    }
    return out;
  }
  /// W_ni = exp(f_i - u_i(x_n) - ln denominator).
  [[nodiscard]] Matrix weights(const Vector& f, const Vector& log_d) const {
    Matrix W(samples, states);
    for (long k = 0; k < states; ++k)
      for (long n = 0; n < samples; ++n) W(n, k) = std::exp(f(k) - energy(k, n) - log_d(n));
    return W;
  }
  [[nodiscard]] double energy(long k, long n) const {
    return u[static_cast<std::size_t>(k)][static_cast<std::size_t>(n)];
  }
  /// f_i <- -ln sum_n exp(-u_i - ln denominator), f_0 = 0.
  [[nodiscard]] Vector self_consistent(const Vector& log_d) const {
    Vector f(states);
    for (long k = 0; k < states; ++k) {
      double highest = -HUGE_VAL, sum = 0;
      for (long n = 0; n < samples; ++n) highest = std::max(highest, -energy(k, n) - log_d(n));
      for (long n = 0; n < samples; ++n) sum += std::exp(-energy(k, n) - log_d(n) - highest);
      f(k) = -(highest + std::log(sum));
    }
    const double first = f(0);
    for (double& x : f) x -= first;
    return f;
  }
};

/// Covariance of the f: V S [1 - S V^T N V S]^+ S V^T with W = U S V^T.
Matrix covariance_of(const Matrix& W, const Vector& N) {
  const Eigen::SelfAdjointEigenSolver<Matrix> gram(W.transpose() * W);
  const Vector s = gram.eigenvalues().cwiseMax(0).cwiseSqrt();
  const Matrix SV = s.asDiagonal() * gram.eigenvectors().transpose();
  const Matrix inner = Matrix::Identity(N.size(), N.size()) - SV * N.asDiagonal() * SV.transpose();
  const Eigen::SelfAdjointEigenSolver<Matrix> middle(inner);
  // One eigenvalue is 0: all f may be shifted together. It, and no other, is left out.
  Vector inverse = middle.eigenvalues();
  for (long i = 0; i < inverse.size(); ++i) inverse(i) = i > 0 && inverse(i) > 1e-14 ? 1 / inverse(i) : 0;
  const Matrix half = SV.transpose() * middle.eigenvectors();
  return half * inverse.asDiagonal() * half.transpose();
}

}  // namespace

Estimate MultistateFreeEnergies::difference(std::size_t i, std::size_t j) const {
  const std::size_t K = free_energy.size();
  require(i < K && j < K, "a state is below the number of states", "state",
          static_cast<double>(std::max(i, j)));
  const double variance = covariance[i * K + i] + covariance[j * K + j] - 2 * covariance[i * K + j];
  return {free_energy[j] - free_energy[i], std::sqrt(std::max(0.0, variance)), samples};
}

Solved<MultistateFreeEnergies> multistate_bennett(const std::vector<std::vector<double>>& energies,
                                                  std::span<const std::size_t> samples) {
  const std::size_t K = energies.size();
  require(K >= 2, "there are at least two states", "states", static_cast<double>(K));
  require(samples.size() == K, "one number of samples for each state", "numbers",
          static_cast<double>(samples.size()));
  require(samples[0] > 0, "state 0 must have been sampled", "samples[0]", 0);
  std::size_t total = 0;
  for (std::size_t n : samples) total += n;
  for (const auto& row : energies) {
    require(row.size() == total, "each state has the energy of every sample", "energies",
            static_cast<double>(row.size()));
    for (double u : row) require_finite(u, "energy");
  }
  Problem p{energies, Vector(static_cast<long>(K)), static_cast<long>(K), static_cast<long>(total)};
  for (std::size_t k = 0; k < K; ++k) p.N(static_cast<long>(k)) = static_cast<double>(samples[k]);

  Vector f = Vector::Zero(p.states);
  for (long k = 1; k < p.states; ++k) {  // to begin with, the mean difference of energies
    double sum = 0;
    for (long n = 0; n < p.samples; ++n) sum += p.energy(k, n) - p.energy(0, n);
    f(k) = sum / static_cast<double>(total);
  }
  for (int i = 0; i < 5; ++i) f = p.self_consistent(p.log_denominators(f));
  std::size_t step = 0;
  double moved = HUGE_VAL;
  for (; step < 100 && moved > 1e-11; ++step) {
    const Vector log_d = p.log_denominators(f);
    const Matrix W = p.weights(f, log_d);
    // Likelihood: gradient N_i (1 - sum_n W_ni), Hessian -(N_i delta_ij sum_n W_ni - N_i N_j sum_n W_ni W_nj).
    const Vector column = W.colwise().sum();
    const Vector g = p.N.cwiseProduct(Vector::Ones(p.states) - column);
    Matrix H = -(p.N.asDiagonal() * (W.transpose() * W) * p.N.asDiagonal());
    H.diagonal() += p.N.cwiseProduct(column);
    Vector next = f;
    std::vector<long> free;
    for (long k = 1; k < p.states; ++k)
      if (p.N(k) > 0) free.push_back(k);
    if (!free.empty()) {
      const auto m = static_cast<long>(free.size());
      Matrix h(m, m);
      Vector r(m);
      for (long a = 0; a < m; ++a) {
        r(a) = g(free[static_cast<std::size_t>(a)]);
        for (long b = 0; b < m; ++b)
          h(a, b) = H(free[static_cast<std::size_t>(a)], free[static_cast<std::size_t>(b)]);
      }
      const Vector dx = Eigen::LDLT<Matrix>(h).solve(r);
      for (long a = 0; a < m; ++a) next(free[static_cast<std::size_t>(a)]) += dx(a);
    }
    const Vector safe = p.self_consistent(log_d);
    // Newton's step where it brings the equations nearer to holding, else the self-consistent one.
    const auto defect = [&](const Vector& x) {
      const Vector there = p.self_consistent(p.log_denominators(x));
      double worst = 0;
      for (long k = 0; k < p.states; ++k)
        if (p.N(k) > 0) worst = std::max(worst, std::abs(there(k) - x(k)));
      return worst;
    };
    const double by_newton = next.allFinite() ? defect(next) : HUGE_VAL;
    const double before = defect(f);
    f = by_newton < before ? next : safe;
    moved = std::min(before, by_newton);
  }
  f = p.self_consistent(p.log_denominators(f));
  const Matrix W = p.weights(f, p.log_denominators(f));
  const Matrix C = covariance_of(W, p.N);
  const Matrix O = W.transpose() * W * p.N.asDiagonal();

  MultistateFreeEnergies result{
      {f.data(), f.data() + f.size()}, std::vector<double>(K * K), std::vector<double>(K * K), total, 0};
  for (std::size_t i = 0; i < K; ++i)
    for (std::size_t j = 0; j < K; ++j) {
      const auto a = static_cast<long>(i), b = static_cast<long>(j);
      result.covariance[i * K + j] = C(a, b) - C(a, 0) - C(0, b) + C(0, 0);
      result.overlap[i * K + j] = O(a, b);
    }
  // Similar to a symmetric matrix on the sampled states: its eigenvalues are real.
  std::vector<long> sampled;
  for (long k = 0; k < p.states; ++k)
    if (p.N(k) > 0) sampled.push_back(k);
  const auto m = static_cast<long>(sampled.size());
  Matrix S(m, m);
  for (long a = 0; a < m; ++a)
    for (long b = 0; b < m; ++b) {
      const long i = sampled[static_cast<std::size_t>(a)], j = sampled[static_cast<std::size_t>(b)];
      S(a, b) = W.col(i).dot(W.col(j)) * std::sqrt(p.N(i) * p.N(j));
    }
  const Eigen::SelfAdjointEigenSolver<Matrix> spectrum(S, Eigen::EigenvaluesOnly);
  result.least_overlap = m > 1 ? std::clamp(1 - spectrum.eigenvalues()(m - 2), 0.0, 1.0) : 1;
  const Stats stats{.steps = step, .residual = moved};
  if (!(moved <= 1e-9))
    return {result, Status::step_limit,
            "multistate_bennett: the equations did not settle; put states between.", stats};
  if (!(result.least_overlap > 1e-4))
    return {result, Status::ill_conditioned,
            "multistate_bennett: the states fall apart into groups that hardly overlap; put states between.",
            stats};
  return Solved<MultistateFreeEnergies>(result, stats);
}

}  // namespace stochtherm
