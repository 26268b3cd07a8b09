#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

void check(const VariableMobility& trap, const char* function) {
  check_bath(trap.T, {trap.mu0}, function);
  require(std::abs(trap.a) < 1, "the mobility must stay positive, |a| < 1", "a", trap.a, function);
  require_finite(trap.k, "k", function);
  require_finite(trap.w, "w", function);
  require_not_negative(trap.q, "the quartic stiffness must not be negative", "q", function);
  require(trap.q > 0 || trap.k > 0, "the trap must hold the particle: q > 0, or q = 0 and k > 0", "k", trap.k,
          function);
}

// The integrals of e^{-(U - U_min)/kT} and of f times it by the trapezoid rule, which converges exponentially for
// smooth integrands that vanish at both ends: where the walls are 50 kT high.
struct Weights {
  double lowest;  // U_min/kT
  double f, one;
};
template <class F>
Weights weigh(const VariableMobility& trap, double lambda, F f) {
  const auto height = [&](double x) { return trap.energy(x, lambda) / trap.T.kT; };
  double end = trap.k > 0 ? std::sqrt(trap.T.kT / trap.k) : std::sqrt(std::sqrt(trap.T.kT / trap.q));
  while (std::min(height(end), height(-end)) < 50) end *= 1.25;
  const int points = 8192;
  Weights sum{};
  for (int i = -points; i <= points; ++i) sum.lowest = std::min(sum.lowest, height(end * i / points));
  for (int i = -points; i <= points; ++i) {
    const double x = end * i / points, weight = std::exp(sum.lowest - height(x)) * end / points;
    sum.f += f(x) * weight;
    sum.one += weight;
  }
  return sum;
}

}  // namespace

double VariableMobility::equilibrium_density(double x, double lambda) const {
  check(*this, "equilibrium_density");
  require_finite(x, "x");
  require_finite(lambda, "lambda");
  const Weights sum = weigh(*this, lambda, [](double) { return 1.0; });
  return std::exp(sum.lowest - energy(x, lambda) / T.kT) / sum.one;
}

double VariableMobility::equilibrium_second_moment() const {
  check(*this, "equilibrium_second_moment");
  if (q == 0) return T.kT / k;
  const Weights sum = weigh(*this, 0, [](double x) { return x * x; });
  return sum.f / sum.one;
}

double VariableMobility::mean_without_drift() const {
  check(*this, "mean_without_drift");
  return weigh(*this, 0, [this](double x) { return x / mobility(x); }).f /
         weigh(*this, 0, [this](double x) { return 1 / mobility(x); }).f;
}

}  // namespace stochtherm::models
