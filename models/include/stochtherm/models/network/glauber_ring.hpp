#pragma once
/// Glauber's kinetic Ising chain, closed to a ring.
///
///   spin i flips at the rate (alpha/2) [1 - (gamma/2) s_i (s_{i-1} + s_{i+1})],   gamma = tanh 2K,   E/kT = -K sum s_i s_{i+1}
///
/// Symbols: K coupling over kT, alpha rate of attempts (1/time), s = +-1, N spins, state = the bits of a number, bit 1 for
/// s = +1. The rates obey detailed balance with the energy, in units of kT.
/// Closed forms: of the infinite chain, and of the ring in equilibrium. Refuse rings of fewer than 3 or more than 24 spins.
/// Source: Glauber, J. Math. Phys. 4, 294 (1963), key `glauber1963`.

#include <cstddef>
#include <stochtherm/core/generator.hpp>

namespace stochtherm::models {

struct GlauberRing {
  double K = 0.5;
  double alpha = 1;

  [[nodiscard]] Generator generator(std::size_t spins) const;
  [[nodiscard]] double gamma() const;
  /// <s>(t)/<s>(0) = e^{-alpha (1 - gamma) t}: of the infinite chain and of every ring, since the equation is linear.
  [[nodiscard]] double magnetisation_decay(double t) const;
  /// 1/(alpha (1 - gamma)): how long the magnetisation of the infinite chain lasts.
  [[nodiscard]] double relaxation_time() const;
  /// <s_0 s_r>(t) of the infinite chain that was at infinite temperature until t = 0: with h = tanh K and Bessel's I_n(2 alpha gamma t),
  /// h^r - e^{-2 alpha t} sum_{l>=1} h^l (I_{r-l} - I_{r+l}). For 0 <= K <= 5, r <= 1000 and alpha t <= 1000.
  [[nodiscard]] double quench_correlation(std::size_t r, double t) const;
  /// <s_0 s_r> of the infinite chain in equilibrium: tanh^r K.
  [[nodiscard]] double correlation(std::size_t r) const;
  /// <s_0 s_r> of a ring of N in equilibrium: (tanh^r K + tanh^{N-r} K)/(1 + tanh^N K).
  [[nodiscard]] double correlation(std::size_t r, std::size_t spins) const;
  /// ln Z of the ring: ln[(2 cosh K)^N + (2 sinh K)^N].
  [[nodiscard]] double log_partition(std::size_t spins) const;
};

}  // namespace stochtherm::models
