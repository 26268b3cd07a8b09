// First and second law of a network at one instant, and the two parts of its dissipation.
#include <cmath>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/housekeeping.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

/// Four states with energies, two reservoirs, cells of unequal size, and a drive.
Generator engine(double lost_heat) {
  Generator g{.states = 4, .reservoirs = {{"hot", 2}, {"cold", 0.7}}};
  g.energy = {0, 1, 0.4, 1.6};
  g.internal_entropy = {0, 0.3, -0.2, 0.1};
  const auto link = [&](std::uint32_t a, std::uint32_t b, double k, std::uint32_t r, double work) {
    const double medium = -(g.energy[b] - g.energy[a] - work) / g.reservoirs[r].kT,
                 ds = g.internal_entropy[b] - g.internal_entropy[a];
    g.links.push_back(
        {a, b, k * std::exp(0.5 * (medium + ds)), k * std::exp(-0.5 * (medium + ds)) * lost_heat, r});
  };
  link(0, 1, 1, 0, 0), link(0, 1, 0.4, 1, 0), link(1, 3, 2, 0, 0.5), link(3, 2, 0.7, 1, 0),
      link(2, 0, 1.3, 0, 0.2), link(2, 1, 0.1, 1, 0);
  return g;
}

Verdict run(double lost_heat) {
  Verdict v;
  const Generator g = engine(1);
  const std::vector<double> p{0.4, 0.1, 0.3, 0.2};
  const auto r = thermodynamic_rates(engine(lost_heat), p);
  // By hand, from the numbers that made the rates.
  const double work[] = {0, 0, 0.5, 0, 0.2, 0};
  double heat[2] = {}, power = 0, energy = 0;
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    const Link& k = g.links[l];
    const double J = k.forward * p[k.from] - k.backward * p[k.to], dE = g.energy[k.to] - g.energy[k.from];
    heat[k.reservoir] += J * (dE - work[l]);
    power += J * work[l];
    energy += J * dE;
  }
  v.checks = {conditioned("heat from the hot reservoir", r.heat[0], heat[0], 4, 32),
              conditioned("heat from the cold one", r.heat[1], heat[1], 4, 32),
              conditioned("power of the drive", r.nonconservative_power, power, 4, 32),
              conditioned("dE/dt", r.energy, energy, 4, 32),
              at_most("|first law|", std::abs(r.first_law_residual()), 1e-14),
              at_most("|second law|", std::abs(r.second_law_residual()), 1e-14),
              at_least("entropy production", r.total_entropy, 0)};
  const auto pi = *stationary(g);
  const auto split = split_entropy_production(g, p, pi);
  v.checks.push_back(
      conditioned("housekeeping + excess against σ", split.total(), entropy_production(g, p), 1, 32));
  v.checks.push_back(at_least("housekeeping", split.housekeeping, 0));
  v.checks.push_back(at_least("excess", split.excess, 0));
  v.checks.push_back(
      at_most("excess in the stationary state", split_entropy_production(g, pi, pi).excess, 1e-14));
  const Generator golden = golden_network();
  v.checks.push_back(digits("four states without energies: σ",
                            entropy_production(golden, *stationary(golden)), 0.479912375770, 12));
  const Generator ring = as_generator({std::vector<double>(3, 2), std::vector<double>(3, 1), true});
  v.checks.push_back(
      digits("ring of three: σ", entropy_production(ring, *stationary(ring)), std::log(2), 14));
  return v;
}

const Registered registered{{
    .name = "thermodynamics/laws_of_an_instant",
    .claim = "Heat, work, energy and entropy of a network balance at every instant, and its dissipation is "
             "housekeeping and excess.",
    .equation = "dE/dt = P + Σ Q_{r},   σ = dS/dt − Σ Q_{r}/kT_{r} = σ_{hk} + σ_{ex} ≥ 0",
    .source = "schnakenberg1976, espositovandenbroeck2010",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"rates back are a millionth too fast for their energies",
                 [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
