#pragma once
/// ln[p(x)/q(x)] from samples of p and of q: a straight line by maximum likelihood, and bins to look at.

#include <cstddef>
#include <span>
#include <stochtherm/thermodynamics/detailed_fluctuation_theorem.hpp>
#include <vector>

namespace stochtherm::detail {

/// ln[p(x)/q(x)] = intercept + slope x, with the covariance of the two.
struct LogRatioLine {
  double intercept, slope;
  double intercept_variance, slope_variance, covariance;
  std::size_t steps;
  bool converged;
};

/// Whose numbers are given and whose are random: two experiments of chosen sizes (then the ratio of the sizes says
/// nothing), or one experiment whose samples fall on either side by themselves.
enum class Sizes { chosen, random };

/// Logistic regression of "x was drawn from p". Not converged where one straight cut separates the samples.
LogRatioLine fit_log_ratio(std::span<const double> p, std::span<const double> q, Sizes sizes);

/// Equal bins over the range that both samples reach; those in which one is missing are left out.
std::vector<LogRatio> bin_log_ratio(std::span<const double> p, std::span<const double> q, Sizes sizes,
                                    std::size_t bins);

}  // namespace stochtherm::detail
