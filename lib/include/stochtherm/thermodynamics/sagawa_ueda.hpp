#pragma once
/// Work under feedback: Jarzynski's equality with what the controller knew.
///
/// Solves:       <exp[-(W - dF)/kT - I]> = 1,  <exp[-(W - dF)/kT]> = gamma,  <W> >= dF - kT <I>, with the information
///               I = ln[p(y|x)/p(y)] of measuring y in state x, summed over the measurements of a trajectory.
/// Scheme:       sample means over trajectories, as in statistics/exponential_average.hpp; the slack of the second law
///               is the mean of (W - dF)/kT + I, so its error contains the correlation of W and I.
/// Order:        statistical, 1/sqrt(n), all without bias.
/// Exact for:    any protocol that depends on outcomes of measurements, started in equilibrium; dF may differ from
///               outcome to outcome, then give W - dF as the work.
/// Cost:         four exponentials per trajectory.
/// Use when:     I is known for each trajectory. Not when a measurement is free of error in a continuous variable: I is
///               then infinite. gamma alone needs no I; it is the summed probability that the time-reversed protocols
///               bring back the outcomes for which they were chosen.
/// References:   sagawaueda2008, sagawaueda2010, szilard1929
/// Validated by: thermodynamics/szilard_engine

#include <span>
#include <stochtherm/statistics/exponential_average.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

namespace stochtherm {

struct FeedbackWork {
  ExponentialAverage with_information;  ///< to be compared with 1
  ExponentialAverage efficacy;          ///< gamma: 1 without feedback
  Estimate slack;                       ///< <W - dF>/kT + <I> >= 0, nats; 0 for a reversible engine
  /// Is the slack below 0 by more than `sigmas` standard errors? Then work or information is booked wrongly.
  [[nodiscard]] bool violates_second_law(double sigmas = 5) const {
    return slack.mean < -sigmas * slack.std_error - 1e-12;
  }
};

/// From the columns of work and information (nats) at thermal energy kT.
[[nodiscard]] FeedbackWork sagawa_ueda(std::span<const double> work, std::span<const double> information,
                                       double kT, double free_energy_change = 0);
/// From the protocol's work and the information that an isothermal ledger holds.
[[nodiscard]] FeedbackWork sagawa_ueda(const LedgerTable& ledger, double free_energy_change = 0);

}  // namespace stochtherm
