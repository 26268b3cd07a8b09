#pragma once
/// How much work a good protocol saves: a trap is moved, or made stiffer, in a given time.
///
///   <W>[lambda] is least for a protocol that jumps, moves, and jumps:  W* = k d^2/(2 + mu k t) for a move by d,
///   against (d/t)^2/(mu^2 k) (s - 1 + e^{-s}), s = mu k t, at constant speed.
///
/// Reduced units (docs/conventions.md): k energy/length^2, mu velocity/force, t time. All runs start in equilibrium.
/// The stepper is exact for harmonic traps, so only the splitting of the step (order 2) is an approximation.
/// Source: Schmiedl & Seifert, Phys. Rev. Lett. 98, 108301 (2007), key `schmiedl2007`.

#include <stochtherm/core/protocol.hpp>
#include <stochtherm/models/brownian/optimal_protocols.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/crooks.hpp>

namespace stochtherm::studies {

/// One way to do it.
struct ProtocolWork {
  Protocol protocol;
  double expected;  ///< <W> in closed form (stiffness at constant speed: from the moment equations)
  Column work;      ///< of every trajectory
};
struct LeastWork {
  ProtocolWork linear, optimal;
};

/// The centre of `trap` from 0 to `distance`. The seed serves both runs, with different trajectories.
[[nodiscard]] LeastWork least_work(const models::DraggedTrap& trap, double distance, double duration,
                                   const Run& run);
/// The stiffness from `from` to `to`.
[[nodiscard]] LeastWork least_work(const models::BreathingTrap& trap, double from, double to, double duration,
                                   const Run& run);

/// The free energy of a change of stiffness, three ways, from the work of linear ramps in both directions.
struct StiffeningFreeEnergy {
  double exact;          ///< (kT/2) ln(to/from)
  Column work, reverse;  ///< forward and backward
  Estimate jarzynski;    ///< from the forward work alone
  Crooks crooks;         ///< slope, and where the distributions cross
  Estimate bennett;      ///< from both
};
[[nodiscard]] StiffeningFreeEnergy stiffening_free_energy(const models::BreathingTrap& trap, double from,
                                                          double to, double duration, const Run& run);

}  // namespace stochtherm::studies
