#pragma once
/// The second law as an equality: the integral fluctuation theorem for the total entropy.
///
/// Solves:       <exp(-ds_tot)> = 1, ds_tot = -Q/kT summed over the baths, plus the change ln p(start) - ln p(end) of
///               the system's own entropy.
/// Scheme:       sample mean of exp(-ds) over trajectories; see statistics/exponential_average.hpp.
/// Order:        statistical, 1/sqrt(n), without bias at any n. Compare the average with 1, not its logarithm with 0.
/// Exact for:    any start, driving and duration, where p is the true density at both ends. With a stepper whose path
///               action is used for the medium's part it holds at any time step.
/// Cost:         two exponentials per trajectory.
/// Use when:     the entropy produced is a few nats. Not when it is large: the average rests on the exp(-<ds>) part of
///               the trajectories that destroy entropy, and `effective_samples` falls to a few.
/// References:   seifert2005, seifert2012
/// Validated by: thermodynamics/three_integral_theorems, thermodynamics/fluctuation_symmetry

#include <span>
#include <stochtherm/statistics/exponential_average.hpp>

namespace stochtherm {

/// From the column of total entropies, in nats: `average` is to be compared with 1.
[[nodiscard]] ExponentialAverage integral_fluctuation_theorem(std::span<const double> total_entropy);

}  // namespace stochtherm
