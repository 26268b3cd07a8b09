// Without drive the free energy falls as entropy is produced, to its equilibrium value.
#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/thermodynamics/free_energy.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(bool forget_widths) {
  Verdict v;
  const models::DoubleWell well{.barrier = 3, .T = {0.8}};
  std::vector<double> faces;
  for (int i = 0; i <= 120; ++i) faces.push_back(2.2 * std::sinh(0.025 * (i - 60)) / std::sinh(1.5));
  const FokkerPlanck1D fp(well, Grid1D::graded(faces, Edge::reflecting, Edge::reflecting), 0.4);
  Generator g = fp.generator();
  const auto equilibrium = boltzmann_masses(g);
  if (forget_widths) g.internal_entropy.clear();
  std::vector<double> p(fp.grid().size());
  const Density start = Density::gaussian(fp.grid(), -1.0, 0.02);
  p.assign(start.masses().begin(), start.masses().end());
  const double F_eq = equilibrium_free_energy(g), kT = 0.8;
  Series fall{.label = "F(t) − F_{eq}", .style = Series::Style::points}, bound{.label = "kT D(p‖p_{eq})"};
  double t = 0, last = free_energy(g, p), worst = 0, rise = 0, produced = 0;
  const double first = last;
  // The entropy produced over each interval by Simpson's rule on halves.
  for (int i = 0; i < 60; ++i) {
    const double dt = 0.002 * std::pow(1.15, i);
    const auto middle = *evolve(g, p, dt / 2, 1e-13), end = *evolve(g, middle, dt / 2, 1e-13);
    produced +=
        dt / 6 * (entropy_production(g, p) + 4 * entropy_production(g, middle) + entropy_production(g, end));
    p = end, t += dt;
    const double F = free_energy(g, p);
    rise = std::max(rise, F - last), last = F;
    double D = 0;
    for (std::size_t k = 0; k < p.size(); ++k)
      if (p[k] > 0) D += p[k] * std::log(p[k] / equilibrium[k]);
    worst = std::max(worst, std::abs(F - F_eq - kT * D));
    fall.add(t, F - F_eq), bound.add(t, kT * D);
  }
  v.checks = {
      at_most("|F − F_eq − kT D(p‖p_eq)|, largest", worst, 1e-12),
      at_most("largest rise of F", std::max(0.0, rise), 1e-13),
      at_most("|F(0) − F(t) − kT ∫σ dt| over the entropy produced",
              std::abs(first - last - kT * produced) / (kT * produced), 2e-3),
      at_most("|dF/dt + kT σ|", std::abs(free_energy_rate(g, p) + kT * entropy_production(g, p)), 1e-13)};
  v.figures.push_back({.title = "A double well relaxes",
                       .x_label = "time",
                       .y_label = "free energy above equilibrium",
                       .series = {bound, fall},
                       .caption = "First within the well, then between the wells: two times, two plateaus.",
                       .log_x = true,
                       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "thermodynamics/free_energy_falls",
    .claim = "Out of equilibrium the free energy exceeds its least value by kT times the relative entropy, "
             "and falls at kT times "
             "the entropy production.",
    .equation = "F(p) − F_{eq} = kT D(p‖p_{eq}),   dF/dt = −kT σ",
    .source = "espositovandenbroeck2011",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"the widths of the cells are forgotten", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
