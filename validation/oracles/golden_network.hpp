#pragma once
/// A network of four states without symmetry, driven, all pairs joined.

#include <cmath>
#include <cstdint>
#include <stochtherm/core/generator.hpp>

namespace stochtherm::validation {

/// The rate from state j to state i.
inline double golden_rate(std::uint32_t i, std::uint32_t j) {
  return std::exp(0.5 * std::sin(1.0 + 3 * i + 2 * j) + 0.3 * std::cos(2.0 * i - j));
}
inline Generator golden_network() {
  Generator g{.states = 4};
  for (std::uint32_t i = 0; i < 4; ++i)
    for (std::uint32_t j = i + 1; j < 4; ++j) g.links.push_back({i, j, golden_rate(j, i), golden_rate(i, j)});
  return g;
}

}  // namespace stochtherm::validation
