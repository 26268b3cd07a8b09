#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/protocol.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/langevin/heun.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>
#include <stochtherm/solvers/langevin/kernel.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

namespace stochtherm {

/// What to run. There is no default step, number or seed.
struct Run {
  double dt;                 ///< must divide the protocol's duration
  std::size_t trajectories;  ///< at least 1
  Seed seed;
  std::uint64_t first_trajectory = 0;  ///< trajectory k alone has the bits it has within any ensemble
  unsigned threads = 0;                ///< 0: all hardware threads. Never changes a bit of the result.
  Progress progress = {};
};

/// What came out: the accounts, and where each trajectory began and ended. NaN where a cancelled run did not arrive.
struct Ensemble {
  LedgerTable ledger;
  std::vector<double> initial, final;
  double dt;
  std::size_t steps;
  Seed seed;
  StepperFacts stepper;
};

namespace detail {
/// Checks the run and tabulates lambda at the middle of each step.
[[nodiscard]] std::vector<double> step_lambdas(const Protocol& protocol, const Run& run);
/// Columns for the run, filled with NaN: what a cancelled run has not reached cannot be taken for a result.
[[nodiscard]] Ensemble empty_ensemble(const Run& run, std::size_t steps, double kT,
                                      const StepperFacts& stepper);
/// Runs `tile(t)` for t < tiles on the given number of threads; false when cancelled.
bool for_each_tile(std::size_t tiles, unsigned threads, const Progress& progress,
                   const std::function<void(std::size_t)>& tile);
/// Wraps up: converged, cancelled, or diverged when a number is not finite.
[[nodiscard]] Solved<Ensemble> conclude(Ensemble ensemble, bool finished, double seconds);
[[nodiscard]] double seconds_now();
}  // namespace detail

/// An ensemble of driven overdamped trajectories with the closing ledger.
///
/// Solves:       dx = mu (-dU/dx(x, lambda(t)) + f(x, lambda(t))) dt + sqrt(2 mu kT) dB, lambda(t) given.
/// Scheme:       each step first moves lambda at fixed x (that energy is work), then x at fixed lambda (that
///               energy is heat, less the work of f by the trapezoid rule). Lambda stops at the middle of
///               each step, so the splitting is symmetric. dU is booked from the end points alone: the first
///               law closes to rounding.
/// Order:        the stepper's in x; 2 in the splitting. First law: exact at any dt.
/// Exact for:    what the stepper is exact for, under piecewise constant protocols with jumps between steps.
/// Cost:         per step: the stepper's force calls, 1 normal, 2 energies (1 where lambda stands still).
/// Use when:     the mobility is constant (else it refuses to compile). Not when: first-passage times are
///               wanted.
/// References:   sekimoto2010, seifert2012, salmon2011
/// Validated by: langevin/first_law, langevin/dragged_trap, langevin/jarzynski,
///               langevin/same_bits_any_threads, langevin/protocol_splitting
template <Overdamped1D M, class Initial = FromEquilibrium, OverdampedStepper Stepper = Heun>
[[nodiscard]] Solved<Ensemble> simulate(const M& model, const Protocol& protocol, const Run& run,
                                        const Initial& initial = from_equilibrium, Stepper = {}) {
  static_assert(!Multiplicative1D<M> || Stepper::facts.position_dependent_mobility,
                "this stepper treats constant mobility only; the model declares a mobility gradient");
  const std::vector<double> lambdas = detail::step_lambdas(protocol, run);
  const double kT = Temperature(model.bath()).kT, mu = Mobility(model.mobility()).mu;
  require_positive(kT, "the temperature must be positive", "kT");
  require_positive(mu, "the mobility must be positive", "mu");
  const double began = detail::seconds_now();
  const Start start = initial.prepare(model, protocol.initial());

  Ensemble out = detail::empty_ensemble(run, lambdas.size(), kT, Stepper::facts);
  const detail::Path path{lambdas, protocol.initial(), protocol.final(), run.dt, kT, mu, run.seed};
  constexpr std::size_t tile_size = 256;
  const bool finished = detail::for_each_tile(
      (run.trajectories + tile_size - 1) / tile_size, run.threads, run.progress, [&](std::size_t tile) {
        const std::size_t end = std::min(run.trajectories, (tile + 1) * tile_size);
        for (std::size_t i = tile * tile_size; i < end; ++i)
          out.initial[i] = start(run.seed, run.first_trajectory + i);
        const detail::Columns columns{out.initial, out.final, out.ledger, run.first_trajectory};
        for (std::size_t i = tile * tile_size; i < end; i += detail::block_size)
          detail::run_block<Stepper>(model, path, columns, i, std::min(end, i + detail::block_size));
      });
  return detail::conclude(std::move(out), finished, detail::seconds_now() - began);
}

}  // namespace stochtherm
