#pragma once
/// The books of an inference: what was thrown away, what was made up, how wrong that must be, and what it costs.
///
/// Solves:       a state X is inferred from data Y by a model q(x|y). discarded = H(X|Y), what the data no longer say;
///               filled_in = <D(p(x|y)||q(x|y))>, what the model says that the data do not; their sum is the mean surprise
///               -<ln q(x|y)>. Error of the best decision: Fano's bound from below, h(e) + e ln(M - 1) >= discarded, and
///               e <= 1 - exp(-discarded); of the decision by q: at most sqrt(2 filled_in) more.
///               Energy of handling N bits: eta kT N log2 N. Information rate at power P: P/kT nats a time for erasing, and
///               B ln[1 + P/(kT B)] through a channel of bandwidth B with thermal noise, which is less and tends to it.
/// Scheme:       sums; Fano's bound by bisection to 1e-15.
/// Order:        none.
/// Exact for:    any joint table.
/// Cost:         one logarithm a cell.
/// Use when:     the joint distribution of states and data is known. Not when an energy is to be predicted: eta is whatever the
///               technology is (1 to 10^5 and more).
/// References:   cover2006, feder1994, landauer1961, shannon1949
/// Validated by: thermodynamics/inference_cost

#include <span>
#include <stochtherm/information/discrete.hpp>
#include <vector>

namespace stochtherm {

struct InferenceCost {
  double discarded;       ///< H(X|Y), nats
  double filled_in;       ///< <D(p(x|y)||q(x|y))>, nats; infinite where the model excludes what happens
  double surprise;        ///< their sum, -<ln q(x|y)>
  double error_at_least;  ///< of any decision, by Fano
  double error_at_most;   ///< of the decision for the largest q(x|y)
  double error;           ///< of that decision, exactly; the first of equal ones is taken
};
/// Rows of p are the states x, columns the data y; model[x * y_states + y] = q(x|y), each column sums to 1.
[[nodiscard]] InferenceCost inference_cost(const JointDistribution& p, std::span<const double> model);
/// With the model q(x|y) = p(x|y): nothing filled in.
[[nodiscard]] InferenceCost inference_cost(const JointDistribution& p);
/// What is lost on X when y is replaced by map[y]: I(X;Y) - I(X;map(Y)) >= 0, nats.
[[nodiscard]] double information_discarded(const JointDistribution& p, std::span<const std::size_t> map,
                                           std::size_t map_states);

/// The least error e with h(e) + e ln(states - 1) >= conditional_entropy.
[[nodiscard]] double fano_bound(double conditional_entropy, std::size_t states);
/// eta kT N log2 N, in the unit of kT; 0 for one bit and fewer.
[[nodiscard]] double bit_handling_energy(double bits, double eta, double kT);
/// power/kT: the nats a time whose erasure this power can pay.
[[nodiscard]] double information_rate_limit(double power, double kT);
/// B ln[1 + power/(kT B)], nats a time.
[[nodiscard]] double information_rate_limit(double power, double kT, double bandwidth);

}  // namespace stochtherm
