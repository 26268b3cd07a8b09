// The split step of a rotating flow is of second order in time.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/fokker_planck/split_step.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(bool late) {
  Verdict v;
  const models::RotationalTrap trap{.k = 1.5, .kappa = 2};
  const auto axis = Grid1D::uniform(-4.2, 4.2, 48, Edge::reflecting);
  const FokkerPlanck fp(trap, ProductGrid<2>({axis, axis}));
  const auto start = masses_from_potential(
      fp.grid(), [](const Vec<double, 2>& q) { return 1.2 * ((q[0] - 1) * (q[0] - 1) + q[1] * q[1]); });
  const double duration = 0.8;
  const auto exact = *evolve(fp.generator(), start, duration, 1e-11);
  std::vector<double> dt, error;
  Series points{.label = "Σ|p − exact|", .style = Series::Style::points};
  for (std::size_t steps : {20U, 40U, 80U, 160U, 320U}) {
    const double step = duration / static_cast<double>(steps);
    // The sabotage begins with a whole step along x, as if it were half of one.
    const SplitStep split(fp, step);
    auto p = start;
    if (late) {
      Generator x_only = fp.generator();
      std::erase_if(x_only.links, [](const Link& l) { return l.to != l.from + 1; });
      p = *evolve(x_only, p, step / 2, 1e-11);
    }
    p = *split.advance(p, steps);
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum += std::abs(p[i] - exact[i]);
    dt.push_back(step), error.push_back(sum), points.add(step, sum);
  }
  v.checks = {order("Σ|p − e^{Lt} p(0)| against the time step", std::span(dt).subspan(1),
                    std::span(error).subspan(1), 2, 0.15),
              at_most("error of 320 steps", error.back(), 2e-5)};
  Series line{.label = "order 2"};
  for (double h : {dt.front(), dt.back()}) line.add(h, error.back() * h * h / (dt.back() * dt.back()));
  v.figures.push_back(
      {.title = "A split step of a rotating flow",
       .x_label = "time step",
       .y_label = "Σ|p − exact|",
       .series = {line, points},
       .caption = "Trap with torque, k = 1.5, κ = 2, 48 × 48 cells, t = 0.8; exact: e^{Lt} on the same grid.",
       .log_x = true,
       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/split_step_order",
    .claim = "Strang's splitting with L-stable steps along the axes solves a rotating flow with second order "
             "in time.",
    .equation = "e^{Lτ} = e^{L_{x}τ/2} e^{L_{y}τ} e^{L_{x}τ/2} + O(τ^{3})",
    .source = "strang1968, alexander1977",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"the first half step along x is taken twice", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
