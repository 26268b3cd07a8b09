#include <Eigen/Cholesky>
#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/gaussian_vectors.hpp>
#include <string>

#include "covariance.hpp"

namespace stochtherm {
namespace {

Eigen::MatrixXd checked(const GaussianVector& a, const char* function) {
  const std::size_t d = a.mean.size();
  require(d > 0 && a.covariance.size() == d * d, "a normal vector of d components has d * d covariances",
          "covariance", std::to_string(a.covariance.size()) + " for " + std::to_string(d) + " components",
          function);
  for (double m : a.mean) require_finite(m, "mean", function);
  for (double c : a.covariance) require_finite(c, "covariance", function);
  const auto n = static_cast<Eigen::Index>(d);
  Eigen::MatrixXd S =
      Eigen::Map<const Eigen::Matrix<double, -1, -1, Eigen::RowMajor>>(a.covariance.data(), n, n);
  const double asymmetry = (S - S.transpose()).cwiseAbs().maxCoeff();
  require(asymmetry <= 1e-12 * S.cwiseAbs().maxCoeff(), "a covariance must be symmetric",
          "largest difference", asymmetry, function);
  return S;
}

}  // namespace

namespace detail {

double log_determinant(const Eigen::MatrixXd& S, const Variables& rows, const char* function) {
  if (rows.empty()) return 0;
  const auto n = static_cast<Eigen::Index>(rows.size());
  Eigen::MatrixXd block(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      block(i, j) = S(static_cast<Eigen::Index>(rows[static_cast<std::size_t>(i)]),
                      static_cast<Eigen::Index>(rows[static_cast<std::size_t>(j)]));
  const Eigen::LLT<Eigen::MatrixXd> factor(block);
  require(factor.info() == Eigen::Success,
          "a covariance must be positive definite: no component may follow from others", "smallest diagonal",
          block.diagonal().minCoeff(), function);
  double sum = 0;
  for (Eigen::Index i = 0; i < n; ++i) sum += std::log(factor.matrixLLT()(i, i));
  return 2 * sum;
}

}  // namespace detail

double differential_entropy(const GaussianVector& a) {
  const Eigen::MatrixXd S = checked(a, "differential_entropy");
  Variables all(a.mean.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return 0.5 * (static_cast<double>(all.size()) * (1 + std::log(2 * std::numbers::pi)) +
                detail::log_determinant(S, all, "differential_entropy"));
}

double kullback_leibler(const GaussianVector& a, const GaussianVector& b) {
  const Eigen::MatrixXd A = checked(a, "kullback_leibler"), B = checked(b, "kullback_leibler");
  require(a.mean.size() == b.mean.size(), "both must have as many components", "components of b",
          static_cast<double>(b.mean.size()));
  const Eigen::LLT<Eigen::MatrixXd> la(A), lb(B);
  require(la.info() == Eigen::Success && lb.info() == Eigen::Success,
          "a covariance must be positive definite", "smallest diagonal",
          std::min(A.diagonal().minCoeff(), B.diagonal().minCoeff()));
  const auto n = A.rows();
  // L = L_b^-1 L_a: the trace is its squared norm, the determinant the product of its diagonal.
  const Eigen::MatrixXd L = lb.matrixL().solve(Eigen::MatrixXd(la.matrixL()));
  Eigen::VectorXd m(n);
  for (Eigen::Index i = 0; i < n; ++i)
    m(i) = a.mean[static_cast<std::size_t>(i)] - b.mean[static_cast<std::size_t>(i)];
  const double logs = 2 * L.diagonal().array().log().sum();
  return 0.5 * (L.squaredNorm() - static_cast<double>(n) - logs + lb.matrixL().solve(m).squaredNorm());
}

double mutual_information(const GaussianVector& p, const Variables& a, const Variables& b,
                          const Variables& given) {
  const Eigen::MatrixXd S = checked(p, "mutual_information");
  std::vector<bool> named(p.mean.size());
  for (const Variables* list : {&a, &b, &given})
    for (std::size_t v : *list) {
      require(v < named.size() && !named[v], "each component is below their number and named once",
              "component", static_cast<double>(v));
      named[v] = true;
    }
  const auto with = [](Variables x, const Variables& y) {
    x.insert(x.end(), y.begin(), y.end());
    return x;
  };
  const auto log_det = [&](const Variables& rows) {
    return detail::log_determinant(S, rows, "mutual_information");
  };
  return 0.5 * (log_det(with(a, given)) + log_det(with(b, given)) - log_det(given) -
                log_det(with(with(a, b), given)));
}

double multi_information(const GaussianVector& p, const Variables& parts) {
  double sum = 0;
  for (std::size_t i = 1; i < parts.size(); ++i)
    sum += mutual_information(p, {parts[i]}, Variables(parts.begin(), parts.begin() + static_cast<long>(i)));
  return sum;
}

double gaussian_channel_capacity(double signal_to_noise) {
  require_not_negative(signal_to_noise, "a ratio of powers is not negative", "signal_to_noise");
  return 0.5 * std::log1p(signal_to_noise);
}

}  // namespace stochtherm
