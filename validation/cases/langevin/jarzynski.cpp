#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

template <class Initial>
Verdict run(const Effort& effort, const Initial& initial) {
  const models::DraggedTrap trap{.k = 2, .T = {0.6}, .mu = {0.7}};
  const double v = 1, t = 0.6, kT = trap.T.kT;
  const auto runs = simulate(
      trap, Protocol::linear(0, v * t, t),
      {.dt = 1e-2, .trajectories = effort.samples(1'000'000), .seed = effort.seed, .threads = effort.threads},
      initial);
  const auto& work = runs->ledger.work;
  std::vector<double> weight(work.size());
  for (std::size_t i = 0; i < work.size(); ++i) weight[i] = std::exp(-work[i] / kT);
  Verdict verdict;
  verdict.checks = {statistical("⟨e^{−W/kT}⟩", estimate_mean(weight), 1, 0.03)};

  const Series drawn = histogram_points("trajectories", Histogram(work, -1.8, 2.4, 60));
  Series exact{.label = "exact Gaussian"},
      weighted{.label = "exact, weighted by e^{−W/kT}", .style = Series::Style::dashed};
  for (double w : drawn.x) {
    exact.x.push_back(w), exact.y.push_back(trap.work_density(w, v, t));
    weighted.x.push_back(w), weighted.y.push_back(exact.y.back() * std::exp(-w / kT));
  }
  verdict.figures.push_back(
      {.title = "Work of a pull that is too fast",
       .x_label = "W",
       .y_label = "p(W)",
       .series = {drawn, exact, weighted},
       .caption =
           fmt::format("The mean work is {:.2f} kT, the free energy does not change. {:.0f} pulls in a "
                       "hundred gain work; "
                       "weighted by e^{{−W/kT}} these rare gains balance the losses exactly. Here kT = 0.6.",
                       trap.mean_work(v, t) / kT, 100 * trap.probability_of_negative_work(v, t))});
  return verdict;
}

const Registered registered{{
    .name = "langevin/jarzynski",
    .claim = "The exponential average of the work of a fast pull is that of the free energy, which does not "
             "change.",
    .equation = "⟨e^{−W/kT}⟩ = e^{−ΔF/kT} = 1",
    .source = "jarzynski1997, vanzoncohen2003",
    .tags = {"statistical", "figure"},
    .statistical_checks = 1,
    .check = [](const Effort& e) { return run(e, from_equilibrium); },
    .sabotage = {"all trajectories start at the trap's centre instead of in equilibrium",
                 [](const Effort& e) { return run(e, from_point(0.0)); }},
}};

}  // namespace
}  // namespace stochtherm::validation
