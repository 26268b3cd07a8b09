#pragma once
/// Joint tables without any symmetry, by name.

#include <cstdint>
#include <stochtherm/information/joint_table.hpp>
#include <stochtherm/random/normal.hpp>
#include <utility>
#include <vector>

namespace stochtherm::validation {

/// Uniform numbers to the power of 3, about `zeros` of them 0, normalised.
inline JointTable random_table(Seed seed, std::uint64_t number, std::vector<std::size_t> states,
                               double zeros = 0) {
  std::size_t cells = 1;
  for (std::size_t s : states) cells *= s;
  std::vector<double> masses(cells);
  double total = 0;
  for (std::size_t i = 0; i < cells; ++i) {
    const auto u = [&](std::uint64_t draw) {
      return random::uniform(seed, random::Stream::data, i, number, draw);
    };
    masses[i] = u(0) < zeros ? 0 : u(1) * u(1) * u(1);
    total += masses[i];
  }
  for (double& m : masses) m /= total;
  return {std::move(states), std::move(masses)};
}

}  // namespace stochtherm::validation
