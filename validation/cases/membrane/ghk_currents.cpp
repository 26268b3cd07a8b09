// Currents of the textbook cell by the constant field, and their slopes.
#include <cmath>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::Ion;

/// `F` of the account: 96485 as published.
Verdict compare(double F) {
  Verdict verdict;
  const Ion K{"K", 1, 1e-8, 5, 140}, Na{"Na", 1, 2e-10, 140, 12}, Cl{"Cl", -1, 5e-12, 120, 5};
  const models::MolarConstants published{8.314, F};
  const double T = 310, rest = models::goldman_potential({K, Na}, T, published);
  const double uA_per_cm2 = 1e2;  // from A/m^2
  const auto I = [&](const Ion& ion, double V) {
    return models::ghk_current(ion, V, T, published) * uA_per_cm2;
  };
  verdict.checks.push_back(digits("rest, mV", 1e3 * rest, -77.1781306, 9));
  verdict.checks.push_back(digits("potassium current at rest, μA/cm^{2}", I(K, rest), 0.8225788, 7));
  verdict.checks.push_back(digits("sodium current at rest", I(Na, rest), -0.8225788, 7));
  verdict.checks.push_back(at_most("their sum", std::abs(I(K, rest) + I(Na, rest)), 1e-13));
  verdict.checks.push_back(digits("potassium current at 0 mV: P F (in − out)", I(K, 0), 13.025475, 8));
  verdict.checks.push_back(at_most("potassium current at its reversal",
                                   std::abs(I(K, models::nernst_potential(1, 5, 140, T, published))), 1e-13));
  verdict.checks.push_back(digits("sodium current at −60 mV", I(Na, -0.06), -0.6724633, 7));
  const double slope =
      models::ghk_conductance(K, rest, T, published) + models::ghk_conductance(Na, rest, T, published);
  verdict.checks.push_back(digits("slope conductance at rest, mS/cm^{2}", 0.1 * slope, 0.08619410, 7));
  const double h = 1e-4;
  const auto total = [&](double V) { return (I(K, V) + I(Na, V)) / uA_per_cm2; };
  verdict.checks.push_back(digits(
      "the same by differences", 0.1 * slope,
      0.1 * (8 * (total(rest + h) - total(rest - h)) - total(rest + 2 * h) + total(rest - 2 * h)) / (12 * h),
      9));
  verdict.checks.push_back(
      digits("chloride current through V = 0, by continuity", I(Cl, 1e-9), I(Cl, -1e-9), 6));
  Series k{.label = "K", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  Series na{.label = "Na (50 times)", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  Series chord{
      .label = "K, a conductance that stays", .x = {}, .y = {}, .error = {}, .style = Series::Style::dashed};
  const double E_K = models::nernst_potential(1, 5, 140, T, published),
               g = models::ghk_conductance(K, E_K, T, published);
  for (double V = -120; V <= 60.5; V += 2) {
    k.add(V, I(K, 1e-3 * V));
    na.add(V, 50 * I(Na, 1e-3 * V));
    chord.add(V, g * (1e-3 * V - E_K) * uA_per_cm2);
  }
  verdict.figures.push_back(
      {.title = "Currents through a constant field",
       .x_label = "V, mV",
       .y_label = "current, μA/cm^{2}",
       .series = {k, na, chord},
       .caption =
           "Potassium 5/140 mM and sodium 140/12 mM at 310 K, permeabilities 50 : 1. The side with more "
           "ions conducts better: the currents bend away from a straight conductance."});
  return verdict;
}

const Registered registered{{
    .name = "membrane/ghk_currents",
    .claim = "The constant-field currents of the textbook cell have their values, cancel at rest, and have "
             "the slopes they "
             "should.",
    .equation = "I = P z F [c_{in} B(u) − c_{out} B(−u)], B(u) = u/(1 − e^{−u})",
    .source = "goldman1943, hodgkinkatz1949",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(96485); },
    .sabotage = {.description =
                     "Faraday's constant is taken for one per mole of divalent charge: twice too large.",
                 .check = [](const Effort&) { return compare(2 * 96485.0); }},
}};

}  // namespace
}  // namespace stochtherm::validation
