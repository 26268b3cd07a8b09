#pragma once
/// Free energies of many states at once, from samples of some or all of them.
///
/// Solves:       exp(-f_i) = sum_n exp(-u_i(x_n)) / sum_k N_k exp(f_k - u_k(x_n)), over all samples n of all states k, with
///               reduced energies u = U/kT: Bennett's ratio for any number of states.
/// Scheme:       the f that maximise the convex likelihood: Newton's method from a few self-consistent steps; logarithms
///               throughout. Covariance of the f from the weights W_ni (shirts2008, eq. 8). Overlap matrix O_ij = sum_n N_j W_ni
///               W_nj: how much of state i was seen in samples of state j; rows sum to 1.
/// Order:        statistical, 1/sqrt(N); asymptotically no estimator from the same energies is better.
/// Exact for:    two states: bennett, to rounding.
/// Cost:         states x samples exponentials a step, about ten steps.
/// Use when:     samples are independent within each state (thin them first). Not where the overlap matrix falls into
///               blocks: `ill_conditioned` below an overlap of 1e-4; below 0.03 add a state between.
/// References:   shirts2008, klimovich2015, bennett1976
/// Validated by: thermodynamics/multistate_free_energies

#include <cstddef>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

struct MultistateFreeEnergies {
  std::vector<double> free_energy;  ///< of each state in kT, that of state 0 taken as 0
  std::vector<double> covariance;   ///< of these, row by row; row and column 0 are 0
  std::vector<double> overlap;      ///< the overlap matrix, row by row
  std::size_t samples;              ///< of all states together
  double least_overlap;             ///< 1 - its second largest eigenvalue: 0 where the states fall apart
  /// f_j - f_i with its standard error.
  [[nodiscard]] Estimate difference(std::size_t i, std::size_t j) const;
};

/// energies[k][n] = u_k of sample n; the samples of state 0 come first, then those of state 1, and so on: samples[k] of
/// them, 0 for a state that was not sampled. State 0 must have been sampled.
[[nodiscard]] Solved<MultistateFreeEnergies> multistate_bennett(
    const std::vector<std::vector<double>>& energies, std::span<const std::size_t> samples);

}  // namespace stochtherm
