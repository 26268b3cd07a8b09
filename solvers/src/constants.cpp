#include <fmt/format.h>

#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/dynamics.hpp>

namespace stochtherm::detail {

double exponential(double x) { return exp(simd::Double<1>(x))[0]; }
double logarithm(double x) { return log(simd::Double<1>(x))[0]; }

void cholesky(std::size_t n, const double* matrix, double scale, double* root, const char* name,
              const char* function) {
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      require_finite(matrix[i * n + j], name, function);
      require(matrix[i * n + j] == matrix[j * n + i], fmt::format("the {} must be symmetric", name), name,
              matrix[i * n + j], function);
    }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = scale * matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= root[i * n + k] * root[j * n + k];
      if (i == j)
        require_positive(rest, fmt::format("the {} must be positive definite", name), "pivot", function);
      root[i * n + j] = i == j ? std::sqrt(rest) : rest / root[j * n + j];
    }
}

}  // namespace stochtherm::detail
