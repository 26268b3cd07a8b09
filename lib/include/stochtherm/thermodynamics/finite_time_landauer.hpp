#pragma once
/// Landauer's bound when time is short: what erasure costs beyond kT ln 2.
///
/// Solves:       W >= dF + kT W2^2(p_0, p_tau)/(D tau), dF the change of the nonequilibrium free energy, W2 the Wasserstein
///               distance (overdamped motion, any potential may be applied);
///               a two-level system p' = -Gamma [p - p_eq(t)] driven along p = sin^2(theta), theta linear in time:
///               dissipation = integral dp {ln[p_eq/(1 - p_eq)] - ln[p/(1 - p)]} -> 4 (theta_1 - theta_0)^2/(Gamma tau)
///               for slow driving, pi^2/(4 Gamma tau) for the erasure of a fair bit.
/// Scheme:       closed forms; the two-level dissipation in log1p and by Gauss-Kronrod quadrature in theta; the distances
///               of erasure integrated exactly over cells of constant density.
/// Order:        none: quadrature to a relative error of 1e-12; distances of second order in the width of the cells.
/// Exact for:    the box that is erased to its half; slow driving up to order 1/tau^2 (two-level).
/// Cost:         a few hundred logarithms (two-level); one pass over the cells.
/// Use when:     a measured work is to be compared with the least possible. Not for underdamped memories, and not when the
///               control is limited (a barrier and a tilt): real protocols then cost several times more.
/// References:   landauer1961, aurell2012, proesmans2020, scandi2022
/// Validated by: thermodynamics/finite_time_landauer
///
/// Energies in the unit of kT, lengths and times in those of D.

#include <stochtherm/core/density.hpp>

namespace stochtherm {

/// kT [ln 2 - h(p_s)]: the least mean work for bringing a fair bit into the wanted state with probability p_s.
[[nodiscard]] double erasure_bound(double success_probability, double kT = 1);

/// dF + kT W2^2/(D tau), for any change of distribution with W2^2 = `squared_distance`.
[[nodiscard]] double finite_time_work_bound(double free_energy_change, double squared_distance,
                                            double diffusivity, double duration, double kT = 1);

/// A flat box of this length, erased to one half: kT [ln 2 + L^2/(12 D tau)].
[[nodiscard]] double box_erasure_work(double length, double diffusivity, double duration, double kT = 1);

/// W2^2 for erasing the bit "left or right of the barrier" to the right, in the limit of short time. Either the mass on
/// the left is carried to the barrier and no further (half the variance about the barrier, for a symmetric density) ...
[[nodiscard]] double erasure_distance_to_barrier(const Density& p, double barrier);
/// ... or all mass ends in local equilibrium, as the density on the right, normalised.
[[nodiscard]] double erasure_distance_to_local_equilibrium(const Density& p, double barrier);

/// Two-level erasure along the geodesic, in nats (units of kT).
struct TwoLevelErasure {
  double dissipation;   ///< exact for this protocol
  double slow_driving;  ///< its leading term 4 (theta_1 - theta_0)^2/(Gamma tau)
};

/// From occupation `p_from` to `p_to`, 0 < p < 1, at the constant total rate Gamma = rate in time tau = duration. Refused
/// where it is so fast that no finite energy gap would drive it.
[[nodiscard]] TwoLevelErasure two_level_erasure(double p_from, double p_to, double rate, double duration);

}  // namespace stochtherm
