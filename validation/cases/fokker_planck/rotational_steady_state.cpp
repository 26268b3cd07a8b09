// A trap with a torque: the density is Boltzmann's, and yet it dissipates.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/housekeeping.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "richardson.hpp"

namespace stochtherm::validation {
namespace {

Verdict run(double kappa_factor) {
  Verdict v;
  const models::RotationalTrap trap{.k = 1.5, .kappa = 2 * kappa_factor};
  std::vector<double> sigma, variance, h;
  for (std::size_t cells : {24U, 48U, 96U, 192U}) {
    const auto axis = Grid1D::uniform(-5.2, 5.2, cells, Edge::reflecting);
    const FokkerPlanck fp(trap, ProductGrid<2>({axis, axis}));
    const auto p = *stationary(fp.generator());
    const auto rates = thermodynamic_rates(fp.generator(), p);
    sigma.push_back(rates.total_entropy);
    h.push_back(10.4 / static_cast<double>(cells));
    variance.push_back(expectation<2>(fp.grid(), p, [](const Vec<double, 2>& q) { return q[0] * q[0]; }));
    if (cells == 48) {
      const auto split = split_entropy_production(fp.generator(), p, p);
      v.checks.push_back(conditioned("on 48 × 48: power of the torque over kT against σ",
                                     rates.nonconservative_power, rates.total_entropy, 100, 32));
      v.checks.push_back(
          conditioned("all of it is housekeeping", split.housekeeping, rates.total_entropy, 100, 32));
    }
  }
  const Limit s = limit_of_even_series(sigma), w = limit_of_even_series(variance);
  v.checks.push_back(at_most("|σ/5.3333333333 − 1|", std::abs(s.value / (16.0 / 3) - 1), 2e-5));
  v.checks.push_back(at_most("|⟨x²⟩/(kT/k) − 1|", std::abs(w.value * 1.5 - 1), 2e-5));
  std::vector<double> error;
  for (double x : sigma) error.push_back(std::abs(x - 16.0 / 3));
  v.checks.push_back(order("entropy production", h, error, 2, 0.25));
  return v;
}

const Registered registered{{
    .name = "fokker_planck/rotational_steady_state",
    .claim = "A torque leaves a trap's density as it is and dissipates 2 μ κ²/k; the grid tends to both with "
             "second order.",
    .equation = "σ = 2 μ κ^{2}/k",
    .source = "haradasasa2005, schnakenberg1976",
    .tags = {"exact", "order"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the torque is a thousandth too strong", [](const Effort&) { return run(1.001); }},
}};

}  // namespace
}  // namespace stochtherm::validation
