#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>

#include "check.hpp"

namespace stochtherm::models {

double OrnsteinUhlenbeck::relaxation_time() const {
  check_bath(T, mu);
  check_stiffness(k);
  return 1 / (mu.mu * k);
}

double OrnsteinUhlenbeck::mean(double x0, double t) const {
  require_finite(x0, "x0");
  check_time(t);
  return x0 * std::exp(-t / relaxation_time());
}

double OrnsteinUhlenbeck::variance(double t) const {
  check_time(t);
  return stationary_variance() * -std::expm1(-2 * t / relaxation_time());
}

double OrnsteinUhlenbeck::transition_density(double x, double x0, double t) const {
  require_finite(x, "x");
  require_positive(t, "a transition takes a positive time", "t");
  const double s2 = variance(t), d = x - mean(x0, t);
  return std::exp(-d * d / (2 * s2)) / std::sqrt(2 * std::numbers::pi * s2);
}

double OrnsteinUhlenbeck::stationary_variance() const {
  check_bath(T, mu);
  check_stiffness(k);
  return T.kT / k;
}

double OrnsteinUhlenbeck::correlation(double t) const {
  require_finite(t, "t");
  return stationary_variance() * std::exp(-std::abs(t) / relaxation_time());
}

double OrnsteinUhlenbeck::mean_square_displacement(double t) const {
  require_finite(t, "t");
  return 2 * stationary_variance() * -std::expm1(-std::abs(t) / relaxation_time());
}

double OrnsteinUhlenbeck::euler_maruyama_variance(double dt) const {
  const double step = dt / relaxation_time();
  require(step > 0 && step < 2, "Euler-Maruyama has a stationary state only for 0 < mu k dt < 2", "dt", dt);
  return stationary_variance() / (1 - step / 2);
}

}  // namespace stochtherm::models
