#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/geometric.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

void check(const GeometricBrownian& g, double x0, const char* function) {
  require_positive(g.T.kT, "the temperature must be positive", "T.kT", function);
  require_finite(g.m0, "m0", function);
  require(g.s != 0 && std::isfinite(g.s), "the noise must be finite and not zero", "s", g.s, function);
  require_positive(x0, "the start must be positive", "x0", function);
}
void check(const GeometricBrownian& g, double x0, double dt, int steps, const char* function) {
  check(g, x0, function);
  require_positive(dt, "the time step must be positive", "dt", function);
  require(steps >= 0, "the number of steps must not be negative", "steps", steps, function);
}

}  // namespace

double GeometricBrownian::mean(double x0, double t) const {
  check(*this, x0, "mean");
  check_time(t);
  return x0 * std::exp(ito_rate() * t);
}

double GeometricBrownian::variance(double x0, double t) const {
  check(*this, x0, "variance");
  check_time(t);
  const double m = x0 * std::exp(ito_rate() * t);
  return m * m * std::expm1(s * s * t);
}

double GeometricBrownian::euler_maruyama_mean(double x0, double dt, int steps) const {
  check(*this, x0, dt, steps, "euler_maruyama_mean");
  return x0 * std::pow(1 + ito_rate() * dt, steps);
}

double GeometricBrownian::euler_maruyama_variance(double x0, double dt, int steps) const {
  check(*this, x0, dt, steps, "euler_maruyama_variance");
  const double growth = 1 + ito_rate() * dt, noise = s * s * dt;
  if (growth == 0) return steps == 0 ? 0 : x0 * x0 * std::pow(noise, steps);
  // Mean squared times (1 + noise/growth^2)^n - 1.
  return x0 * x0 * std::pow(growth, 2 * steps) * std::expm1(steps * std::log1p(noise / (growth * growth)));
}

double GeometricBrownian::coloured_noise_mean(double x0, double t, double tau) const {
  check(*this, x0, "coloured_noise_mean");
  check_time(t);
  require_not_negative(tau, "the correlation time must not be negative", "tau");
  const double accumulated = tau > 0 ? t + tau * std::expm1(-t / tau) : t;
  return x0 * std::exp(m0 * t + 0.5 * s * s * accumulated);
}

}  // namespace stochtherm::models
