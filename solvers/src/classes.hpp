#pragma once
/// Which states communicate.

#include <cstdint>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm::detail {

/// Strongly connected classes of states (Tarjan). A class is closed when no transition leads out of it, exits included.
struct Classes {
  std::vector<std::uint32_t> of;  ///< class of each state
  std::vector<char> closed;       ///< by class
};
[[nodiscard]] Classes classes(const Generator& generator);

/// For each state whether some target can be reached from it.
[[nodiscard]] std::vector<char> can_reach(const Generator& generator, const std::vector<char>& target);

}  // namespace stochtherm::detail
