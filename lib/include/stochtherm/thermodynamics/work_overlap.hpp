#pragma once
/// Whether work values can carry a free energy: how much forward and reverse work overlap, and how biased Jarzynski's
/// average must be.
///
/// Solves:       two-sided: O = (1/n_F + 1/n_R) sum f(1 - f), f the acceptance of each work value at Bennett's dF: 1 where both
///               distributions agree, 0 where no forward work is ever seen in reverse; it is the second eigenvalue's
///               complement of the overlap matrix of two states, and Var dF = kT^2 (1/n_F + 1/n_R)(1/O - 1).
///               one-sided: O = effective samples/n of exp(-W/kT); bias of -kT ln<exp(-W/kT)>: kT s^2/(2 n m^2), m and s^2 mean
///               and variance of exp(-W/kT).
/// Scheme:       the sums. The bias is the first term of an expansion in 1/n, from the same values.
/// Order:        statistical.
/// Exact for:    none.
/// Cost:         one exponential a value.
/// Use when:     any free energy from work is to be believed: above 0.03 two-sided estimates are sound (klimovich2015); of
///               one-sided ones, O n is the number of values that carry the average. Not when a proof is wanted: work never seen is not
///               counted.
/// References:   bennett1976, shirts2003, klimovich2015, gore2003, kish1965
/// Validated by: thermodynamics/free_energy_from_work

#include <span>

namespace stochtherm {

/// In [0, 1], at the free energy difference dF.
[[nodiscard]] double work_overlap(std::span<const double> forward_work, std::span<const double> reverse_work,
                                  double kT, double dF);
/// In [1/n, 1]: the share of the values that carries Jarzynski's average.
[[nodiscard]] double work_overlap(std::span<const double> work, double kT);
/// By how much Jarzynski's dF is expected to be too large, in the unit of work; >= 0.
[[nodiscard]] double jarzynski_bias(std::span<const double> work, double kT);

}  // namespace stochtherm
