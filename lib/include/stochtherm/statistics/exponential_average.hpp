#pragma once
/// The average that every integral fluctuation theorem is about, and whether the sample can carry it.
///
/// Solves:       <exp(-x)>, and how many of the samples it rests on.
/// Scheme:       sample mean of w_i = exp(-x_i) with the standard error s/sqrt(n); effective samples
///               (sum w)^2 / sum w^2, the number of equally weighted samples with the same relative variance, and the
///               largest share max w / sum w. Both are computed with shifted exponents.
/// Order:        statistical, 1/sqrt(n); the mean is unbiased at any n.
/// Exact for:    the mean: any distribution of x. The standard error: distributions with a finite <exp(-2x)>.
/// Cost:         two exponentials per sample.
/// Use when:     an average is to be compared with 1. Not when a few samples carry it: with few effective samples or a
///               largest share that is not small, the rare ones that would correct the mean have not been seen, so
///               it comes out too low, with too small an error.
/// References:   jarzynski2006, kish1965
/// Validated by: thermodynamics/three_integral_theorems, thermodynamics/fluctuation_symmetry

#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

struct ExponentialAverage {
  Estimate average;          ///< <exp(-x)>
  double effective_samples;  ///< between 1 and n
  double largest_share;      ///< of one sample in the sum, between 1/n and 1
};

/// From two or more samples; exp(-x) must not overflow.
[[nodiscard]] ExponentialAverage exponential_average(std::span<const double> x);

}  // namespace stochtherm
