#pragma once
/// Erase one bit in a double well: what it costs, how often it succeeds, and how the cost nears kT ln 2 as time allows.

#include <span>
#include <stochtherm/models/computing/erasure_well.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/studies/on_a_grid.hpp>
#include <vector>

namespace stochtherm::studies {

/// One cycle, many times. Energies in the unit of the well's kT.
struct Erasure {
  double duration;
  Estimate work;           ///< on the particle
  Estimate heat_released;  ///< to the bath: minus the ledger's heat
  Estimate success;        ///< fraction that ends at x > 0
};

/// The same from the density, without noise.
struct ErasureOfDensity {
  double duration, work, heat_released, success;
  double free_energy_change;  ///< <U> - kT S at the end less that at the start
  /// The least work that carries the first density to the last one in this time, by any potential: the free energy and
  /// W2^2/(mu duration).
  double least_work;
};

/// Trajectories by Leimkuhler and Matthews' scheme, from equilibrium; run.dt is the largest step, the one taken divides the
/// duration.
[[nodiscard]] Erasure erase_one_bit(const models::ErasureWell& well, double duration, const Run& run);

/// By the Fokker-Planck equation.
[[nodiscard]] ErasureOfDensity erase_density(const models::ErasureWell& well, double duration,
                                             const OnAGrid& grid);

/// A + B/duration, least squares weighted by the standard errors of the heat.
struct LandauerFit {
  double A = 0, A_error = 0;  ///< A_error is 0 where A was held at ln 2
  double B = 0, B_error = 0;
  double chi_square = 0;
  std::size_t degrees_of_freedom = 0;
};
/// A is free: two durations or more.
[[nodiscard]] LandauerFit fit_landauer(std::span<const double> duration, std::span<const Estimate> heat);
/// A = ln 2.
[[nodiscard]] LandauerFit fit_landauer_with_ln2(std::span<const double> duration,
                                                std::span<const Estimate> heat);

/// The experiment of Berut et al. 2012 at several ramps of the tilt: durations in s, energies in kT.
struct ErasureSweep {
  std::vector<double> duration;  ///< of the whole cycle, s
  std::vector<Estimate> heat_released, success;
  LandauerFit free, with_ln2;  ///< B in kT s
};
/// run.dt in s.
[[nodiscard]] ErasureSweep erase_as_berut(std::span<const double> tilt_times, const Run& run);

}  // namespace stochtherm::studies
