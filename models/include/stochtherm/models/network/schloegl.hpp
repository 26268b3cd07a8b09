#pragma once
/// Schloegl's reactions: one species with two stable numbers of molecules, held away from equilibrium.
///
///   A + 2X <-> 3X (c1, c2),   B <-> X (c3, c4),   with n molecules of X in the volume V:
///   w1 = c1 a n (n-1)/V,   w2 = c2 n (n-1)(n-2)/V^2,   w3 = c3 b V,   w4 = c4 n.
///
/// Symbols: a, b concentrations of A and B, held fixed; n number of molecules; w propensities (1/time). Each reaction pair is
/// a reservoir of its own: "A", "B". One turn A -> X -> B gives the surroundings the affinity ln[c1 c4 a/(c2 c3 b)].
/// Refuses rates, concentrations or volumes that are not positive.
/// Sources: Schloegl, Z. Phys. 253, 147 (1972), key `schloegl1972`; Vellela & Qian, J. R. Soc. Interface 6, 925 (2009), key
/// `vellela2009`.

#include <cstddef>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm::models {

struct Schloegl {
  double volume = 10;
  double c1 = 3, c2 = 0.6, c3 = 0.25, c4 = 2.95;
  double a = 1, b = 1;

  /// n = 0 ... most, closed at `most`.
  [[nodiscard]] Generator generator(std::size_t most) const;
  [[nodiscard]] double affinity() const;
  /// p(n) from the balance of each pair of neighbours, p(n+1)/p(n) = (w1 + w3)(n)/(w2 + w4)(n+1).
  [[nodiscard]] std::vector<double> stationary(std::size_t most) const;
  /// Turns A -> X -> B per time in the stationary state, sum (w3(n) p(n) - w4(n+1) p(n+1)) of what B brings, negated.
  [[nodiscard]] double turns(std::size_t most) const;
  /// The fixed points of the rate equation, as concentrations.
  [[nodiscard]] std::vector<double> deterministic_states() const;
};

}  // namespace stochtherm::models
