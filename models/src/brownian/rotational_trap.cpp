#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

struct Rates {
  double a, b;  // relaxation mu k and rotation mu kappa
};
Rates rates(const RotationalTrap& trap, const char* function) {
  check_bath(trap.T, trap.mu, function);
  check_stiffness(trap.k, function);
  require_finite(trap.kappa, "kappa", function);
  return {trap.mu.mu * trap.k, trap.mu.mu * trap.kappa};
}

}  // namespace

double RotationalTrap::stationary_variance() const {
  (void)rates(*this, "stationary_variance");
  return T.kT / k;
}

double RotationalTrap::entropy_production() const {
  (void)rates(*this, "entropy_production");
  return 2 * mu.mu * kappa * kappa / k;
}

double RotationalTrap::mean_angular_momentum() const {
  (void)rates(*this, "mean_angular_momentum");
  return 2 * mu.mu * kappa * T.kT / k;
}

double RotationalTrap::correlation(double t) const {
  require_finite(t, "t");
  const auto [a, b] = rates(*this, "correlation");
  return T.kT / k * std::exp(-a * std::abs(t)) * std::cos(b * t);
}

// -C'' of the correlation C of x.
double RotationalTrap::velocity_correlation(double t) const {
  require_finite(t, "t");
  const auto [a, b] = rates(*this, "velocity_correlation");
  const double s = std::abs(t);
  return -T.kT / k * std::exp(-a * s) * ((a * a - b * b) * std::cos(b * s) + 2 * a * b * std::sin(b * s));
}

// G' of the response G = mu e^{-a t} cos(b t) of x.
double RotationalTrap::velocity_response(double t) const {
  require_finite(t, "t");
  const auto [a, b] = rates(*this, "velocity_response");
  return t < 0 ? 0 : -mu.mu * std::exp(-a * t) * (a * std::cos(b * t) + b * std::sin(b * t));
}

double RotationalTrap::velocity_spectrum(double omega) const {
  require_finite(omega, "omega");
  const auto [a, b] = rates(*this, "velocity_spectrum");
  const double up = omega + b, down = omega - b;
  return T.kT * mu.mu * omega * omega * (1 / (a * a + up * up) + 1 / (a * a + down * down));
}

double RotationalTrap::velocity_response_spectrum(double omega) const {
  require_finite(omega, "omega");
  const auto [a, b] = rates(*this, "velocity_response_spectrum");
  const double up = omega + b, down = omega - b;
  return 0.5 * mu.mu * omega * (up / (a * a + up * up) + down / (a * a + down * down));
}

}  // namespace stochtherm::models
