#pragma once
/// The free-energy difference that forward and reverse work make most likely: Bennett's acceptance ratio.
///
/// Solves:       sum_F 1/[1 + exp(M + (W - dF)/kT)] = sum_R 1/[1 + exp(-M + (W_R + dF)/kT)], M = ln(n_F/n_R).
/// Scheme:       Newton's method within a bracket, on a function that only increases, so the root is unique. Variance
///               kT^2 [1/sum f(1-f) - 1/n_F - 1/n_R], f the terms above, over both samples (shirts2003).
/// Order:        statistical, 1/sqrt(n); bias of order 1/n. No estimator from the same work values has a smaller
///               asymptotic variance.
/// Exact for:    any protocol and speed, as for Crooks' theorem; numbers of forward and reverse runs may differ.
/// Cost:         one exponential per trajectory and step, about ten steps.
/// Use when:     both directions were run. It needs the two distributions to overlap, not that the rare trajectories of
///               Jarzynski's average were seen. Not when they do not overlap: an error above kT is `ill_conditioned`.
/// References:   bennett1976, shirts2003
/// Validated by: thermodynamics/crooks_and_bennett

#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

namespace stochtherm {

/// dF from work done on the system in the process and in its time reverse, at thermal energy kT (same unit).
[[nodiscard]] Solved<Estimate> bennett(std::span<const double> forward_work,
                                       std::span<const double> reverse_work, double kT);
/// From the protocol's work; both ledgers isothermal at the same kT.
[[nodiscard]] Solved<Estimate> bennett(const LedgerTable& forward, const LedgerTable& reverse);

}  // namespace stochtherm
