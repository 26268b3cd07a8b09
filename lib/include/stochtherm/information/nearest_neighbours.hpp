#pragma once
/// Entropy, mutual information and divergence of continuous variables from samples, by distances to nearest neighbours.
///
/// Solves:       with e_i the distance of sample i to its k-th neighbour (maximum norm), N samples, psi the digamma function:
///               Kozachenko-Leonenko  h = psi(N) - psi(k) + d <ln 2 e_i>;
///               Kraskov 1  I(X;Y) = psi(k) + psi(N) - <psi(n_x + 1) + psi(n_y + 1)>, n_x the samples with |x - x_i| < e_i;
///               Kraskov 2  I = psi(k) - 1/k + psi(N) - <psi(n_x) + psi(n_y)>, n_x those with |x - x_i| <= e_i^x, the
///               largest of the k neighbours' distances along x;
///               conditional (Frenzel & Pompe)  I(X;Y|Z) = psi(k) - <psi(n_xz + 1) + psi(n_yz + 1) - psi(n_z + 1)>;
///               divergence (Wang, Kulkarni & Verdu)  D(p||q) = d <ln(f_i/e_i)> + ln[m/(n - 1)], f_i to the k-th of q's.
/// Scheme:       exact neighbours and counts; |x_j - x_i| is compared as rounded, never x_j with a rounded x_i + e_i. Ties at
///               the k-th distance go to the smaller sample number. Where e_i = 0, so that samples coincide, the point has a
///               mass: psi(k) becomes psi(c + 1), c the others that coincide, and the counts are of |x - x_i| = 0 (Gao et al.).
///               `exclude` leaves out neighbours closer than that in sample number, and the sample itself, from everything.
///               Standard error from the scatter of the N terms, their autocorrelation in sample order, and psi'(k)/(2N) in the
///               variance for the neighbours that neighbours share.
/// Order:        statistical, 1/sqrt(N). Bias falls with N: mutual information is nearly unbiased where X and Y are
///               independent; else of either sign, below 0.02 for N >= 300, and too small where N cannot resolve the ridge
///               (-0.14 at rho 0.99 with N = 100; table in docs/theory/estimating_information.md). Entropy: of order (k/N)^(2/d).
///               For pairs the stated errors lie within 15 percent of the scatter at N >= 1000.
/// Exact for:    invariance under a shift, a common scale and a permutation of the samples. Not under separate scales: see
///               standardised.
/// Cost:         order N log N; about 0.6 us a sample for two columns, k = 3 and N = 10^5 (bench/information.cpp); counts in
///               marginals of several columns cost more.
/// Use when:     samples are real numbers from a density, k 3 to 10. Not for symbols (entropy_from_counts.hpp). Not in more
///               than about 10 columns. Negative values are not cut off: they say that there is no information beyond the
///               noise.
/// References:   kozachenko1987, kraskov2004, frenzel2007, wang2009, gao2017, theiler1986
/// Validated by: information/kraskov, information/kraskov_brute_force, information/neighbour_estimators

#include <cstddef>
#include <span>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

/// One variable of d components: d columns of equal length, one row a sample.
using Columns = std::span<const std::vector<double>>;

struct Neighbours {
  std::size_t k = 4;
  /// Samples closer than this in number are no neighbours (Theiler's window); 0: only the sample itself is none.
  std::size_t exclude = 0;
};

/// Differential entropy, nats; depends on the units of the columns. Coinciding samples are refused.
[[nodiscard]] Estimate kozachenko_leonenko(Columns x, Neighbours neighbours = {});

enum class Kraskov { first, second };
/// I(X;Y) in nats.
[[nodiscard]] Estimate kraskov(Columns x, Columns y, Neighbours neighbours = {},
                               Kraskov algorithm = Kraskov::first);
/// I(X;Y|Z) in nats.
[[nodiscard]] Estimate conditional_kraskov(Columns x, Columns y, Columns given, Neighbours neighbours = {});

/// D(p||q) in nats from samples of both; numbers may differ, columns must not. Coinciding samples are refused.
[[nodiscard]] Estimate nearest_neighbour_divergence(Columns p, Columns q, Neighbours neighbours = {});

/// Each column brought to mean 0 and variance 1 (n - 1); a constant column is refused.
[[nodiscard]] std::vector<std::vector<double>> standardised(Columns columns);

}  // namespace stochtherm
