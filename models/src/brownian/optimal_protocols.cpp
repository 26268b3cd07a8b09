#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/optimal_protocols.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

void check(const DraggedTrap& trap, double distance, double duration, const char* function) {
  check_bath(trap.T, trap.mu, function);
  check_stiffness(trap.k, function);
  require_finite(distance, "distance", function);
  require_positive(duration, "a protocol's duration must be positive", "duration", function);
}

// c: the best <x^2> is (kT/from)(1 + c t)^2.
double optimal_growth(const BreathingTrap& trap, double from, double to, double duration,
                      const char* function) {
  check_bath(trap.T, trap.mu, function);
  check_stiffness(from, function);
  check_stiffness(to, function);
  require_positive(duration, "a protocol's duration must be positive", "duration", function);
  const double p = trap.mu.mu * to * duration, q = trap.mu.mu * from * duration;
  return trap.mu.mu * (from - to) / (1 + p + std::sqrt(1 + 2 * q + p * q));
}

}  // namespace

Protocol optimal_protocol(const DraggedTrap& trap, double distance, double duration) {
  check(trap, distance, duration, "optimal_protocol");
  const double jump = distance / (2 + trap.mu.mu * trap.k * duration);
  return Protocol::piecewise_linear({{0, 0}, {0, jump}, {duration, distance - jump}, {duration, distance}});
}

double optimal_mean_work(const DraggedTrap& trap, double distance, double duration) {
  check(trap, distance, duration, "optimal_mean_work");
  return trap.k * distance * distance / (2 + trap.mu.mu * trap.k * duration);
}

Protocol optimal_protocol(const BreathingTrap& trap, double from, double to, double duration, int knots) {
  const double c = optimal_growth(trap, from, to, duration, "optimal_protocol");
  require(knots >= 1, "the curve needs at least one piece", "knots", knots);
  std::vector<std::pair<double, double>> curve{{0, from}};
  for (int i = 0; i <= knots; ++i) {
    const double t = i < knots ? duration * i / knots : duration, width = 1 + c * t;
    curve.emplace_back(t, (from / width - c / trap.mu.mu) / width);
  }
  curve.emplace_back(duration, to);
  return Protocol::piecewise_linear(std::move(curve));
}

double optimal_mean_work(const BreathingTrap& trap, double from, double to, double duration) {
  const double c = optimal_growth(trap, from, to, duration, "optimal_mean_work"), ct = c * duration;
  const double width = 1 + ct;
  return trap.T.kT * (0.5 * (to / from * width * width - 1) - std::log1p(ct) + c * ct / (trap.mu.mu * from));
}

}  // namespace stochtherm::models
