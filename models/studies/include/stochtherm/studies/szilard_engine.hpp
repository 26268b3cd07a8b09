#pragma once
/// Szilard's engine in a double well: look on which side the particle is, err now and then, and gain work from what was
/// read.

#include <stochtherm/models/computing/szilard_well.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/studies/on_a_grid.hpp>
#include <stochtherm/thermodynamics/sagawa_ueda.hpp>

namespace stochtherm::studies {

/// Many cycles. Energies in the unit of kT, information in nats.
struct SzilardCycles {
  Estimate work;         ///< on the particle; negative when the engine gains
  Estimate information;  ///< ln p(reading|x)/p(reading)
  FeedbackWork law;
};
/// A reading of the side, wrong with probability `error`, then the cycle that belongs to it, in time `duration`; by
/// Leimkuhler and Matthews' scheme. run.dt is the largest step, the one taken divides the duration.
[[nodiscard]] SzilardCycles run_szilard_engine(const models::SzilardWell& well, double error, double duration,
                                               const Run& run);

/// What the densities say.
struct SzilardDensity {
  double work;
  /// <exp(-W/kT)>, from cycles that run backwards: the summed probability that each, started in equilibrium, ends with the
  /// reading it belongs to.
  double efficacy;
};
[[nodiscard]] SzilardDensity szilard_density(const models::SzilardWell& well, double error, double duration,
                                             const OnAGrid& grid);

}  // namespace stochtherm::studies
