#pragma once
/// A receptor that is on or off, and a molecule that it switches: the least network that senses.
///
///   receptor off <-> on with k_on, k_off;   X -> X* at a_r, X* -> X at b_r, r the receptor's state
///
/// Symbols: rates in 1/time; state 2 r + x, r = 1 for on, x = 1 for X*. The one cycle has the affinity ln(a1 b0/b1 a0):
/// where it is 0, X is independent of the receptor.
/// Refuses rates that are not positive.
/// Sources: Mehta & Schwab, PNAS 109, 17978 (2012), key `mehta2012`; Lang et al., PRL 113, 148103 (2014), key `lang2014`.

#include <array>
#include <cmath>
#include <cstddef>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/generator.hpp>

namespace stochtherm::models {

struct Receptor {
  double k_on = 1, k_off = 1;
  double a1 = 1, b1 = 0.1, a0 = 0.1, b0 = 1;

  [[nodiscard]] Generator generator() const {
    for (double rate : {k_on, k_off, a1, b1, a0, b0})
      require_positive(rate, "rates must be positive", "rate", "Receptor");
    return {.states = 4, .links = {{0, 2, k_on, k_off}, {1, 3, k_on, k_off}, {0, 1, a0, b0}, {2, 3, a1, b1}}};
  }
  [[nodiscard]] double affinity() const { return std::log(a1 * b0) - std::log(b1 * a0); }

  struct Labels {
    std::array<std::size_t, 4> receptor, output;
  };
  [[nodiscard]] static Labels labels() { return {{0, 0, 1, 1}, {0, 1, 0, 1}}; }
};

}  // namespace stochtherm::models
