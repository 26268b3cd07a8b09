#pragma once
/// The detailed fluctuation theorem: how much rarer it is to destroy entropy than to make it.
///
/// Solves:       ln[P(s)/P_R(-s)] = s: entropy s made in the process and in its time reverse. In a steady state under
///               constant driving the reverse is the process itself.
/// Scheme:       The line ln[P(s)/P_R(-s)] = intercept + slope s by maximum likelihood (logistic regression of "drawn
///               forward" on s, Newton's method): no bins enter it. Its covariance is the inverse Fisher information,
///               for two samples of given sizes n and m less 1/n + 1/m in the variance of the intercept
///               (prentice1979). Bins are for looking: ln of the ratio of the counts, each increased by 1/2 (removes
///               the bias of order 1/count, gart1967), drawn at the mean of the two samples' means in the bin, which
///               leaves an error of fourth order in the bin's width.
/// Order:        statistical, 1/sqrt(n); bias of slope and intercept of order 1/n.
/// Exact for:    lines of any slope; nothing is assumed about P itself.
/// Cost:         one exponential and logarithm per sample and Newton step, about ten steps.
/// Use when:     both signs of s occur often. Not when all trajectories make entropy: the samples do not overlap, and
///               the outcome is `ill_conditioned`. Not for heat alone, which obeys it in the bulk only (vanzoncohen2003).
/// References:   crooks1999, seifert2012, prentice1979, gart1967, vanzoncohen2003
/// Validated by: thermodynamics/fluctuation_symmetry

#include <cstddef>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

/// One bin of ln[P(s)/P_R(-s)].
struct LogRatio {
  double at;                      ///< s
  double value;                   ///< ln of the ratio, nats
  double std_error;               ///< of the value
  std::size_t forward, backward;  ///< counts: of s, and of -s in the reverse
};

struct FluctuationSymmetry {
  Estimate slope;      ///< to be compared with 1
  Estimate intercept;  ///< to be compared with 0
  double covariance;   ///< of the two
  std::vector<LogRatio> bins;
};

/// Entropies of the process and of its time reverse, from independent runs. Each needs two trajectories.
[[nodiscard]] Solved<FluctuationSymmetry> detailed_fluctuation_theorem(std::span<const double> forward,
                                                                       std::span<const double> reverse,
                                                                       std::size_t bins = 20);
/// Entropies of a process that is its own reverse; values of 0 say nothing and are left out.
[[nodiscard]] Solved<FluctuationSymmetry> detailed_fluctuation_theorem(std::span<const double> entropy,
                                                                       std::size_t bins = 20);

}  // namespace stochtherm
