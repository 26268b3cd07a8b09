#pragma once
/// When a set of states is reached first, and which of two.
///
/// Solves:       L^T tau_m = -m tau_{m-1} outside the targets, tau_0 = 1, tau_m = 0 on them: tau_m = <T^m> from each state;
///               L^T h = 0 outside A and B, h = 1 on A, 0 on B: the probability of A before B (the committor).
/// Scheme:       elimination without subtraction; every target, and every exit, is where a walker is killed.
/// Order:        direct.
/// Exact for:    every entry to a small multiple of n eps, relatively: mean times of 10^200 too.
/// Cost:         one factorisation, one solve for each moment.
/// Use when:     the process is a generator. Not when: a smooth potential in one dimension is meant, and quadrature does it
///               (mean_first_passage_time).
/// References:   gardiner2009, grassmann1985
/// Validated by: jump/first_passage

#include <cstdint>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// moments[m - 1][i] = <T^m> from state i, m = 1..order. Exits are targets too. Refuses where some state cannot reach a
/// target (its time would be infinite), naming it; ill_conditioned where it can, but not within the range of a double.
[[nodiscard]] Solved<std::vector<std::vector<double>>> first_passage_moments(
    const Generator& generator, std::span<const std::uint32_t> targets, std::size_t order = 1);
/// Probability of reaching A before B (and before any exit), from each state.
[[nodiscard]] Solved<std::vector<double>> splitting_probability(const Generator& generator,
                                                                std::span<const std::uint32_t> A,
                                                                std::span<const std::uint32_t> B);

}  // namespace stochtherm
