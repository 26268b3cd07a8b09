#pragma once
/// Entropies and divergences of discrete distributions, in nats.
///
/// Solves:       H(p) = -sum p ln p,  KL(p||q) = sum p ln(p/q),  JS_w = w KL(p||m) + (1-w) KL(q||m), m = w p + (1-w) q,
///               I(X;Y) = KL(p(x,y) || p(x) p(y)),  H(X|Y) = -sum p(x,y) ln p(x|y).
/// Scheme:       KL is summed as p (d - ln(1 + d)) with d = q/p - 1. Over normalised p and q the linear parts cancel,
///               and the rounding of their sums enters squared only. Every term is >= 0, so the divergence of equal
///               distributions is exactly 0 and that of nearly equal ones keeps its relative accuracy, where
///               sum p ln(p/q) returns rounding of either sign. Pairwise sums.
/// Order:        none, finite sums.
/// Exact for:    any distribution, to rounding: relative error of order eps log2(n) for each of the divergences.
/// Cost:         one pass that checks and one that sums; at most one logarithm per state (two for Jensen-Shannon);
///               no allocation, except for the marginals of a joint table.
/// Use when:     the probabilities are known. Not when they are counts from a sample: plugging in frequencies
///               underestimates H by about (states - 1)/(2 samples).
/// References:   shannon1948, kullback1951, lin1991, cover2006
/// Validated by: information/discrete_divergences, information/jensen_shannon_bounds,
///               information/mutual_information_gates
///
/// Input: masses, finite and not negative, that sum to 1 within `normalisation_tolerance`; anything else is refused,
/// nothing is rescaled in silence.

#include <cstddef>
#include <span>
#include <stochtherm/constants.hpp>
#include <vector>

namespace stochtherm {

/// How far a sum of probabilities may lie from 1. Loose enough for numbers read from a file with ten digits and for
/// ten million rounding errors in a row, tight enough to catch a forgotten state or a percentage.
inline constexpr double normalisation_tolerance = 1e-9;

/// Nats to bits.
[[nodiscard]] constexpr double bits(double nats) { return nats / constants::ln2; }
/// Bits to nats.
[[nodiscard]] constexpr double nats(double bits) { return bits * constants::ln2; }

/// -sum p ln p: 0 for a certain outcome, ln n for n equal ones.
[[nodiscard]] double shannon_entropy(std::span<const double> p);
/// -sum p ln q = H(p) + KL(p||q); +infinity where p > 0 and q = 0.
[[nodiscard]] double cross_entropy(std::span<const double> p, std::span<const double> q);
/// sum p ln(p/q) >= 0; +infinity where p > 0 and q = 0.
[[nodiscard]] double kullback_leibler(std::span<const double> p, std::span<const double> q);
/// Jensen-Shannon divergence with weight w of p in the mixture; 0 <= JS <= -w ln w - (1-w) ln(1-w), so at most ln 2
/// for w = 1/2. Always finite; its square root is a metric for w = 1/2 (endres2003).
[[nodiscard]] double jensen_shannon(std::span<const double> p, std::span<const double> q,
                                    double weight_of_p = 0.5);

/// A joint distribution p(x, y) as a table, row x, column y. Immutable.
class JointDistribution {
 public:
  /// `masses[x * y_states + y]`.
  JointDistribution(std::size_t x_states, std::size_t y_states, std::vector<double> masses);
  /// p(x) p(y).
  static JointDistribution independent(std::span<const double> p_x, std::span<const double> p_y);
  /// x drawn from p, y = map[x] without noise. y counts `y_states` states, each map value lies below it.
  static JointDistribution function_of(std::span<const double> p_x, std::span<const std::size_t> map,
                                       std::size_t y_states);
  /// A fair or biased bit X and its copy Y, wrong with probability `error`: the binary symmetric channel.
  static JointDistribution noisy_copy(double p_one, double error);

  [[nodiscard]] std::size_t x_states() const { return x_states_; }
  [[nodiscard]] std::size_t y_states() const { return y_states_; }
  [[nodiscard]] double operator()(std::size_t x, std::size_t y) const { return masses_[x * y_states_ + y]; }
  [[nodiscard]] std::span<const double> masses() const { return masses_; }
  [[nodiscard]] const std::vector<double>& marginal_x() const { return p_x_; }
  [[nodiscard]] const std::vector<double>& marginal_y() const { return p_y_; }

  [[nodiscard]] double entropy() const;             ///< H(X,Y)
  [[nodiscard]] double entropy_x() const;           ///< H(X)
  [[nodiscard]] double entropy_y() const;           ///< H(Y)
  [[nodiscard]] double entropy_x_given_y() const;   ///< H(X|Y) >= 0
  [[nodiscard]] double entropy_y_given_x() const;   ///< H(Y|X) >= 0
  [[nodiscard]] double mutual_information() const;  ///< I(X;Y) >= 0

 private:
  std::size_t x_states_, y_states_;
  std::vector<double> masses_, p_x_, p_y_;
};

}  // namespace stochtherm
