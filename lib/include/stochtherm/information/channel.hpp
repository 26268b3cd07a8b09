#pragma once
/// How much a channel can carry, and how much a source makes, in nats per use.
///
/// Solves:       C = max over p(x) of I(X;Y) for given p(y|x); with a price e(x) per use, the most of I(X;Y) - s <e>;
///               entropy rate h = -sum pi_i P_ij ln P_ij of a Markov chain.
/// Scheme:       Blahut-Arimoto: p(x) <- p(x) exp[D(p(y|x)||p(y)) - s e(x)]/Z, with steps that grow while the capacity rises.
///               ln Z <= C <= max_x [D(p(y|x)||p(y)) - s e(x)] at every step: `stats().residual` is the gap.
/// Order:        linear; sublinear where an input that the best p leaves out is nearly as good as the others.
/// Exact for:    any finite channel, to the gap, 1e-12 unless the step limit is met.
/// Cost:         inputs x outputs logarithms a step.
/// Use when:     the channel has no memory. Not for channels with feedback to their own state.
/// References:   blahut1972, arimoto1972, matz2004, cover2006
/// Validated by: information/channel_capacity

#include <span>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// p(y|x), a row for each input, rows sum to 1.
using ConditionalTable = std::vector<std::vector<double>>;

struct ChannelCapacity {
  double capacity;            ///< nats per use
  std::vector<double> input;  ///< the p(x) that reaches it
  double price;               ///< <e> at that p(x); 0 where nothing has a price
};

[[nodiscard]] Solved<ChannelCapacity> channel_capacity(const ConditionalTable& channel);
/// The point of the curve capacity(price) at which another unit of price buys `exchange` nats more. prices e(x) >= 0.
[[nodiscard]] Solved<ChannelCapacity> channel_capacity(const ConditionalTable& channel,
                                                       std::span<const double> prices, double exchange);
/// I(X;Y) for this input.
[[nodiscard]] double information_rate(const ConditionalTable& channel, std::span<const double> input);
/// Of the stationary chain with transition probabilities P[i][j] from i to j, in nats per step; the stationary masses are
/// found by elimination and must be unique.
[[nodiscard]] double entropy_rate(const ConditionalTable& transitions);

}  // namespace stochtherm
