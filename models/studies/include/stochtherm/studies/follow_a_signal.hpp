#pragma once
/// A particle follows a signal that flips at random: memory, prediction and dissipated work at each step.

#include <stochtherm/models/computing/signal_follower.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm::studies {

/// At one step of the signal. Information in nats, energies in the unit of kT.
struct SignalStep {
  Estimate memory;      ///< mean of ln p(x|signal before)/p(x)
  Estimate prediction;  ///< mean of ln p(x|signal after)/p(x)
  Estimate work;        ///< of the step, by the ledger
  Estimate dissipated;  ///< the ledger's work less the change of energy and kT ln p(x|signal)
  double memory_counted,
      prediction_counted;  ///< from a table of counts in `bins` intervals, as from an experiment
};

/// The first `steps` steps (at most 8) of the signal; the trap's motion is exact, so run.dt plays no part.
[[nodiscard]] std::vector<SignalStep> follow_a_signal(const models::SignalFollower& follower, int steps,
                                                      const Run& run, std::size_t bins = 40);

}  // namespace stochtherm::studies
