// Heat that flows through a gyrator, from its density on a grid, its trajectories and its closed form.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "richardson.hpp"

namespace stochtherm::validation {
namespace {

struct Found {
  double heat, sigma, rotation, variance;
};
Found on_grid(const models::Gyrator& gyrator, std::size_t cells, double reach) {
  const auto axis = Grid1D::uniform(-reach, reach, cells, Edge::reflecting);
  const FokkerPlanck fp(gyrator, ProductGrid<2>({axis, axis}));
  const Generator& g = fp.generator();
  const auto p = *stationary(g);
  const auto rates = thermodynamic_rates(g, p);
  double rotation = 0;
  const auto J = currents(g, p);
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    const auto a = fp.grid().centre(g.links[l].from), b = fp.grid().centre(g.links[l].to);
    rotation += J[l] * (a[0] * b[1] - a[1] * b[0]);  // twice the area swept, from the origin
  }
  return {rates.heat[1], rates.total_entropy, rotation,
          expectation<2>(fp.grid(), p, [](const Vec<double, 2>& q) { return q[0] * q[0]; })};
}

Verdict run(double T2_factor) {
  Verdict v;
  const models::Gyrator exact{.k = 1, .u = 0.5, .T1 = {1}, .T2 = {2}};
  models::Gyrator made = exact;
  made.T2.kT *= T2_factor;
  std::vector<double> heat, sigma, rotation, variance, h;
  const double reach = 9.5;
  for (std::size_t cells : {24U, 48U, 96U, 192U}) {
    const Found f = on_grid(made, cells, reach);
    heat.push_back(f.heat), sigma.push_back(f.sigma), rotation.push_back(f.rotation),
        variance.push_back(f.variance);
    h.push_back(2 * reach / static_cast<double>(cells));
  }
  const auto check = [&](const char* what, const std::vector<double>& values, double known) {
    const Limit limit = limit_of_even_series(values);
    v.checks.push_back(
        at_most(fmt::format("{}: |limit/{} − 1|", what, known), std::abs(limit.value / known - 1), 2e-6));
  };
  check("heat from the hotter bath", heat, exact.heat_current());
  check("entropy production", sigma, exact.entropy_production());
  check("⟨x y' − y x'⟩", rotation, exact.mean_angular_momentum());
  check("⟨x²⟩", variance, exact.stationary_covariance()[0][0]);
  std::vector<double> error;
  for (double s : sigma) error.push_back(std::abs(s - exact.entropy_production()));
  v.checks.push_back(order("entropy production", h, error, 2, 0.25));
  Series points{.label = "|σ − exact|", .style = Series::Style::points}, line{.label = "order 2"};
  for (std::size_t i = 0; i < h.size(); ++i)
    points.add(h[i], error[i]), line.add(h[i], error.back() * (h[i] / h.back()) * (h[i] / h.back()));
  v.figures.push_back({.title = "A gyrator's dissipation on finer and finer grids",
                       .x_label = "cell width",
                       .y_label = "error of σ",
                       .series = {line, points},
                       .caption = "k = 1, u = 1/2, temperatures 1 and 2: σ = 1/16.",
                       .log_x = true,
                       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/gyrator_on_grid",
    .claim = "Heat flow, dissipation and rotation of a gyrator between two baths come out of its density, "
             "with second order.",
    .equation = "σ = μ u^{2} (T_{1} − T_{2})^{2}/(2k T_{1} T_{2}),   Q_{2} = μ u^{2} (T_{2} − T_{1})/2k",
    .source = "filliger2007, schnakenberg1976",
    .tags = {"exact", "order", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the hotter bath is a thousandth too hot", [](const Effort&) { return run(1.001); }},
}};

}  // namespace
}  // namespace stochtherm::validation
