#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// d/dt D(p||eq) = sum (L p)_i ln(p_i/eq_i), or without the bath's share: d/dt of -S alone.
double divergence_rate(const FokkerPlanck1D<models::DoubleWell>& fp, const Density& p, const Density& eq,
                       bool bath) {
  double rate = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double inflow = (i > 0 ? fp.current(p, i) : 0) - (i + 1 < p.size() ? fp.current(p, i + 1) : 0);
    rate += inflow * std::log(p[i] / (bath ? eq[i] : p.grid().width(i)));
  }
  return rate;
}

/// Sum of all fluxes, each with its logarithm, over what is left of them: how much cancels.
double condition(const FokkerPlanck1D<models::DoubleWell>& fp, const Density& p, const Density& eq) {
  const auto& g = fp.chain();
  double all = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    all += (g.up[i] + g.down[i]) * p[i] * (1 + std::abs(std::log(p[i] / eq[i])));
  return all / fp.entropy_production(p);
}

Verdict run(bool bath) {
  const models::DoubleWell well{.barrier = 3};
  const FokkerPlanck1D fp(well, Grid1D::uniform(-2.2, 2.2, 300, Edge::reflecting));
  const Density eq = fp.equilibrium();
  Density p = Density::gaussian(fp.grid(), -0.4, 0.1);
  Verdict v;
  Series divergence{.label = "D(p||eq)"},
      sigma{.label = "entropy production rate", .style = Series::Style::dashed};
  double t = 0, largest_rise = -1, last = INFINITY;
  for (int i = 0; i <= 40; ++i) {
    double D = 0;
    for (std::size_t k = 0; k < p.size(); ++k) D += p[k] * std::log(p[k] / eq[k]);
    if (i % 10 == 0)
      v.checks.push_back(conditioned("σ against −dD/dt at t = " + std::to_string(t).substr(0, 4),
                                     fp.entropy_production(p), -divergence_rate(fp, p, eq, bath),
                                     condition(fp, p, eq), 16));
    if (i > 0) largest_rise = std::max(largest_rise, D - last);
    last = D;
    divergence.x.push_back(t), divergence.y.push_back(D);
    sigma.x.push_back(t), sigma.y.push_back(fp.entropy_production(p));
    p = *fp.evolve(p, 0.05, 0.001);
    t += 0.05;
  }
  v.checks.push_back(at_most("largest rise of D(p||eq) in any interval", largest_rise, 0));
  v.remarks.push_back(
      "Near equilibrium both sides are small differences of large fluxes; the tolerance scales with their "
      "ratio.");
  v.figures.push_back(
      {.title = "Relaxation in a double well",
       .x_label = "t",
       .y_label = "nats, nats per time",
       .series = {divergence, sigma},
       .caption = "Fast relaxation within a well, then the slow passage over the barrier of 3 kT.",
       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/h_theorem",
    .claim = "Without driving, entropy production is the decrease of the divergence from equilibrium: the "
             "H-theorem, link by link.",
    .equation = "σ = −d/dt D(p‖p_{eq}) ≥ 0",
    .source = "schnakenberg1976, seifert2012",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(true); },
    .sabotage = {"the bath's share of the entropy is left out", [](const Effort&) { return run(false); }},
}};

}  // namespace
}  // namespace stochtherm::validation
