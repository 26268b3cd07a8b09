#pragma once
/// The terms that the divergences sum, each without cancellation and never negative.

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stochtherm/information/gaussian.hpp>

namespace stochtherm::detail {

/// x - ln(1 + x) for x > -1, to a few ulps at any x. With s = x/(2 + x), ln(1 + x) = 2 atanh(s) and x - 2s = x s;
/// for |x| <= 0.1 the first dropped term of the series is below 2e-18 of the result.
inline double x_minus_log1p(double x) {
  if (std::abs(x) > 0.1) return x - std::log1p(x);
  const double s = x / (2 + x), s2 = s * s;
  const double series =
      1. / 3 + s2 * (1. / 5 + s2 * (1. / 7 + s2 * (1. / 9 + s2 * (1. / 11 + s2 * (1. / 13)))));
  return s * (x - 2 * s2 * series);
}

/// p ln(p/q) - p + q: summed over normalised p and q it is the Kullback-Leibler divergence.
inline double kullback_leibler_term(double p, double q) {
  if (p == 0) return q;
  if (q == 0) return std::numeric_limits<double>::infinity();
  const double excess = q - p;
  if (std::abs(excess) <= 0.1 * p) return p * x_minus_log1p(excess / p);
  const double ratio = p / q;
  const double log_ratio = std::isfinite(ratio) ? std::log(ratio) : std::log(p) - std::log(q);
  return p * log_ratio + excess;
}

/// Sum of term(i) for i in [first, first + n) over a fixed tree, four terms abreast in its leaves.
template <class Term>
double pairwise(std::size_t first, std::size_t n, const Term& term) {
  if (n <= 64) {
    double a = 0, b = 0, c = 0, d = 0;
    std::size_t i = first;
    for (; i + 4 <= first + n; i += 4) {
      a += term(i);
      b += term(i + 1);
      c += term(i + 2);
      d += term(i + 3);
    }
    for (; i < first + n; ++i) a += term(i);
    return (a + b) + (c + d);
  }
  const std::size_t half = n / 2;
  return pairwise(first, half, term) + pairwise(first + half, n - half, term);
}

/// Refuses what is not a probability distribution.
void require_distribution(std::span<const double> p, const char* argument,
                          const char* function = __builtin_FUNCTION());

/// Refuses a mean that is not finite and a variance that is not positive.
void require_gaussian(const Gaussian& a, const char* function = __builtin_FUNCTION());

}  // namespace stochtherm::detail
