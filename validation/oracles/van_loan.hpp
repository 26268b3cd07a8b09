#pragma once
/// Exact moments of any linear Langevin equation q' = -A q + sqrt(2 D) xi, without a closed form: Van Loan's block
/// exponential over a short time, then doubling. Both only add what has one sign, in long double.

#include <Eigen/Core>
#include <cmath>

namespace stochtherm::oracles {

struct LinearMoments {
  using Matrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
  Matrix propagator;  ///< <q(t)> = propagator q(0)
  Matrix covariance;  ///< of q(t) from a sharp point
};

inline LinearMoments linear_moments(const Eigen::MatrixXd& A, const Eigen::MatrixXd& D, double t) {
  using Matrix = LinearMoments::Matrix;
  const Eigen::Index n = A.rows();
  Matrix block = Matrix::Zero(2 * n, 2 * n);
  block.topLeftCorner(n, n) = A.cast<long double>();
  block.topRightCorner(n, n) = 2 * D.cast<long double>();
  block.bottomRightCorner(n, n) = -A.transpose().cast<long double>();
  int doublings = 0;
  while (std::ldexp(t, -doublings) * static_cast<double>(block.norm()) > 0.125) ++doublings;
  block *= static_cast<long double>(std::ldexp(t, -doublings));
  Matrix exponential = Matrix::Identity(2 * n, 2 * n), term = exponential;
  for (int i = 1; i < 24; ++i) {
    term = (term * block / static_cast<long double>(i)).eval();
    exponential += term;
  }
  LinearMoments m{exponential.bottomRightCorner(n, n).transpose(), {}};
  m.covariance = m.propagator * exponential.topRightCorner(n, n);
  for (int i = 0; i < doublings; ++i) {
    m.covariance = (m.covariance + m.propagator * m.covariance * m.propagator.transpose()).eval();
    m.propagator = (m.propagator * m.propagator).eval();
  }
  return m;
}

}  // namespace stochtherm::oracles
