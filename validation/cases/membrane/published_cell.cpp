// The cell of the paper on neural and probabilistic computing: K 5/140, Na 140/12 mM, 310 K.
#include <fmt/format.h>

#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>
#include <stochtherm/units.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using namespace stochtherm::literals;
using models::Ion;
using models::MolarConstants;

const Ion K{.name = "K", .valence = +1, .permeability = 1e-8, .outside = 5.0_mM, .inside = 140.0_mM};
const Ion Na{.name = "Na", .valence = +1, .permeability = 2e-10, .outside = 140.0_mM, .inside = 12.0_mM};
constexpr double T = 310.0_K;

/// `molar` stands for the R and F of the paper.
Verdict published_cell(const MolarConstants& molar) {
  const MolarConstants codata;
  const double rest = 1e3 * models::goldman_potential({K, Na}, T, molar);
  Verdict v;
  v.checks = {digits("E_K, R and F as published (mV)", 1e3 * *models::reversal_potential(K, T, molar),
                     -89.0109755, 9),
              digits("E_Na, R and F as published (mV)", 1e3 * *models::reversal_potential(Na, T, molar),
                     65.6251581, 9),
              digits("resting potential, R and F as published (mV)", rest, -77.1781306, 9),
              digits("resting potential, R and F of CODATA (mV)",
                     1e3 * models::goldman_potential({K, Na}, T, codata), -77.1821594, 9)};

  Table table{"What chloride can change (R and F as published)",
              {"chloride out/in (mM)", "resting potential (mV)"},
              {}};
  table.rows.push_back({"none, or passive", fmt::format("{:.7f}", rest)});
  for (const auto& [outside, inside] : {std::pair{20.0, 20.0}, {120.0, 5.0}}) {
    const Ion Cl{.name = "Cl", .valence = -1, .permeability = 5e-12, .outside = outside, .inside = inside};
    table.rows.push_back({fmt::format("{:.0f}/{:.0f}", outside, inside),
                          fmt::format("{:.7f}", 1e3 * models::goldman_potential({K, Na, Cl}, T, molar))});
  }
  v.tables.push_back(table);

  const MolarConstants rounded{.gas = 0.027 * 96485 / T, .faraday = 96485};
  v.remarks = {
      fmt::format("The paper states -78 (and writes meV). Its own numbers give {:.2f} mV; the -78 is RT/F = "
                  "{:.4f} mV "
                  "rounded to 27 mV, which gives {:.3f} mV.",
                  rest, 1e3 * molar.thermal_voltage(T), 1e3 * models::goldman_potential({K, Na}, T, rounded)),
      "Chloride, of which the paper gives one number, does not explain the difference: its permeability is "
      "1/2000 of "
      "potassium's, and plausible concentrations move the result by hundredths of a millivolt (table).",
      "The permeabilities 1e-6 and 2e-8 cm/s stand in the ratio 0.02, not below 0.01 as the paper's text has "
      "it."};
  return v;
}

const Registered published_cell_case{{
    .name = "membrane/published_cell",
    .claim =
        "The concentrations and permeabilities published by Tiwari and Querlioz give a resting potential of -77.18 mV.",
    .equation = "V = (RT/F) ln[(P_{K} K_{out} + P_{Na} Na_{out})/(P_{K} K_{in} + P_{Na} Na_{in})]",
    .source = "tiwari2017, goldman1943, codata2018",
    .tags = {"exact"},
    .check = [](const Effort&) { return published_cell({.gas = 8.314, .faraday = 96485}); },
    .sabotage =
        {.description = "RT/F is rounded to 27 mV.",
         .check = [](const Effort&) { return published_cell({.gas = 0.027 * 96485 / T, .faraday = 96485}); }},
}};

}  // namespace
}  // namespace stochtherm::validation
