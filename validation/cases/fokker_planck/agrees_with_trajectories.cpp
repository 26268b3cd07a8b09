#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, double kT_of_density) {
  const models::DoubleWell well{.barrier = 2}, other{.barrier = 2, .T = {kT_of_density}};
  const auto protocol = Protocol::piecewise_linear({{0, -2}, {0, -1.5}, {2, 2}, {3, 0}});
  const auto runs = simulate(well, protocol,
                             {.dt = 2.5e-3,
                              .trajectories = effort.samples(400'000),
                              .seed = effort.seed,
                              .threads = effort.threads});
  const FokkerPlanck1D fp(other, Grid1D::uniform(-3, 3, 1200, Edge::reflecting), protocol.initial());
  const auto driven = *fp.drive(fp.equilibrium(), protocol, 2.5e-3, Sdirk2{});
  std::vector<double> right(runs->final[0].size());
  for (std::size_t i = 0; i < right.size(); ++i) right[i] = runs->final[0][i] > 0 ? 1 : 0;
  Verdict v;
  v.checks = {
      statistical("⟨W⟩ of trajectories against the density", estimate_mean(runs->ledger.work),
                  driven.ledger.work, 0.06),
      statistical("⟨Q⟩", estimate_mean(runs->ledger.heat[0]), driven.ledger.heat(), 0.06),
      statistical("⟨ΔU⟩", estimate_mean(runs->ledger.energy_change), driven.ledger.energy_change, 0.06),
      statistical("P(x > 0) at the end", estimate_mean(right),
                  driven.density.expectation([](double x) { return x > 0 ? 1.0 : 0.0; }), 0.02),
      at_most("first law of the density: |ΔU − W − Q|", std::abs(driven.ledger.first_law_residual()), 1e-12),
      at_least("total entropy of the drive", driven.ledger.total_entropy(), 0)};
  Series density{.label = "Fokker-Planck"};
  const Series histogram = histogram_points("trajectories", Histogram(runs->final[0], -2, 2, 60));
  for (std::size_t i = 0; i < fp.grid().size(); i += 4)
    if (std::abs(fp.grid().centre(i)) < 2)
      density.x.push_back(fp.grid().centre(i)), density.y.push_back(driven.density.pdf(i));
  v.figures.push_back(
      {.title = "After the tilt has gone to and fro",
       .x_label = "x",
       .y_label = "p(x)",
       .series = {histogram, density},
       .caption = "Double well, barrier 2 kT, tilt −1.5 to 2 and back to 0 with a jump at the start."});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/agrees_with_trajectories",
    .claim = "Trajectories and density, driven through one protocol with a jump and two ramps, book the same "
             "work, heat and "
             "energy and end in the same place.",
    .equation = "⟨W⟩ = ∫ dt λ′ ⟨∂U/∂λ⟩",
    .source = "sekimoto2010",
    .tags = {"statistical", "figure"},
    .statistical_checks = 4,
    .check = [](const Effort& e) { return run(e, 1.0); },
    .sabotage = {"the density has a bath 20 % hotter", [](const Effort& e) { return run(e, 1.2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
