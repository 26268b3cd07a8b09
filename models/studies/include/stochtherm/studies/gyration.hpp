#pragma once
/// A Brownian gyrator at work: heat flows through a spring between two baths, and the pair of coordinates turns.
///
///   sigma = mu u^2 (kT1 - kT2)^2/(2 k kT1 kT2),   <L> = t mu u (kT2 - kT1)/k,   L = int (x o dy - y o dx)
///
/// L is read off the ledger: with Q_1 and Q_2 the heats of the two baths, u L = Q_2 - Q_1 - k [y^2 - x^2]/2 at the ends
/// less the start, to rounding, because each coordinate's heat is booked with the other at the middle of its step. The
/// mean torque on the bath is <L>/(mu t). A step of dt misses the loops within it: the averages are those of the model
/// times model.share_seen(dt), and the diffusion is model.gyration_diffusion_seen(dt). Reduced units
/// (docs/conventions.md). Sources: Filliger & Reimann, Phys. Rev. Lett. 99, 230602 (2007), key `filliger2007`;
/// uncertainty relation: key `baratoseifert2015`.

#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm::studies {

/// Steady-state averages by trajectories.
struct Gyration {
  Estimate angular_momentum;    ///< <x y' - y x'>
  Estimate heat_current;        ///< from bath 2 into bath 1, per time: (Q_2 - Q_1)/2t
  Estimate entropy_production;  ///< -(Q_1/kT1 + Q_2/kT2)/t, nats per time
  Estimate gyration_diffusion;  ///< lim Var L/2t
  Estimate skew;  ///< <x y> in the axes of the closed form's tilt: zero where the density lies along them
};

/// Starts in the steady state and watches it for `duration`; the diffusion is taken from the second half, so half of it
/// should be several relaxation times 1/(mu (k - |u|)). u must not be 0.
[[nodiscard]] Gyration gyration(const models::Gyrator& model, double duration, const Run& run);

}  // namespace stochtherm::studies
