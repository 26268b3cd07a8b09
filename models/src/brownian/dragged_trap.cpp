#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

// s - 1 + e^{-s} without cancellation: below 1/2 the series s^2/2 - s^3/6 + ...
double lag_integral(double s) {
  if (s > 0.5) return s + std::expm1(-s);
  double term = s * s / 2, sum = term;
  for (int n = 3; std::abs(term) > 1e-18 * sum; ++n) sum += term *= -s / n;
  return sum;
}

}  // namespace

double DraggedTrap::equilibrium_variance() const {
  check_bath(T, mu);
  check_stiffness(k);
  return T.kT / k;
}

double DraggedTrap::mean_lag(double v, double t) const {
  check_bath(T, mu);
  check_stiffness(k);
  check_time(t);
  require_finite(v, "v");
  return v / (mu.mu * k) * std::expm1(-mu.mu * k * t);
}

double DraggedTrap::mean_work(double v, double t) const {
  check_bath(T, mu);
  check_stiffness(k);
  check_time(t);
  require_finite(v, "v");
  return v * v / (mu.mu * mu.mu * k) * lag_integral(mu.mu * k * t);
}

double DraggedTrap::work_variance(double v, double t) const { return 2 * T.kT * mean_work(v, t); }

double DraggedTrap::work_density(double w, double v, double t) const {
  require_finite(w, "w");
  const double variance = work_variance(v, t);
  require(variance > 0, "work has a density only when the trap moves for a positive time", "v t", v * t);
  const double d = w - mean_work(v, t);
  return std::exp(-d * d / (2 * variance)) / std::sqrt(2 * std::numbers::pi * variance);
}

double DraggedTrap::probability_of_negative_work(double v, double t) const {
  return 0.5 * std::erfc(0.5 * std::sqrt(mean_work(v, t) / T.kT));
}

double DraggedTrap::mean_energy_change(double v, double t) const {
  const double lag = mean_lag(v, t);
  return 0.5 * k * lag * lag;
}

double DraggedTrap::mean_heat(double v, double t) const { return mean_energy_change(v, t) - mean_work(v, t); }

double DraggedTrap::stationary_lag(double v) const {
  check_bath(T, mu);
  check_stiffness(k);
  require_finite(v, "v");
  return -v / (mu.mu * k);
}

double DraggedTrap::mean_hatano_sasa(double from, double to) const {
  const double shift = stationary_lag(to) - stationary_lag(from);
  return shift * shift / (2 * equilibrium_variance());
}

}  // namespace stochtherm::models
