#pragma once
/// How often a neuron should fire, if bits are to be cheap.
///
/// In each time window it fires with probability p. A window costs 1 if it rests and r > 1 if it fires, and carries H(p) if what it says
/// is read without error. H(p)/[1 + (r - 1) p] is largest where
///   p = (1 - p)^r,
/// (set the derivative to zero: everything but r ln(1-p) = ln p cancels), and is then -ln(1 - p) nats per unit of cost: spikes that
/// cost more must be rarer. With errors (a false spike where it rested, probability `false_alarm`; a spike missed, `miss`) the
/// information is that of the binary channel, I = H(Y) - H(Y|X), and the optimum is found numerically.
/// Source: Levy & Baxter, Neural Comput. 8, 531 (1996), key `levy1996`.

namespace stochtherm::models {

struct BinaryErrors {
  double false_alarm = 0, miss = 0;
};

struct FiringEconomy {
  double probability;  ///< of a spike per window
  double information;  ///< nats per window
  double cost;         ///< in units of a resting window
  [[nodiscard]] double nats_per_cost() const { return information / cost; }
};

/// I(X;Y) in nats per window when a spike is sent with probability p.
[[nodiscard]] double spike_information(double probability, BinaryErrors errors = {});
/// At a probability that is given.
[[nodiscard]] FiringEconomy firing_economy(double probability, double cost_ratio, BinaryErrors errors = {});
/// At the probability that makes nats per cost largest. cost_ratio r > 1; false_alarm + miss < 1.
[[nodiscard]] FiringEconomy optimal_firing(double cost_ratio, BinaryErrors errors = {});

}  // namespace stochtherm::models
