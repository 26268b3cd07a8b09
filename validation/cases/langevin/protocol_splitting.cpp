#include <cmath>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// The mean position in a harmonic trap moves as if there were no noise, so one cold trajectory has the mean work.
Verdict run(bool start_of_step) {
  const models::DraggedTrap trap{.k = 2, .T = {1e-30}, .mu = {0.7}};
  const double v = 0.8, t = 4;
  Series error{.label = "|W − ⟨W⟩|", .style = Series::Style::points};
  for (int steps = 40; steps <= 640; steps *= 2) {
    const double dt = t / steps;
    // Seen half a step late, the middle of each step shows the value that belongs to its start.
    const auto late = Protocol::function([=](double at) { return v * std::max(0.0, at - dt / 2); }, t);
    const auto pull = start_of_step ? late : Protocol::linear(0, v * t, t);
    const auto runs = simulate(trap, pull, {.dt = dt, .trajectories = 1, .seed = 1}, from_point(0.0));
    error.x.push_back(dt);
    error.y.push_back(std::abs(runs->ledger.work[0] - trap.mean_work(v, t)));
  }
  Verdict verdict;
  verdict.checks = {order("order of the work in dt", error.x, error.y, 2, 0.05)};
  verdict.figures.push_back({.title = "Error of the work of a pull, without noise",
                             .x_label = "dt",
                             .y_label = "|W − ⟨W⟩|",
                             .series = {error},
                             .caption = "Heun, dragged trap; lambda stops at the middle of each step.",
                             .log_x = true,
                             .log_y = true});
  return verdict;
}

const Registered registered{{
    .name = "langevin/protocol_splitting",
    .claim = "Moving lambda to the middle of each step makes work second order in the time step.",
    .equation = "⟨W⟩_{dt} − ⟨W⟩ = O(dt^{2})",
    .source = "vanzoncohen2003, sekimoto2010",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"lambda takes the value at the start of each step", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
