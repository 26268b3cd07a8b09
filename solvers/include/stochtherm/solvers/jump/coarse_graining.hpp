#pragma once
/// What is left of a network when states cannot be told apart.
///
/// Solves:       P_A = sum_{i in A} p_i; rates A -> B by reservoir sum_{i in A, j in B} k_ij p_i/P_A.
/// Scheme:       sums.
/// Order:        direct.
/// Exact for:    the masses, currents between lumps and their mean energies at that p. Not for the dynamics, unless the
///               lumps are in equilibrium within: the lumped process remembers.
/// Cost:         one pass over the links.
/// Use when:     one asks what an observer sees. The entropy production of the lumps is never above the true one: by the
///               log-sum inequality the difference, what is hidden, is not negative. Not when: the lumped dynamics is to be followed in time.
/// References:   esposito2012, rahav2007
/// Validated by: jump/coarse_graining

#include <cstdint>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm {

/// lump[i] is the lump of state i, numbered from 0 without gaps. The lumps' internal entropy is that of their members at p.
[[nodiscard]] Generator coarse_grained(const Generator& generator, std::span<const double> p,
                                       std::span<const std::uint32_t> lump);
/// P_A.
[[nodiscard]] std::vector<double> lumped(std::span<const double> p, std::span<const std::uint32_t> lump);

}  // namespace stochtherm
