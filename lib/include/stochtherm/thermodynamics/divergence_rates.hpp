#pragma once
/// How fast two distributions that both move come closer or drift apart, and how fast they could at most.
///
/// Solves:       D(p||q) of Kullback and Leibler, sum p ln(p/q); of Tsallis, (Z - 1)/(a - 1); of Renyi, ln Z/(a - 1), with
///               Z = sum p^a q^(1-a); of Csiszar, sum q f(p/q) with a convex f. Gradients dD/dp_i and dD/dq_i; the rate
///               dD/dt = sum dD/dp_i dp_i/dt + dD/dq_i dq_i/dt. Bounds on |dD/dt|: see below.
/// Scheme:       gradients in closed form, shifted by constants that drop out of rates because sum dp/dt = 0, so that they
///               vanish where p = q. Tsallis with e = a - 1 as sum q [r (r^e - 1)/e - r + 1], r = p/q, which is Kullback and
///               Leibler's at e = 0; Renyi as ln(1 + e Tsallis)/e.
/// Order:        none: no difference in time is taken.
/// Exact for:    any two solutions, of one process or of two, driven or not.
/// Cost:         a logarithm and an exponential per state; for the Markov bounds a pass over the links.
/// Use when:     rates of change are known, as from a generator. Not where q vanishes and p does not (refused: the
///               divergence or its rate is infinite).
/// References:   kullback1951, renyi1961, tsallis1988, csiszar1967, karbowski2024, itodechant2020
/// Validated by: thermodynamics/divergence_rates, thermodynamics/divergence_bounds
///
/// The values alone, without gradients and for densities and Gaussians too: information/f_divergence.hpp.
///
/// Bounds, after Karbowski; derived in docs/theory/accounts.md. With phi = dD/dp, psi = dD/dq:
///   kinematic     |dD/dt| <= sqrt(I_p Var_p phi) + sqrt(I_q Var_q psi), I_p = sum (dp/dt)^2/p, the Fisher information of
///                 time. Holds for any motion; two states in which only p moves saturate it.
///   Markov        the same with sums over the links of each generator, fluxes a and b, and the change of phi along them:
///                 sqrt(sigma/2 sum (a + b) (change phi)^2), max |change phi| sqrt(sigma A/2), sum (a + b) |change phi|,
///                 with the entropy production sigma and the activity A = sum a + b.

#include <functional>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm {

/// A distribution and its rate of change, which sums to 0.
struct Moving {
  std::span<const double> p, change;
};

/// A divergence, and what it gains per mass added to a state of p or of q.
struct Divergence {
  double value;
  std::vector<double> by_p, by_q;  ///< up to a constant each
  [[nodiscard]] double rate(const Moving& p, const Moving& q) const;
};

[[nodiscard]] Divergence kullback_leibler_divergence(std::span<const double> p, std::span<const double> q);
/// Orders are positive; order 1 is Kullback and Leibler's.
[[nodiscard]] Divergence tsallis_divergence(double order, std::span<const double> p,
                                            std::span<const double> q);
[[nodiscard]] Divergence renyi_divergence(double order, std::span<const double> p, std::span<const double> q);

/// Convex, with f(1) = 0.
struct ConvexFunction {
  std::function<double(double)> value, slope;
};
[[nodiscard]] Divergence f_divergence(const ConvexFunction& f, std::span<const double> p,
                                      std::span<const double> q);

/// Fisher information of time, sum (dp/dt)^2/p: the squared speed of a distribution. Infinite where an empty state fills.
[[nodiscard]] double temporal_fisher_information(const Moving& p);

/// The largest |dD/dt| of any two distributions with these speeds.
[[nodiscard]] double kinematic_bound(const Divergence& divergence, const Moving& p, const Moving& q);

/// The largest |dD/dt| of two jump processes with this dissipation and activity.
struct MarkovBounds {
  double dissipation;               ///< sqrt(sigma/2 sum (a + b) (change phi)^2)
  double dissipation_and_activity;  ///< max |change phi| sqrt(sigma A/2), never below `dissipation`
  double activity;                  ///< sum (a + b) |change phi|
};
/// p moves by one generator and q by another, or the same. A q that stands still: its stationary masses.
[[nodiscard]] MarkovBounds markov_bounds(const Divergence& divergence, const Generator& generator_of_p,
                                         std::span<const double> p, const Generator& generator_of_q,
                                         std::span<const double> q);

}  // namespace stochtherm
