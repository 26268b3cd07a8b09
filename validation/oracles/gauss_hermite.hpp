#pragma once
/// Averages over a standard normal without random numbers: Gauss-Hermite quadrature (Golub & Welsch), exact for
/// polynomials of degree 2n - 1.

#include <Eigen/Eigenvalues>
#include <cmath>
#include <utility>
#include <vector>

namespace stochtherm::oracles {

class NormalAverage {
 public:
  explicit NormalAverage(int n) {
    Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(n, n);
    for (int i = 1; i < n; ++i) jacobi(i, i - 1) = jacobi(i - 1, i) = std::sqrt(static_cast<double>(i));
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(jacobi);
    for (int i = 0; i < n; ++i) {
      nodes_.push_back(solver.eigenvalues()[i]);
      weights_.push_back(solver.eigenvectors()(0, i) * solver.eigenvectors()(0, i));
    }
  }
  template <class F>
  double operator()(F f) const {
    double sum = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) sum += weights_[i] * f(nodes_[i]);
    return sum;
  }

  /// (z, weight)
  [[nodiscard]] std::vector<std::pair<double, double>> nodes() const {
    std::vector<std::pair<double, double>> all;
    for (std::size_t i = 0; i < nodes_.size(); ++i) all.emplace_back(nodes_[i], weights_[i]);
    return all;
  }

 private:
  std::vector<double> nodes_, weights_;
};

}  // namespace stochtherm::oracles
