#pragma once
/// Precision costs entropy: the thermodynamic uncertainty relation.
///
/// Solves:       Var J <S>/(2 <J>^2) >= 1 for a current J integrated over a fixed time in a steady state, S the total
///               entropy produced in that time (the same as 2 D sigma/v^2 >= 2 with v = <J>/t, D = Var J/2t);
///               Var J (exp<S> - 1)/(2 <J>^2) >= 1 from the detailed fluctuation theorem alone.
/// Scheme:       sample mean and unbiased variance of J, sample mean of S; jackknife over trajectories for the standard
///               errors, and for removing the bias of order 1/n. A given <S> adds its own error in quadrature.
/// Order:        statistical, 1/sqrt(n); bias of order 1/n^2.
/// Exact for:    drift and diffusion with constant coefficients: product 1 at any time.
/// Cost:         one pass, two exponentials per trajectory.
/// Use when:     the product: overdamped dynamics or Markov jumps in a steady state under constant driving; J odd under
///               time reversal. The second form also where J and S obey the detailed theorem for other reasons, such as
///               periodic driving symmetric in time. Not for underdamped dynamics, nor with magnetic fields. Not when <J>
///               is within a few errors of 0.
/// References:   baratoseifert2015, gingrich2016, horowitzgingrich2017, hasegawavanvu2019, diterlizzi2019
/// Validated by: thermodynamics/uncertainty_relation, thermodynamics/speed_limits

#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

struct UncertaintyRelation {
  Estimate product;      ///< Var J <S>/(2 <J>^2), not below 1
  Estimate generalised;  ///< Var J (exp<S> - 1)/(2 <J>^2), not below 1
};

/// From the columns of the current and of the total entropy production of the same trajectories.
[[nodiscard]] UncertaintyRelation thermodynamic_uncertainty(std::span<const double> current,
                                                            std::span<const double> total_entropy);
/// With a mean entropy production known from elsewhere, std_error 0 where it is exact.
[[nodiscard]] UncertaintyRelation thermodynamic_uncertainty(std::span<const double> current,
                                                            const Estimate& mean_total_entropy);

/// Where mean, variance and entropy are known, for one duration or as rates of a steady state: Var S/(2 mean^2) >= 1.
[[nodiscard]] double uncertainty_product(double mean, double variance, double entropy);
/// Kinetic: Var N/mean^2 >= 1 with the mean number of jumps N of a jump process in its steady state, or their rate.
[[nodiscard]] double kinetic_uncertainty_product(double mean, double variance, double jumps);

}  // namespace stochtherm
