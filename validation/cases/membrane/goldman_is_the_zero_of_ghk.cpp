// The logarithm of Goldman, Hodgkin and Katz is where their currents cancel.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/validation/case.hpp>

#include "ghk_oracle.hpp"

namespace stochtherm::validation {
namespace {

using models::Ion;

struct Membrane {
  const char* name;
  std::vector<Ion> ions;
};

const std::vector<Membrane> membranes{
    {"squid axon at rest", {{"K", 1, 1, 20, 400}, {"Na", 1, 0.04, 440, 50}, {"Cl", -1, 0.45, 560, 52}}},
    {"squid axon at the peak of a spike",
     {{"K", 1, 1, 20, 400}, {"Na", 1, 20, 440, 50}, {"Cl", -1, 0.45, 560, 52}}},
    {"frog muscle", {{"K", 1, 1, 2.5, 140}, {"Na", 1, 0.01, 120, 10.4}}},
    {"chloride membrane", {{"K", 1, 0.01, 5, 140}, {"Cl", -1, 1, 110, 4}}},
    {"K only inside, Na only outside", {{"K", 1, 1, 0, 140}, {"Na", 1, 0.1, 140, 0}}},
};
constexpr double T = 293.15;

/// Anions stand with their sides exchanged in the logarithm; `as_cations` forgets that.
Verdict identity(bool as_cations) {
  Verdict v;
  for (const Membrane& membrane : membranes) {
    std::vector<Ion> booked = membrane.ions;
    if (as_cations)
      for (Ion& ion : booked) ion.valence = std::abs(ion.valence);
    const double closed = models::goldman_potential(booked, T);
    const double zero = zero_by_gsl({membrane.ions, T});
    // 1e-12 V is 4e-11 of RT/F; double leaves about 1e-16 V of it.
    v.checks.push_back(at_most(fmt::format("{}: |logarithm - zero of the currents| (V)", membrane.name),
                               std::abs(closed - zero), 1e-12));
  }

  Figure figure{.title = "Constant-field currents of the squid axon at rest",
                .x_label = "membrane potential (mV)",
                .y_label = "current density (A/m², outward positive)",
                .series = {},
                .caption =
                    "Permeabilities relative to potassium's, taken as 1e-8 m/s. The sum crosses zero at the "
                    "resting potential; each current alone at its Nernst potential."};
  Series sum{.label = "sum", .style = Series::Style::dashed};
  for (double V = -0.1; V <= 0.0601; V += 0.002) {
    sum.x.push_back(1e3 * V);
    sum.y.push_back(0);
  }
  for (Ion ion : membranes.front().ions) {
    ion.permeability *= 1e-8;
    Series one{.label = ion.name, .x = sum.x};
    for (std::size_t i = 0; i < one.x.size(); ++i) {
      one.y.push_back(models::ghk_current(ion, 1e-3 * one.x[i], T));
      sum.y[i] += one.y.back();
    }
    figure.series.push_back(one);
  }
  figure.series.push_back(sum);
  v.figures.push_back(figure);
  return v;
}

const Registered identity_case{{
    .name = "membrane/goldman_is_the_zero_of_ghk",
    .claim = "For univalent ions the Goldman logarithm is the zero of the summed constant-field currents.",
    .equation =
        "Σ_{i} P_{i} z_{i}^{2} (VF^{2}/RT) (c_{in} − c_{out} e^{−u})/(1 − e^{−u}) = 0,   u = z_{i} FV/RT",
    .source = "goldman1943, hodgkinkatz1949",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return identity(false); },
    .sabotage = {.description = "Chloride enters the logarithm as if it were a cation.",
                 .check = [](const Effort&) { return identity(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
