#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/dynamics.hpp>

namespace stochtherm::detail {

namespace {
// The project's own exponential: that of the system differs between processors in the last bit.
double exponential(double x) { return exp(simd::Double<1>(x))[0]; }
}  // namespace

void complete(double dt, std::size_t n, const double* kT, const double* mu, const double* matrix, double mass,
              double* mu_dt, double* noise, double* matrix_dt, double* root, double* keep, double* keep_half,
              double* renew, double* renew_half) {
  require_positive(dt, "the time step must be positive", "dt", "simulate");
  require_positive(mass, "the mass must be positive", "mass", "simulate");
  for (std::size_t i = 0; i < n; ++i) {
    require_positive(kT[i], "the temperature must be positive", "kT", "simulate");
    require_positive(mu[i], "the mobility must be positive", "mu", "simulate");
    mu_dt[i] = mu[i] * dt;
    noise[i] = std::sqrt(2 * mu[i] * kT[i] * dt);
    const double gamma = 1 / (mu[i] * mass);
    keep[i] = exponential(-gamma * dt);
    keep_half[i] = exponential(-0.5 * gamma * dt);
    renew[i] = std::sqrt((1 - keep[i]) * (1 + keep[i]) * kT[i] / mass);
    renew_half[i] = std::sqrt((1 - keep_half[i]) * (1 + keep_half[i]) * kT[i] / mass);
  }
  if (!matrix) return;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      require_finite(matrix[i * n + j], "mobility", "simulate");
      require(matrix[i * n + j] == matrix[j * n + i], "the mobility matrix must be symmetric", "mobility",
              matrix[i * n + j], "simulate");
      matrix_dt[i * n + j] = matrix[i * n + j] * dt;
    }
  // Cholesky's factor of 2 kT dt (mobility), row by row.
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = 2 * kT[0] * dt * matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= root[i * n + k] * root[j * n + k];
      if (i == j) require_positive(rest, "the mobility matrix must be positive definite", "pivot", "simulate");
      root[i * n + j] = i == j ? std::sqrt(rest) : rest / root[j * n + j];
    }
}

}  // namespace stochtherm::detail
