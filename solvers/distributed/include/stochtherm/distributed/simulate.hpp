#pragma once
/// Ensembles of trajectories over the processes of MPI: the bits of one process, on any number of them.

#include <stochtherm/solvers/langevin/simulate.hpp>
#include <utility>

namespace stochtherm::distributed {

namespace detail {
/// This process's part of so many trajectories: the first, and how many. Every process has one at least.
struct Share {
  std::size_t first, count;
};
[[nodiscard]] Share share_of(std::size_t trajectories);
/// All parts, in order, on every process.
void gather(Column& column);
void gather(std::vector<std::uint32_t>& column);
void gather(Ensemble& ensemble);
/// Whether something is so on every process.
[[nodiscard]] bool everywhere(bool so);
void require_no_checkpoint(const Run& run);
}  // namespace detail

/// As `simulate` of one process; each process runs its share of the trajectories, under the names that they have in the whole,
/// and all of them receive the whole. Refuses a checkpoint: give each process a run of its own for that.
template <class M, class Initial, class... Stepper>
[[nodiscard]] Solved<Ensemble> simulate(const M& model, const Protocol& protocol, Run run,
                                        const Initial& initial, Stepper... stepper) {
  detail::require_no_checkpoint(run);
  const detail::Share share = detail::share_of(run.trajectories);
  run.first_trajectory += share.first;
  run.trajectories = share.count;
  auto mine = stochtherm::simulate(model, protocol, run, initial, stepper...);
  const bool good = detail::everywhere(static_cast<bool>(mine));
  const Status status = mine.status();
  const std::string sentence = mine.sentence();
  Ensemble all = std::move(mine).even_if_failed();
  detail::gather(all);
  if (good) return Solved<Ensemble>(std::move(all));
  return {std::move(all), status == Status::converged ? Status::cancelled : status,
          sentence.empty() ? "simulate: another process did not end its trajectories." : sentence};
}

}  // namespace stochtherm::distributed
