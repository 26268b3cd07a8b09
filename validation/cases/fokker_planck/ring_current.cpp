#include <cmath>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Upwind rates: drift from the cell it comes from. Positive, conservative, first order.
ChainGenerator upwind(const models::DrivenRing& ring, const Grid1D& grid) {
  const std::size_t n = grid.size();
  ChainGenerator g{std::vector<double>(n), std::vector<double>(n), true};
  const double h = grid.width(0);
  for (std::size_t i = 0; i < n; ++i) {
    const double drift = ring.mu.mu * total_force(ring, grid.face(i + 1), 0.0), D = ring.mu.mu * ring.T.kT;
    g.up[i] = D / (h * h) + std::max(drift, 0.0) / h;
    g.down[(i + 1) % n] = D / (h * h) + std::max(-drift, 0.0) / h;
  }
  return g;
}

Verdict run(bool use_upwind) {
  const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}, .mu = {0.7}};
  Series error{.label = use_upwind ? "upwind" : "Scharfetter-Gummel", .style = Series::Style::points};
  for (std::size_t n = 32; n <= 1024; n *= 2) {
    const auto grid = Grid1D::uniform(0, ring.period(), n, Edge::periodic);
    const FokkerPlanck1D fp(ring, grid);
    const ChainGenerator g = use_upwind ? upwind(ring, grid) : fp.chain();
    const auto p = *stationary(g);
    error.x.push_back(grid.width(0));
    error.y.push_back(std::abs(current(g, p, 0) - ring.current()));
  }
  Verdict v;
  v.checks = {order("order of |J_{grid} − J|", error.x, error.y, 2, 0.05),
              at_most("|J_{grid} − J| on 1024 cells", error.y.back(), 1e-6)};
  v.figures.push_back({.title = "Error of the stationary current",
                       .x_label = "cell width",
                       .y_label = "|J_{grid} − J|",
                       .series = {error},
                       .caption = "Against the closed form of the driven ring (one quadrature).",
                       .log_x = true,
                       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/ring_current",
    .claim = "The stationary current of a driven ring converges to Stratonovich's closed form with the "
             "square of the cell width.",
    .equation = "J = (D_{0}/2π)(1 − e^{−2πβf}) / ∫_{0}^{2π} e^{−βfy} I_{0}(2βV sin(y/2)) dy",
    .source = "stratonovich1967, scharfetter1969",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"upwind fluxes", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
