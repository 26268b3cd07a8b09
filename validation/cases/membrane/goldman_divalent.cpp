// With a divalent ion there is no logarithm: the library's root against GSL's, and against the quadratic.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/validation/case.hpp>

#include "ghk_oracle.hpp"

namespace stochtherm::validation {
namespace {

using models::Ion;
constexpr double T = 310;

std::vector<Ion> cell(double permeability_of_calcium, int valence_of_calcium) {
  return {{"K", 1, 1, 5, 140},
          {"Na", 1, 0.02, 140, 12},
          {"Ca", valence_of_calcium, permeability_of_calcium, 2, 1e-4}};
}

/// With w = e^{FV/RT}, univalent cations and one divalent one: (A + C) w^2 + (A - B) w - (B + D) = 0, where A
/// and B are the sums of P c_in and P c_out over the univalent ions and C and D four times those of the
/// divalent one.
double by_quadratic(double permeability_of_calcium) {
  const double A = 140 + 0.02 * 12, B = 5 + 0.02 * 140;
  const double C = 4 * permeability_of_calcium * 1e-4, D = 4 * permeability_of_calcium * 2;
  const double w = (B - A + std::sqrt((A - B) * (A - B) + 4 * (A + C) * (B + D))) / (2 * (A + C));
  return models::MolarConstants{}.thermal_voltage(T) * std::log(w);
}

/// `valence` is what the library is told of calcium; the oracles know that it is 2.
Verdict divalent(int valence) {
  Verdict v;
  for (const double P : {0.0, 1e-4, 1e-2, 1.0, 100.0}) {
    const double V = models::goldman_potential(cell(P, valence), T);
    // 1e-12 V is 4e-11 of RT/F; double leaves about 1e-16 V of it.
    v.checks.push_back(at_most(fmt::format("P_Ca/P_K = {}: |V - zero found by GSL| (V)", P),
                               std::abs(V - zero_by_gsl({cell(P, 2), T})), 1e-12));
    v.checks.push_back(at_most(fmt::format("P_Ca/P_K = {}: |V - root of the quadratic| (V)", P),
                               std::abs(V - by_quadratic(P)), 1e-12));
  }
  Series exact{.label = "zero of the currents"};
  Series naive{.label = "logarithm, Ca as univalent", .style = Series::Style::dashed};
  for (double exponent = -4; exponent <= 2.01; exponent += 0.125) {
    const double P = std::pow(10.0, exponent);
    exact.x.push_back(P);
    exact.y.push_back(1e3 * models::goldman_potential(cell(P, valence), T));
    naive.x.push_back(P);
    naive.y.push_back(1e3 * models::goldman_potential(cell(P, 1), T));
  }
  v.figures.push_back(
      {.title = "Calcium and the resting potential",
       .x_label = "P_Ca / P_K",
       .y_label = "resting potential (mV)",
       .series = {exact, naive},
       .caption = "K 5/140, Na 140/12 with P_Na = 0.02 P_K, Ca 2/0.0001 mM, 310 K. The logarithm for "
                  "univalent ions, used with a divalent one, is 11 mV off where calcium is as "
                  "permeant as potassium.",
       .log_x = true});
  return v;
}

const Registered divalent_case{{
    .name = "membrane/goldman_divalent",
    .claim = "With a divalent ion the resting potential is the zero of the summed constant-field currents.",
    .equation = "(A + C) w^{2} + (A − B) w − (B + D) = 0,   w = e^{FV/RT}",
    .source = "goldman1943",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return divalent(2); },
    .sabotage = {.description = "Calcium is put into the logarithm for univalent ions.",
                 .check = [](const Effort&) { return divalent(1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
