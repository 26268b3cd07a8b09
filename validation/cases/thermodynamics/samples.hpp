#pragma once
/// Columns of independent numbers, by name.

#include <cstddef>
#include <cstdint>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/validation/case.hpp>
#include <vector>

namespace stochtherm::validation {

/// Standard normal number `draw` of trajectory i.
inline double normal(const Effort& effort, std::size_t i, std::uint64_t component, std::uint64_t draw = 0) {
  return random::normal(effort.seed, random::Stream::data, i, component, draw);
}
inline double uniform(const Effort& effort, std::size_t i, std::uint64_t component, std::uint64_t draw = 0) {
  return random::uniform(effort.seed, random::Stream::data, i, component, draw);
}

inline std::vector<double> normals(const Effort& effort, std::size_t n, double mean, double sigma,
                                   std::uint64_t component, std::uint64_t draw = 0) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = mean + sigma * normal(effort, i, component, draw);
  return x;
}

}  // namespace stochtherm::validation
