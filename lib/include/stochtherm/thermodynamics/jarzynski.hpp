#pragma once
/// Free-energy differences from work done at any speed: Jarzynski's equality.
///
/// Solves:       <exp(-W/kT)> = exp(-dF/kT): work W on a system that starts in equilibrium at the first lambda gives
///               the difference dF of the equilibrium free energies at the last and the first lambda.
/// Scheme:       dF = W_min - kT ln[(1/n) sum exp(-(W_i - W_min)/kT)], shifted so that nothing overflows; standard
///               error by the delta method, kT s_e / (sqrt(n) e) with e the sample mean and s_e the sample
///               standard deviation of the exponentials.
/// Order:        statistical, 1/sqrt(n). The logarithm is biased upwards by about std_error^2/(2 kT), of order 1/n;
///               `exponential_work_average` is unbiased at any n and is the one to test.
/// Exact for:    any protocol, any speed, any potential, also at finite time step as far as the stepper samples the
///               starting equilibrium and keeps it at fixed lambda.
/// Cost:         one exponential per trajectory.
/// Use when:     the dissipated work W - dF is a few kT. Rare trajectories with little work carry the mean: about
///               exp(dissipated work of the reverse process / kT) samples are needed (jarzynski2006), and with fewer
///               the standard error is too small as well. Not for steady states driven by non-conservative forces nor
///               between baths of different temperatures: such ledgers are refused.
/// References:   jarzynski1997, jarzynski2006
/// Validated by: thermodynamics/jarzynski_gaussian

#include <span>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

namespace stochtherm {

/// Free-energy difference dF from the protocol's work, in the ledger's energy unit. Needs two trajectories.
[[nodiscard]] Estimate jarzynski(const LedgerTable& ledger);
/// The same from a column of work values at thermal energy kT (same unit).
[[nodiscard]] Estimate jarzynski(std::span<const double> work, double kT);

/// <exp(-(W - dF)/kT)>, without bias: exp(-true dF/kT) for free_energy_change = 0, and 1 for the true dF.
[[nodiscard]] Estimate exponential_work_average(const LedgerTable& ledger, double free_energy_change = 0);
[[nodiscard]] Estimate exponential_work_average(std::span<const double> work, double kT,
                                                double free_energy_change = 0);

}  // namespace stochtherm
