#pragma once
/// Fundamental cycles, their affinities and currents.
///
/// Solves:       with a spanning tree of the network every other link (chord) closes one cycle; its affinity is the sum of
///               ln(rate along/rate against) around it, its current the net current of the chord, and in a stationary state
///               sum of current times affinity = entropy production.
/// Scheme:       breadth-first tree from state 0 over the links in their order. Of several links between two states one may
///               be in the tree; the others are chords of two-link cycles.
/// Order:        direct.
/// Exact for:    any connected network, to rounding.
/// Cost:         O(links x length of a cycle).
/// Use when:     one asks what drives a network. The choice of cycles is not unique; currents and affinities depend on it,
///               their sum does not. Not when: a link has no way back (refused).
/// References:   schnakenberg1976, hill1989
/// Validated by: jump/cycles_and_affinities

#include <cstddef>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm {

struct Cycle {
  std::size_t chord;  ///< index of the link that closes it, walked from -> to
  /// All links of the cycle and the sense in which they are walked: +1 from -> to, -1 back. The chord first.
  std::vector<std::pair<std::size_t, int>> links;
  std::vector<std::uint32_t> states;  ///< in order, beginning with the chord's `from`
  double affinity;                    ///< nats
};

/// Refuses a network in parts, and a link without a way back.
[[nodiscard]] std::vector<Cycle> fundamental_cycles(const Generator& generator);
/// The net current of the cycle's chord.
[[nodiscard]] double cycle_current(const Generator& generator, const Cycle& cycle, std::span<const double> p);

}  // namespace stochtherm
