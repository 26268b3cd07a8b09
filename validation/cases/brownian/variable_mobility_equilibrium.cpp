// A mobility that depends on position changes how fast equilibrium is reached, not which: densities by independent
// quadrature, and the current that each drift leaves.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::VariableMobility;

/// `without_drift` forgets kT mu'.
Verdict equilibrium(bool without_drift) {
  Verdict v;
  for (const VariableMobility& trap :
       {VariableMobility{.k = 1.3, .q = 0, .mu0 = 0.7, .a = 0.6, .w = 1.7, .T = {0.8}},
        VariableMobility{.k = -2, .q = 1.1, .mu0 = 1.4, .a = -0.8, .w = 2.3, .T = {0.5}}}) {
    const std::string at = fmt::format("k = {}, q = {}: ", trap.k, trap.q);
    const double lambda = 0.4, end = 9;
    const auto weight = [&](double x, double l) { return std::exp(-trap.energy(x, l) / trap.T.kT); };
    const auto average = [&](auto f, auto w) {
      return integral_by_gsl([&](double x) { return f(x) * w(x); }, -end, end, 1e-13) /
             integral_by_gsl([&](double x) { return w(x); }, -end, end, 1e-13);
    };
    const auto boltzmann = [&](double x) { return weight(x, 0); };
    v.checks.push_back(digits(
        at + "equilibrium density at 0.7", trap.equilibrium_density(0.7, lambda),
        weight(0.7, lambda) / integral_by_gsl([&](double x) { return weight(x, lambda); }, -end, end, 1e-13),
        11));
    v.checks.push_back(digits(at + "⟨x^{2}⟩", trap.equilibrium_second_moment(),
                              average([](double x) { return x * x; }, boltzmann), 11));
    v.checks.push_back(digits(
        at + "⟨x⟩ without the drift kT μ′", trap.mean_without_drift(),
        average([](double x) { return x; }, [&](double x) { return boltzmann(x) / trap.mobility(x); }), 10));
    // Ito: J = (drift) p - (kT mu p)'; equilibrium has none. The derivative by a central difference, error h^2.
    double current = 0, scale = 0;
    for (double x = -2; x <= 2; x += 0.125) {
      const double h = 1e-4, p = trap.equilibrium_density(x);
      const auto spread = [&](double y) {
        return trap.T.kT * trap.mobility(y) * trap.equilibrium_density(y);
      };
      const double drift =
          trap.mobility(x) * trap.force(x, 0.0) + (without_drift ? 0 : trap.T.kT * trap.mobility_gradient(x));
      current = std::max(current, std::abs(drift * p - (spread(x + h) - spread(x - h)) / (2 * h)));
      scale = std::max(scale, std::abs(trap.mobility(x) * trap.force(x, 0.0)) * p);
    }
    v.checks.push_back(at_most(at + "largest current of equilibrium / largest drift", current / scale, 1e-6));
  }
  // Cold and tilted: e^{-U/kT} alone would overflow.
  const VariableMobility cold{.k = 1, .T = {1e-3}};
  v.checks.push_back(digits("cold and tilted: density at its maximum", cold.equilibrium_density(3, 3),
                            std::sqrt(1 / (2 * 3.14159265358979323846 * 1e-3)), 10));
  return v;
}

const Registered equilibrium_case{{
    .name = "brownian/variable_mobility_equilibrium",
    .claim = "With the drift kT μ′ that Ito's calculus needs, Boltzmann's density carries no current, "
             "whatever the "
             "mobility; "
             "without it the mean of a symmetric trap moves as stated.",
    .equation = "J = [μF + kT μ′]p − (kT μ p)′ = 0 for p ∝ e^{−U/kT}",
    .source = "gardiner2009",
    .tags = {"exact"},
    .check = [](const Effort&) { return equilibrium(false); },
    .sabotage = {.description = "The drift kT μ′ is forgotten.",
                 .check = [](const Effort&) { return equilibrium(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
