#pragma once
/// Crooks' theorem: work done forward and in reverse, and the free energy where they are equally likely.
///
/// Solves:       P_F(W)/P_R(-W) = exp[(W - dF)/kT]; both processes start in equilibrium, the reverse at the last lambda
///               with the protocol run backwards. W is the work done on the system in either.
/// Scheme:       as in detailed_fluctuation_theorem.hpp, with W and -W_R for s and -s_R: the line of maximum likelihood
///               through ln[P_F(W)/P_R(-W)]; slope in units of 1/kT, crossing dF = -intercept/slope with its error by
///               the delta method from the covariance of both.
/// Order:        statistical, 1/sqrt(n); bias of order 1/n.
/// Exact for:    any protocol and speed, as for Jarzynski's equality.
/// Cost:         one exponential and logarithm per trajectory and Newton step, about ten steps.
/// Use when:     the theorem itself is to be tested: the slope is 1 where the bookkeeping is right. Not for the best
///               free energy: with the slope known to be 1, `bennett` is never less precise.
/// References:   crooks1999, shirts2003
/// Validated by: thermodynamics/crooks_and_bennett

#include <cstddef>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/detailed_fluctuation_theorem.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>
#include <vector>

namespace stochtherm {

struct Crooks {
  Estimate slope;              ///< of ln[P_F(W)/P_R(-W)] against W/kT: to be compared with 1
  Estimate crossing;           ///< the work at which both are equally likely: dF
  std::vector<LogRatio> bins;  ///< at work W, in the unit of work
};

[[nodiscard]] Solved<Crooks> crooks(std::span<const double> forward_work,
                                    std::span<const double> reverse_work, double kT, std::size_t bins = 20);
/// From the protocol's work; both ledgers isothermal at the same kT.
[[nodiscard]] Solved<Crooks> crooks(const LedgerTable& forward, const LedgerTable& reverse,
                                    std::size_t bins = 20);

}  // namespace stochtherm
