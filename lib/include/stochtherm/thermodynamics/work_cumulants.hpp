#pragma once
/// Free-energy differences from the cumulants of the work.
///
/// Solves:       dF = sum_n k_n (-1/kT)^(n-1)/n! with the cumulants k_n of the work: <W> - Var W/(2 kT) + k_3/(6 kT^2) - ...
/// Scheme:       unbiased k-statistics to order 1, 2 or 3; standard error from each work value's influence on the sum.
/// Order:        statistical, 1/sqrt(n); the cut series is wrong by the first cumulant left out.
/// Exact for:    order 2: normal work (slow driving, or a dragged harmonic trap).
/// Cost:         two passes.
/// Use when:     the work is nearly normal: then order 2 is more precise than Jarzynski's average. Not when it is skewed; more orders
///               do not repair it, the series converges slowly if at all. Compare order 2 with order 3.
/// References:   jarzynski1997, hummer2001
/// Validated by: thermodynamics/free_energy_from_work

#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

/// dF at thermal energy kT (same unit), order 1 to 3.
[[nodiscard]] Estimate work_cumulants(std::span<const double> work, double kT, int order = 2);

}  // namespace stochtherm
