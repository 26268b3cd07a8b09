#pragma once
/// Free-energy differences from mean forces at fixed values of a parameter.
///
/// Solves:       dF = integral of <dU/dlambda>_lambda dlambda from the first lambda to the last.
/// Scheme:       the integral of the natural cubic spline through the means, which is a weighted sum of them; the weights give
///               the statistical error. How far the rule itself is off is judged by the trapezoid rule through the same points.
/// Order:        4 in the spacing where the curvature vanishes at the ends, 2 and a half else; statistical 1/sqrt(n).
/// Exact for:    mean forces linear in lambda.
/// Cost:         one tridiagonal solve.
/// Use when:     equilibrium was sampled at several lambda. Not when a phase transition lies between, nor with end points at which the
///               mean force diverges.
/// References:   kirkwood1935, shyu2009
/// Validated by: thermodynamics/multistate_free_energies

#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

struct ThermodynamicIntegral {
  Estimate dF;
  double rule_difference;  ///< spline less trapezoid: the size of what the spacing leaves out
};

/// lambda strictly increasing or decreasing, two or more; mean forces with their standard errors, independent.
[[nodiscard]] ThermodynamicIntegral thermodynamic_integration(std::span<const double> lambda,
                                                              std::span<const Estimate> mean_force);

}  // namespace stochtherm
