#include <stochtherm/solvers/langevin/exact_harmonic.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/studies/least_work.hpp>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/jarzynski.hpp>
#include <utility>

namespace stochtherm::studies {
namespace {

/// The n-th run of a study: trajectories of its own.
Run numbered(Run run, std::uint64_t n) {
  run.first_trajectory += n * run.trajectories;
  return run;
}

template <class Trap>
Column work_of(const Trap& trap, const Protocol& protocol, const Run& run) {
  return (*simulate(trap, protocol, run, from_equilibrium, ExactHarmonic{})).ledger.work;
}

}  // namespace

LeastWork least_work(const models::DraggedTrap& trap, double distance, double duration, const Run& run) {
  const Protocol linear = Protocol::linear(0, distance, duration);
  const Protocol optimal = models::optimal_protocol(trap, distance, duration);
  return {{linear, trap.mean_work(distance / duration, duration), work_of(trap, linear, run)},
          {optimal, models::optimal_mean_work(trap, distance, duration),
           work_of(trap, optimal, numbered(run, 1))}};
}

LeastWork least_work(const models::BreathingTrap& trap, double from, double to, double duration,
                     const Run& run) {
  const Protocol linear = Protocol::linear(from, to, duration);
  const Protocol optimal = models::optimal_protocol(trap, from, to, duration);
  return {{linear, trap.work(linear).mean, work_of(trap, linear, run)},
          {optimal, models::optimal_mean_work(trap, from, to, duration),
           work_of(trap, optimal, numbered(run, 1))}};
}

StiffeningFreeEnergy stiffening_free_energy(const models::BreathingTrap& trap, double from, double to,
                                            double duration, const Run& run) {
  const Protocol ramp = Protocol::linear(from, to, duration);
  Column work = work_of(trap, ramp, run), reverse = work_of(trap, ramp.reversed(), numbered(run, 1));
  const double kT = trap.T.kT;
  const Estimate one_way = jarzynski(work, kT), both = *bennett(work, reverse, kT);
  Crooks crossing = *crooks(work, reverse, kT);
  return {trap.free_energy_difference(from, to),
          std::move(work),
          std::move(reverse),
          one_way,
          std::move(crossing),
          both};
}

}  // namespace stochtherm::studies
