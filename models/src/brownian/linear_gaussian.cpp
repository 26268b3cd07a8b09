#include <Eigen/Dense>
#include <algorithm>
#include <complex>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/linear_gaussian.hpp>

namespace stochtherm::models::detail {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix matrix(std::span<const double> numbers, int n, const char* name, const char* function) {
  for (const double x : numbers) require_finite(x, name, function);
  return Eigen::Map<const Matrix>(numbers.data(), n, n);
}

Matrix solve_lyapunov(const Matrix& A, const Matrix& D, const char* function) {
  const int n = static_cast<int>(A.rows());
  require((D - D.transpose()).norm() <= 1e-12 * D.norm(), "the diffusion matrix must be symmetric",
          "|D - D^T|", (D - D.transpose()).norm(), function);
  double slowest = std::numeric_limits<double>::infinity();
  for (const std::complex<double>& rate : Eigen::VectorXcd(A.eigenvalues()))
    slowest = std::min(slowest, rate.real());
  require(slowest > 0, "every eigenvalue of A must have a positive real part", "smallest real part", slowest,
          function);
  // (A (x) 1 + 1 (x) A) S = 2 D, with S by rows.
  Matrix system = Matrix::Zero(n * n, n * n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      for (int l = 0; l < n; ++l) {
        system(i * n + j, l * n + j) += A(i, l);
        system(i * n + j, i * n + l) += A(j, l);
      }
  const Matrix right = 2 * D;
  const Eigen::VectorXd S = system.fullPivLu().solve(Eigen::Map<const Eigen::VectorXd>(right.data(), n * n));
  const Matrix result = Eigen::Map<const Matrix>(S.data(), n, n);
  return 0.5 * (result + result.transpose());
}

}  // namespace

void stationary_covariance(std::span<const double> A, std::span<const double> D, std::span<double> covariance,
                           int n, const char* function) {
  const Matrix S = solve_lyapunov(matrix(A, n, "A", function), matrix(D, n, "D", function), function);
  std::copy(S.data(), S.data() + n * n, covariance.begin());
}

double entropy_production(std::span<const double> A, std::span<const double> D, int n, const char* function) {
  const Matrix a = matrix(A, n, "A", function), d = matrix(D, n, "D", function);
  const Matrix S = solve_lyapunov(a, d, function);
  const Eigen::LLT<Matrix> root(d);
  require(root.info() == Eigen::Success, "the diffusion matrix must be positive definite", "det D",
          d.determinant(), function);
  const Matrix V = d * S.inverse() - a;
  return (V.transpose() * root.solve(V * S)).trace();
}

}  // namespace stochtherm::models::detail
