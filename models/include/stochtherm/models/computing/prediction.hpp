#pragma once
/// A memory of one bit that follows a signal: what it remembers but cannot use to predict is dissipated.
///
/// The signal s in {0, 1} flips with probability q at each step. Before the step the memory m has relaxed in the field of
/// s, with energy 0 for m = s and Delta for m != s, to m != s with probability e = 1/(1 + e^{Delta/kT}). The signal's
/// step at fixed m does the work W = E(m, s') - E(m, s), and, since the memory's distribution given the signal is no
/// longer in equilibrium, the free energy it costs is not all W:
///   <W> - dF = kT (I(m; s) - I(m; s'))
///
/// Symbols: q flip probability, e copy error, kT thermal energy; information in nats. All results are sums over the
/// eight states (s, m, s'). They refuse probabilities that are not in [0, 1] (e strictly inside) and kT that is not
/// positive.
/// Source: Still, Sivak, Bell & Crooks, Phys. Rev. Lett. 109, 120604 (2012), key `still2012`.

#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct PredictiveMemory {
  double flip = 0.1;        ///< q
  double copy_error = 0.1;  ///< e
  Temperature T{1.0};

  /// Delta = kT ln((1 - e)/e).
  [[nodiscard]] double energy_gap() const;
  /// I(m; s).
  [[nodiscard]] double memory() const;
  /// I(m; s'), s' the next signal.
  [[nodiscard]] double predictive_power() const;
  /// <W> of one signal step, on the memory.
  [[nodiscard]] double mean_work() const;
  /// Change of the memory's non-equilibrium free energy, <E> - kT H(m | signal), in that step.
  [[nodiscard]] double free_energy_change() const;
  /// <W> less that change.
  [[nodiscard]] double dissipated_work() const;
};

}  // namespace stochtherm::models
