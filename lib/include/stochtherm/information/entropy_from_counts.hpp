#pragma once
/// Shannon entropy from counts, in nats.
///
/// Solves:       H of the distribution from which N samples fell n_i times into state i.
/// Scheme:       plugin          -sum (n/N) ln(n/N)
///               miller_madow    plugin + (K - 1)/(2N), K the states seen
///               grassberger     ln N - (1/N) sum n G(n), G(n) = psi(n) + (-1)^n [psi((n+1)/2) - psi(n/2)]/2 (2003)
///               grassberger1988 the same with G(n) = psi(n) + (-1)^n/(n+1)
///               chao_shen       -sum C p ln(C p)/(1 - (1 - C p)^N), p = n/N, C = 1 - (states seen once)/N
///               dirichlet       the posterior mean of H under Dirichlet's prior with pseudocount a (Wolpert & Wolf):
///                               psi(A + 1) - sum [(n + a)/A] psi(n + a + 1), A = N + K a, K all states
///               nsb             the posterior mean under a mixture of Dirichlet priors that is flat in the prior mean of
///                               the entropy (Nemenman, Shafee & Bialek); trapezoid rule in ln a where the weight lives.
/// Order:        bias: plugin -(K - 1)/(2N) to first order, miller_madow of order 1/N^2 once every state was seen,
///               grassberger exponentially small in N p_i and -(unseen) else, chao_shen and nsb small in practice down to N of
///               order sqrt(K) for distributions whose tail is like what they assume, dirichlet that of its pseudocount.
/// Exact for:    plugin: the entropy of the frequencies. nsb: the posterior mean, to 1e-9.
/// Cost:         one logarithm for each different count; nsb a few thousand times that.
/// Use when:     N K is what it is. Rule of thumb: N > 10 K any of them; N of order K grassberger, chao_shen or nsb; below
///               that no estimate without an assumption. Not for correlated samples: they count as fewer.
/// References:   miller1955, grassberger1988, grassberger2003, chao2003, nemenman2002, wolpert1995
/// Validated by: information/entropy_estimators
///
/// Standard errors: plugin, miller_madow, both grassberger and chao_shen that of the plugin to first order,
/// sqrt[(sum p ln^2 p - H^2)/N] with 0 for equal frequencies; dirichlet and nsb the standard deviation of the posterior.

#include <cstddef>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

/// Counts of the states; zeros say nothing. There must be a sample.
using Counts = std::span<const std::size_t>;

[[nodiscard]] Estimate plugin_entropy(Counts counts);
[[nodiscard]] Estimate miller_madow_entropy(Counts counts);
[[nodiscard]] Estimate grassberger_entropy(Counts counts);
[[nodiscard]] Estimate grassberger1988_entropy(Counts counts);
[[nodiscard]] Estimate chao_shen_entropy(Counts counts);
/// `states` in all, those never seen included; 0 means those seen.
[[nodiscard]] Estimate dirichlet_entropy(Counts counts, double pseudocount, std::size_t states = 0);
[[nodiscard]] Solved<Estimate> nsb_entropy(Counts counts, std::size_t states = 0);

}  // namespace stochtherm
