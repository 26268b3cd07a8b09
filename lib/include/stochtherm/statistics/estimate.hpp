#pragma once
/// A number with its error. Sums run over a fixed binary tree, so they do not depend on threads or vector width.

#include <cstddef>
#include <span>

namespace stochtherm {

struct Estimate {
  double mean;
  double std_error;
  std::size_t n;
  /// How many standard errors the estimate lies from `reference` (signed).
  [[nodiscard]] double z(double reference) const { return (mean - reference) / std_error; }
};

/// Pairwise sum over a fixed tree: error O(eps log n), the same bits always.
[[nodiscard]] double pairwise_sum(std::span<const double> x);

/// Sample mean and its standard error s/sqrt(n). Needs two samples.
[[nodiscard]] Estimate estimate_mean(std::span<const double> x);

/// Unbiased sample variance, with the standard error from the fourth central moment
/// Var(s^2) = (m4 - s^4 (n-3)/(n-1))/n, which assumes no particular distribution.
[[nodiscard]] Estimate estimate_variance(std::span<const double> x);

}  // namespace stochtherm
