#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/coloured_noise.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

void check(const ActiveTrap& trap, const char* function) {
  check_bath(trap.T, trap.mu, function);
  check_stiffness(trap.k, function);
  require_not_negative(trap.strength, "the strength must not be negative", "strength", function);
  require_positive(trap.correlation_time, "the correlation time must be positive", "correlation_time",
                   function);
}

}  // namespace

double ActiveTrap::variance() const {
  check(*this, "variance");
  return (T.kT + position_force_correlation()) / k;
}

double ActiveTrap::position_force_correlation() const {
  check(*this, "position_force_correlation");
  return mu.mu * strength / (2 * (1 + mu.mu * k * correlation_time));
}

double ActiveTrap::power() const {
  check(*this, "power");
  return position_force_correlation() / correlation_time;
}

}  // namespace stochtherm::models
