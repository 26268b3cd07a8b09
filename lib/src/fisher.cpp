#include <Eigen/Cholesky>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/fisher.hpp>
#include <string>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

using RowMajor = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>;

Eigen::MatrixXd square(std::span<const double> rows, std::size_t d) {
  const auto n = static_cast<Eigen::Index>(d);
  return Eigen::Map<const RowMajor>(rows.data(), n, n);
}

}  // namespace

FisherInformation fisher_information(std::span<const double> p,
                                     const std::vector<std::vector<double>>& slopes) {
  detail::require_distribution(p, "p");
  const std::size_t n = slopes.size();
  require(n > 0, "there must be a parameter", "number of slopes", 0);
  for (const auto& slope : slopes) {
    require(slope.size() == p.size(), "a slope has one value for each state", "values",
            static_cast<double>(slope.size()));
    double sum = 0, size = 0;
    for (std::size_t x = 0; x < p.size(); ++x) {
      require_finite(slope[x], "slope");
      require(p[x] > 0 || slope[x] == 0, "a state of mass 0 must stay so: its slope is 0", "slope", slope[x]);
      sum += slope[x], size += std::abs(slope[x]);
    }
    require(std::abs(sum) <= 1e-6 * size, "the slopes of probabilities sum to 0", "sum", sum);
  }
  FisherInformation f{n, std::vector<double>(n * n)};
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      f.matrix[a * n + b] = detail::pairwise(
          0, p.size(), [&](std::size_t x) { return p[x] > 0 ? slopes[a][x] / p[x] * slopes[b][x] : 0.0; });
  return f;
}

FisherInformation fisher_information(
    const std::function<std::vector<double>(std::span<const double>)>& family,
    std::span<const double> parameters, double step) {
  require_positive(step, "the step must be positive", "step");
  const std::vector<double> point(parameters.begin(), parameters.end());
  const std::vector<double> p = family(point);
  std::vector<std::vector<double>> slopes;
  for (std::size_t a = 0; a < point.size(); ++a) {
    const double h = step * std::max(1e-3, std::abs(point[a]));
    const auto shifted = [&](double by) {
      std::vector<double> there = point;
      there[a] += by;
      auto q = family(there);
      require(q.size() == p.size(), "the family must have the same states everywhere", "states",
              static_cast<double>(q.size()), "fisher_information");
      return q;
    };
    const auto p1 = shifted(h), m1 = shifted(-h), p2 = shifted(2 * h), m2 = shifted(-2 * h);
    std::vector<double> slope(p.size());
    for (std::size_t x = 0; x < p.size(); ++x) slope[x] = (8 * (p1[x] - m1[x]) - (p2[x] - m2[x])) / (12 * h);
    slopes.push_back(std::move(slope));
  }
  return fisher_information(p, slopes);
}

FisherInformation fisher_information(const GaussianVector& p,
                                     const std::vector<std::vector<double>>& mean_slopes,
                                     const std::vector<std::vector<double>>& covariance_slopes) {
  const std::size_t d = p.mean.size(), n = mean_slopes.size();
  require(n > 0 && covariance_slopes.size() == n, "mean and covariance need one slope for each parameter",
          "covariance_slopes", static_cast<double>(covariance_slopes.size()));
  require(p.covariance.size() == d * d, "a normal vector of d components has d * d covariances", "covariance",
          static_cast<double>(p.covariance.size()));
  const Eigen::LLT<Eigen::MatrixXd> S(square(p.covariance, d));
  require(S.info() == Eigen::Success, "a covariance must be positive definite", "covariance",
          "no Cholesky factor");
  std::vector<Eigen::VectorXd> m;
  std::vector<Eigen::MatrixXd> C;
  for (std::size_t a = 0; a < n; ++a) {
    require(mean_slopes[a].size() == d && covariance_slopes[a].size() == d * d,
            "slopes have the shapes of mean and covariance", "parameter", static_cast<double>(a));
    m.emplace_back(Eigen::Map<const Eigen::VectorXd>(mean_slopes[a].data(), static_cast<Eigen::Index>(d)));
    C.emplace_back(S.solve(square(covariance_slopes[a], d)));
  }
  FisherInformation f{n, std::vector<double>(n * n)};
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      f.matrix[a * n + b] = m[a].dot(S.solve(m[b])) + 0.5 * (C[a] * C[b]).trace();
  return f;
}

std::vector<double> cramer_rao_bound(const FisherInformation& fisher, double samples) {
  require_positive(samples, "the number of samples must be positive", "samples");
  const auto n = static_cast<Eigen::Index>(fisher.parameters);
  require(n > 0 && fisher.matrix.size() == fisher.parameters * fisher.parameters,
          "a Fisher matrix has parameters^2 entries", "entries", static_cast<double>(fisher.matrix.size()));
  const Eigen::MatrixXd F = square(fisher.matrix, fisher.parameters);
  const Eigen::LLT<Eigen::MatrixXd> factor(F);
  require(factor.info() == Eigen::Success,
          "the parameters must be told apart by the data: the Fisher matrix has an inverse",
          "smallest diagonal", F.diagonal().minCoeff());
  const Eigen::MatrixXd inverse = factor.solve(Eigen::MatrixXd::Identity(n, n));
  std::vector<double> bound(fisher.parameters);
  for (Eigen::Index a = 0; a < n; ++a) bound[static_cast<std::size_t>(a)] = inverse(a, a) / samples;
  return bound;
}

}  // namespace stochtherm
