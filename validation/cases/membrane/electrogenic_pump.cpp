// The pump that moves 3 Na out for 2 K in makes the cell a little more negative.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/validation/case.hpp>

#include "ghk_oracle.hpp"

namespace stochtherm::validation {
namespace {

using models::Ion;
using models::MolarConstants;

const Ion K{.name = "K", .valence = +1, .permeability = 1e-8, .outside = 5, .inside = 140};
const Ion Na{.name = "Na", .valence = +1, .permeability = 2e-10, .outside = 140, .inside = 12};
constexpr double T = 310;

/// `ratio` is the number of Na+ moved out for each K+ moved in.
Verdict pump(double ratio) {
  const MolarConstants published{.gas = 8.314, .faraday = 96485};
  const double V = models::mullins_noda_potential(K, Na, T, ratio);
  const double I_K = models::ghk_current(K, V, T), I_Na = models::ghk_current(Na, V, T);
  // Both concentrations are steady when the pump carries back what leaks: 3 Na+ for every 2 K+.
  const double pump_current = 0.5 * I_K;
  Verdict v;
  v.checks = {digits("resting potential, R and F as published (mV)",
                     1e3 * models::mullins_noda_potential(K, Na, T, ratio, published), -80.5672408, 9),
              digits("resting potential, R and F of CODATA (mV)", 1e3 * V, -80.5714465, 9),
              // The leaks are differences: each keeps about 14 of the 16 digits.
              digits("leak of Na over leak of K", I_Na / I_K, -1.5, 12),
              at_most("|V - zero of leaks + pump, by the library| (V)",
                      std::abs(V - models::pumped_potential({K, Na}, pump_current, T)), 1e-12),
              at_most("|V - zero of leaks + pump, by GSL| (V)",
                      std::abs(V - zero_by_gsl({{K, Na}, T, MolarConstants{}, pump_current})), 1e-12)};
  v.remarks = {fmt::format(
      "Against {:.2f} mV without the pump's current: the pump adds {:.2f} mV. Its current is {:.3g} A/m².",
      1e3 * models::goldman_potential({K, Na}, T), 1e3 * (V - models::goldman_potential({K, Na}, T)),
      pump_current)};
  return v;
}

const Registered pump_case{{
    .name = "membrane/electrogenic_pump",
    .claim = "With a 3:2 pump that keeps the concentrations steady the resting potential is that of Mullins "
             "and Noda, "
             "and the zero of leaks plus pump current.",
    .equation =
        "V = (RT/F) ln[(r P_{K} K_{out} + P_{Na} Na_{out})/(r P_{K} K_{in} + P_{Na} Na_{in})],   r = 3/2",
    .source = "mullinsnoda1963",
    .tags = {"exact"},
    .check = [](const Effort&) { return pump(1.5); },
    .sabotage = {.description = "The pump ratio is turned over: 2 Na+ for 3 K+.",
                 .check = [](const Effort&) { return pump(2.0 / 3.0); }},
}};

}  // namespace
}  // namespace stochtherm::validation
