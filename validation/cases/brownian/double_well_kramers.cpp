// Escape over a barrier: the passage time by quadrature, and the limit in which Kramers' rate is its inverse.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

/// T(-1 -> 1) for U = B (1 - x^2)^2 and mu = kT = 1, as nested GSL quadratures; 4 from the origin, exp(-U) is
/// below e^{-225 B}.
double passage_by_gsl(double B) {
  const auto U = [=](double x) { return B * (1 - x * x) * (1 - x * x); };
  const auto outer = [&](double y) {
    return integral_by_gsl([&](double z) { return std::exp(U(y) - U(z)); }, -4, y, 1e-13);
  };
  return integral_by_gsl(outer, -1, 1, 1e-12);
}

/// `well_at_the_top` uses the well's curvature for the barrier's, too.
Verdict kramers(bool well_at_the_top) {
  const auto rate = [&](const models::DoubleWell& well) {
    if (!well_at_the_top) return well.kramers_rate();
    return well.curvature(-1) / (2 * std::numbers::pi) * std::exp(-well.barrier / well.T.kT);
  };
  Verdict v;
  for (const double B : {2.0, 4.0, 6.0, 8.0})
    v.checks.push_back(digits(fmt::format("mean first passage time from -1 to 1, barrier {} kT", B),
                              *mean_first_passage_time(models::DoubleWell{.barrier = B}, -1, 1),
                              passage_by_gsl(B), 10));
  std::vector<double> steps, errors;
  Series ratio{.label = "passage time x Kramers' rate"};
  for (const double B : {16.0, 32.0, 64.0, 128.0, 256.0}) {
    const models::DoubleWell well{.barrier = B};
    steps.push_back(1 / B);
    errors.push_back(std::abs(*mean_first_passage_time(well, -1, 1) * rate(well) - 1));
  }
  for (double B = 1; B <= 256; B *= std::sqrt(2)) {
    const models::DoubleWell well{.barrier = B};
    ratio.x.push_back(B);
    ratio.y.push_back(*mean_first_passage_time(well, -1, 1) * rate(well));
  }
  // The next term of the asymptotic series bends the line by about kT/B = 6% at the highest step.
  v.checks.push_back(order("what Kramers' rate misses, against kT/barrier", steps, errors, 1, 0.05));
  v.figures.push_back({.title = "Kramers' rate becomes exact as the barrier grows",
                       .x_label = "barrier / kT",
                       .y_label = "passage time × Kramers' rate",
                       .series = {ratio},
                       .caption = "From one well to the other. The difference from 1 falls as kT/barrier.",
                       .log_x = true});
  return v;
}

const Registered kramers_case{{
    .name = "brownian/double_well_kramers",
    .claim = "The passage time between the wells is the double integral, and Kramers' rate its inverse up to "
             "a fraction "
             "of order kT/barrier.",
    .equation = "T(−1→1) = (1/D) ∫_{−1}^{1} dy e^{U(y)/kT} ∫_{−∞}^{y} dz e^{−U(z)/kT} → 1/r,   "
                "r = μ (ω_{0} ω_{b}/2π) e^{−ΔU/kT}",
    .source = "kramers1940, risken1989",
    .tags = {"exact", "order", "figure"},
    .check = [](const Effort&) { return kramers(false); },
    .sabotage = {.description = "The curvature of the well is used for that of the barrier, too.",
                 .check = [](const Effort&) { return kramers(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
