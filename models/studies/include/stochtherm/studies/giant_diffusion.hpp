#pragma once
/// A particle sliding down a washboard: it spreads fastest where the tilt just abolishes the barriers.
///
///   x' = mu (V sin x + f) + sqrt(2 mu kT) xi;   at f = V and kT -> 0 the spread D_eff/(mu kT) grows as (kT/V)^{-2/3}
///
/// The closed forms are DrivenRing's; this measures them by trajectories. D_eff is the growth of Var x between two
/// times, after the start is forgotten. Reduced units (docs/conventions.md), x an angle.
/// Sources: Reimann et al., Phys. Rev. Lett. 87, 010602 (2001), key `reimann2001`, and Phys. Rev. E 65, 031104 (2002),
/// key `reimann2002`; uncertainty relation: key `baratoseifert2015`.

#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm::studies {

struct TiltedDiffusion {
  Estimate velocity;            ///< <x'>
  Estimate diffusion;           ///< lim Var x/2t
  Estimate entropy_production;  ///< -<Q>/kT per time, nats
};

/// Starts in equilibrium without the tilt, lets it be forgotten for `relaxation` and measures for `duration`; both
/// multiples of run.dt. Where barriers are high the relaxation takes several times the time from one to the next.
[[nodiscard]] TiltedDiffusion tilted_diffusion(const models::DrivenRing& ring, double relaxation,
                                               double duration, const Run& run);

}  // namespace stochtherm::studies
