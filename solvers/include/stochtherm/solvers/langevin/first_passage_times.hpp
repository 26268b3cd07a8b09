#pragma once
#include <limits>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

/// When trajectories first reached an absorbing wall.
struct PassageTimes {
  Column times;         ///< of those that arrived, in the order of the trajectories
  std::size_t missing;  ///< how many had not arrived when the run ended
  double duration;      ///< of the run
  /// Mean and standard error of the first-passage time. Where some are missing it is the maximum-likelihood estimate of
  /// an exponential tail: (sum of all times, `duration` for the missing)/(number arrived), right for escape over a
  /// barrier, and refused where fewer than half arrived.
  [[nodiscard]] Estimate mean() const;
};

/// First-passage times of any overdamped model to absorbing walls.
///
/// Solves:       T = inf {t: x(t) on an absorbing wall}, x as in simulate.
/// Scheme:       simulate, with walls: beyond the wall after a step, or there and back within it with the probability
///               exp(-(a - x)(a - x')/(mu kT dt)) of a Brownian bridge; the time is the middle of that step.
/// Order:        weak 1 in dt. Without the bridge the error would be of order sqrt(dt).
/// Exact for:    free diffusion towards a wall, but for the rounding of times to half steps.
/// Cost:         as simulate, plus 1 uniform number and 1 exponential per wall and step.
/// Use when:     times are distributed broadly, or walls move with lambda's potential. Not when: the mean alone is
///               wanted in one coordinate: mean_first_passage_time has it to ten digits.
/// References:   gobet2000, redner2001
/// Validated by: langevin/first_passage_times
template <Overdamped M, class Initial, OverdampedStepper S = Heun>
[[nodiscard]] Solved<PassageTimes> first_passage_times(const M& model, const Protocol& protocol,
                                                       const Run& run, const Initial& initial,
                                                       S stepper = {}) {
  static_assert(HasWalls<M>, "first_passage_times needs walls: first_passage_times(within(model, ...), ...)");
  bool any = false;
  for (const Interval& w : model.walls())
    any = any || (w.at_low == Edge::absorbing && std::isfinite(w.low)) ||
          (w.at_high == Edge::absorbing && std::isfinite(w.high));
  require(any, "there must be an absorbing wall", "absorbing walls", 0.0, "first_passage_times");
  const auto runs = simulate(model, protocol, run, initial, stepper);
  PassageTimes passage{.times = {}, .missing = 0, .duration = protocol.duration()};
  for (const double t : runs.even_if_failed().absorbed_at)
    if (std::isfinite(t))
      passage.times.push_back(t);
    else
      ++passage.missing;
  if (runs) return Solved<PassageTimes>(std::move(passage), runs.stats());
  return {std::move(passage), runs.status(), runs.sentence(), runs.stats()};
}

}  // namespace stochtherm
