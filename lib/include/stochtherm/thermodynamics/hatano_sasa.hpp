#pragma once
/// Transitions between nonequilibrium steady states: Hatano and Sasa's equality, and the heat that only maintains them.
///
/// Solves:       <exp(-Y)> = 1, Y = sum over the moves of lambda of phi(x, lambda after) - phi(x, lambda before), with
///               phi = -ln p_ss(x; lambda); the system starts in the steady state of the first lambda.
///               Medium entropy = excess + housekeeping, excess = Y - dphi, dphi = phi(end) - phi(start) along the
///               trajectory; <exp(-housekeeping)> = 1 as well.
/// Scheme:       sample mean of exp(-Y), as in statistics/exponential_average.hpp; the split is a subtraction per
///               trajectory.
/// Order:        statistical, 1/sqrt(n), without bias. With moves at fixed x, Y has no error of discretisation beyond
///               that of the stepper's steady state.
/// Exact for:    any protocol between steady states with known phi. In equilibrium phi = (U - F)/kT: Y = (W - dF)/kT, the
///               housekeeping part is 0, and the equality is Jarzynski's.
/// Cost:         two exponentials per trajectory.
/// Use when:     the steady state is known in closed form, or on a grid. Not when phi must be estimated from the same
///               trajectories: its errors enter Y with correlation. Not the split for variables, or
///               controls such as the speed of a moving frame, that are odd under time reversal: <exp(-Y)> = 1 still
///               holds there, <exp(-housekeeping)> = 1 does not.
/// References:   hatanosasa2001, speckseifert2005, esposito2010
/// Validated by: thermodynamics/three_integral_theorems

#include <span>
#include <stochtherm/statistics/exponential_average.hpp>
#include <vector>

namespace stochtherm {

/// <exp(-Y)> from the column of Y, in nats: `average` is to be compared with 1.
[[nodiscard]] ExponentialAverage hatano_sasa(std::span<const double> Y);

/// The medium's entropy in two parts, trajectory by trajectory, in nats.
struct MediumEntropySplit {
  std::vector<double> excess;        ///< of the transition: Y - dphi
  std::vector<double> housekeeping;  ///< of keeping the steady states out of equilibrium
};

/// From the columns of the medium's entropy -Q/kT, of Y, and of dphi.
[[nodiscard]] MediumEntropySplit split_medium_entropy(std::span<const double> medium_entropy,
                                                      std::span<const double> Y,
                                                      std::span<const double> dphi);

}  // namespace stochtherm
