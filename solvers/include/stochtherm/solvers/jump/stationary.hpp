#pragma once
/// The stationary state of any generator.
///
/// Solves:       L p = 0, sum p = 1.
/// Scheme:       the closed classes of states by depth-first search; Grassmann-Taksar-Heyman elimination on the sparse graph,
///               states of small degree first. States that are left for good get 0.
/// Order:        direct.
/// Exact for:    every mass to a small multiple of n eps, relatively, however stiff the rates: nothing is subtracted. Masses
///               that differ by more than a double can hold keep their ratios until the last division.
/// Cost:         on a chain O(n); on a grid of n cells in two dimensions about n^1.4 (measured, bench/generator.cpp); dense
///               networks n^3. The memory is what elimination fills in.
/// Use when:     always. Not when the fill does not fit in memory (three-dimensional grids beyond some 40^3): distributed.
/// References:   grassmann1985, ocinneide1993, amestoy1996
/// Validated by: jump/stationary_states

#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// Refuses a generator that loses probability. Where the state is not unique, because two sets of states cannot be left,
/// the outcome is ill_conditioned and the sentence names a state of each. `stats().residual` is the largest |dp/dt| over
/// the largest flux.
[[nodiscard]] Solved<std::vector<double>> stationary(const Generator& generator);

}  // namespace stochtherm
