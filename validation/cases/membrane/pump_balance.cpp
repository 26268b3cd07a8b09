// Every joule of a resting membrane's ATP: leaks and pump.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>
#include <stochtherm/models/membrane/pump.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::Ion;

const Ion K{.name = "K", .valence = +1, .permeability = 1e-8, .outside = 5, .inside = 140};
const Ion Na{.name = "Na", .valence = +1, .permeability = 2e-10, .outside = 140, .inside = 12};
constexpr double T = 310, F = 96485.33212331, R = 8.31446261815324;

/// `potassium` is how many K+ a cycle carries in, as the account believes.
Verdict balance(double potassium) {
  const models::SodiumPotassiumPump pump;
  const auto rest = pump.at_rest(Na, K, T);
  const double V = rest.potential;
  // The leaks' dissipation, ion by ion, from currents and reversal potentials alone.
  double leaks = 0;
  for (const Ion& ion : {Na, K}) {
    const double u = F * V / (R * T), I = ion.permeability * F * u *
                                          (ion.inside - ion.outside * std::exp(-u)) / (1 - std::exp(-u));
    leaks += I * (V - R * T / F * std::log(ion.outside / ion.inside));
  }
  const double w_Na = R * T * std::log(140.0 / 12) - F * V, w_K = R * T * std::log(5.0 / 140) - F * V;
  const double pumped = rest.atp * (3 * w_Na - potassium * w_K);
  Verdict v;
  v.checks = {conditioned("what the ions take up from the pump (W/m²) against what the leaks dissipate",
                          pumped, leaks, 10, 16),
              conditioned("leaks + pump, against the power of the ATP",
                          leaks + rest.atp * (50e3 - 3 * w_Na + potassium * w_K), rest.atp * 50e3, 10, 16),
              conditioned("leak dissipation, by the library", rest.leak_dissipation, leaks, 10, 16),
              digits("efficiency", rest.efficiency, (3 * w_Na - potassium * w_K) / 50e3, 12),
              at_most("|ATP · (3 Na+ out)| against the sodium leak, relative",
                      std::abs(3 * F * rest.atp / -models::ghk_current(Na, V, T) - 1), 1e-14),
              at_most("|work − ATP| at the stall potential (J/mol)",
                      std::abs(pump.work(Na, K, pump.stall_potential(Na, K, T), T) - 50e3), 1e-9)};
  v.remarks = {fmt::format("K 5/140 and Na 140/12 mM, permeabilities 50 : 1, 310 K: the pump rests at {:.2f} "
                           "mV with an efficiency of "
                           "{:.3f} at 50 kJ/mol and would stall at {:.0f} mV.",
                           1e3 * V, rest.efficiency, 1e3 * pump.stall_potential(Na, K, T)),
               fmt::format("It spends {:.3g} µW/cm², {:.3g} ATP per second and cm²; for that power {:.3g} "
                           "bits per second and cm² could be "
                           "erased at kT ln 2.",
                           rest.power * 1e2, rest.atp * 6.02214076e23 * 1e-4, rest.landauer_bits * 1e-4)};
  return v;
}

const Registered pump_case{{
    .name = "membrane/pump_balance",
    .claim = "At rest the free energy of the pump's ATP goes into what the leaks dissipate and what the pump "
             "dissipates, to "
             "the last joule.",
    .equation = "J g = Σ I (V − E) + J (g − 3 w_{Na} + 2 w_{K}),   w = zF(E − V)",
    .source = "mullinsnoda1963, lauger1991",
    .tags = {"exact"},
    .check = [](const Effort&) { return balance(2); },
    .sabotage = {.description = "The account forgets one of the two potassium ions.",
                 .check = [](const Effort&) { return balance(1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
