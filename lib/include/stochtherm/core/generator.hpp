#pragma once
/// Markov generators. A Fokker-Planck operator on a 1-D grid and a linear or ring-shaped network are the same
/// object.

#include <cstddef>
#include <vector>

namespace stochtherm {

/// Rates between neighbours on a line or a ring of n states: dp_i/dt = sum of what comes in less what goes
/// out. On a line up[n-1] and down[0] are rates OUT of the system (absorption); on a ring they lead round.
struct ChainGenerator {
  std::vector<double> up;    ///< rate i -> i+1, 1/time
  std::vector<double> down;  ///< rate i -> i-1, 1/time
  bool ring = false;

  [[nodiscard]] std::size_t size() const { return up.size(); }
  /// Probability leaves the system somewhere.
  [[nodiscard]] bool absorbing() const { return !ring && (up.back() > 0 || down.front() > 0); }
  /// Refuses negative or non-finite rates, unequal lengths and fewer than three states.
  void check() const;
};

}  // namespace stochtherm
