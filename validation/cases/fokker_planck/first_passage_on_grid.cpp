#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(bool edge_misplaced) {
  const models::DoubleWell well{.barrier = 4, .mu = {0.7}};
  const double exact = *mean_first_passage_time(well, -1, 1);
  Series error{.label = "|T_{grid} − T|", .style = Series::Style::points};
  for (std::size_t n = 100; n <= 3200; n *= 2) {
    // The start is a cell's face for every n, so interpolation adds nothing of first order.
    const auto grid = Grid1D::uniform(-3, 1, n, Edge::reflecting, Edge::absorbing);
    const FokkerPlanck1D fp(well, grid);
    ChainGenerator g = fp.chain();
    if (edge_misplaced)
      g.up.back() *= 0.5;  // the edge a whole cell away from the last centre instead of half a cell
    const auto tau = *mean_absorption_time(g);
    error.x.push_back(grid.width(0));
    error.y.push_back(std::abs(detail::interpolate_first_passage(grid, tau, -1) - exact));
  }
  Verdict v;
  v.checks = {order("order of |T_{grid} − T|", error.x, error.y, 2, 0.05),
              at_most("relative error on 3 200 cells", error.y.back() / exact, 2e-6)};
  v.figures.push_back({.title = "Mean first passage on the grid",
                       .x_label = "cell width",
                       .y_label = "|T_{grid} − T|",
                       .series = {error},
                       .caption = "Double well, barrier 4 kT, from −1 to 1; reference by quadrature.",
                       .log_x = true,
                       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/first_passage_on_grid",
    .claim = "The mean first-passage time on the grid converges to the quadrature with the square of the "
             "cell width.",
    .equation = "L^{T} τ = −1",
    .source = "gardiner2009, scharfetter1969",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"the absorbing edge is placed half a cell too far", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
