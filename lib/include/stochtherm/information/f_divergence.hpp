#pragma once
/// The f-divergences and the one-parameter families of Renyi and Tsallis, of discrete distributions, densities and Gaussians.
///
/// Solves:       D_f(p||q) = sum q f(p/q) with f convex, f(1) = 0; chi2 = sum (p-q)^2/q; Hellinger H with
///               H^2 = sum (sqrt p - sqrt q)^2/2; total variation sum |p-q|/2; Renyi R_a = ln[sum p^a q^(1-a)]/(a-1);
///               Tsallis T_a = [sum p^a q^(1-a) - 1]/(a-1); entropies ln[sum p^a]/(1-a) and [sum p^a - 1]/(1-a).
/// Scheme:       finite sums; for orders within 0.05 of 1 by expm1 of the logarithms, so that the limit a -> 1 is met without
///               cancellation. Gaussians: closed forms, total variation of unequal variances by erf between the crossings.
/// Order:        none, finite sums; for densities 2 in the cell width, from below (coarse graining never adds).
/// Exact for:    any distribution, to rounding.
/// Cost:         one pass; a logarithm and an exponential per state for Renyi and Tsallis.
/// Use when:     the masses are known, and the number's own meaning is wanted: chi2 bounds changes of means, total
///               variation the error of a decision, Hellinger is a metric. Not when only counts are known: the plug-in chi2 is biased by
///               states/samples.
/// References:   csiszar1967, renyi1961, tsallis1988, sason2016, vanerven2014
/// Validated by: information/known_measures
///
/// These are the values alone; thermodynamics/divergence_rates.hpp has, under the same names with the order or f first, the value with
/// its gradients, for distributions that move.
/// A divergence is +infinity where q forbids what p allows (for Renyi and Tsallis of order 1 and more), NaN never.

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stochtherm/core/density.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/gaussian.hpp>

namespace stochtherm {

namespace detail {
/// Both are distributions over the same states.
void require_same_states(std::span<const double> p, std::span<const double> q,
                         const char* function = __builtin_FUNCTION());
}  // namespace detail

/// sum q f(p/q) for a convex f with f(1) = 0. `slope_at_infinity` is lim f(t)/t, the price of what q forbids: infinity for
/// t ln t, 1/2 for |t - 1|/2.
template <class F>
[[nodiscard]] double f_divergence(std::span<const double> p, std::span<const double> q, F f,
                                  double slope_at_infinity = std::numeric_limits<double>::infinity()) {
  detail::require_same_states(p, q, "f_divergence");
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (q[i] > 0)
      sum += q[i] * f(p[i] / q[i]);
    else if (p[i] > 0)
      sum += p[i] * slope_at_infinity;
  return sum;
}

/// sum (p - q)^2/q.
[[nodiscard]] double chi_squared(std::span<const double> p, std::span<const double> q);
/// In [0, 1].
[[nodiscard]] double hellinger_distance(std::span<const double> p, std::span<const double> q);
/// In [0, 1]: the mass that must change its state.
[[nodiscard]] double total_variation(std::span<const double> p, std::span<const double> q);
/// Of order 0 and more; 1 is Kullback-Leibler; order infinity is ln max p/q. In nats.
[[nodiscard]] double renyi_divergence(std::span<const double> p, std::span<const double> q, double order);
/// Of order 0 and more; 1 is Kullback-Leibler.
[[nodiscard]] double tsallis_divergence(std::span<const double> p, std::span<const double> q, double order);

/// Of order 0 (the number of states that occur) to infinity (-ln max p); 1 is Shannon's. In nats.
[[nodiscard]] double renyi_entropy(std::span<const double> p, double order);
/// Of order 0 and more; 1 is Shannon's.
[[nodiscard]] double tsallis_entropy(std::span<const double> p, double order);

[[nodiscard]] double chi_squared(const Density& p, const Density& q);
[[nodiscard]] double hellinger_distance(const Density& p, const Density& q);
[[nodiscard]] double renyi_divergence(const Density& p, const Density& q, double order);
[[nodiscard]] double tsallis_divergence(const Density& p, const Density& q, double order);
[[nodiscard]] double total_variation(const Density& p, const Density& q);
/// ln[integral p^a dx]/(1-a), depends on the unit of length as every differential entropy does.
[[nodiscard]] double renyi_entropy(const Density& p, double order);
/// [integral p^a dx - 1]/(1-a).
[[nodiscard]] double tsallis_entropy(const Density& p, double order);

/// +infinity where the variance of p is twice that of q or more.
[[nodiscard]] double chi_squared(const Gaussian& p, const Gaussian& q);
[[nodiscard]] double hellinger_distance(const Gaussian& p, const Gaussian& q);
[[nodiscard]] double total_variation(const Gaussian& p, const Gaussian& q);
/// +infinity where order/(order-1) times the variance of q does not exceed that of p.
[[nodiscard]] double renyi_divergence(const Gaussian& p, const Gaussian& q, double order);
[[nodiscard]] double tsallis_divergence(const Gaussian& p, const Gaussian& q, double order);
[[nodiscard]] double renyi_entropy(const Gaussian& p, double order);
[[nodiscard]] double tsallis_entropy(const Gaussian& p, double order);

}  // namespace stochtherm
