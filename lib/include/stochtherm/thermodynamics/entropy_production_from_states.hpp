#pragma once
/// Entropy production of a steady state from a path of discrete states, by how much likelier it is than its reverse.
///
/// Solves:       words of m + 1 states and their reverses, D_m = sum p(w) ln[p(w)/p(reversed w)]:
///               sigma_m = (D_m - D_(m-1))/dt, the rate for a path that remembers m states (D_0 = 0).
///               Waiting times: of the jumps i -> j -> k with the time t spent in j,
///               sigma = [sum p(i,j,k,t) ln p(i,j,k,t)/p(k,j,i,t) - sum p(i,j) ln p(i,j)/p(j,i)]/<t>: the affinities of the
///               jumps, and the difference of waiting times on the way there and back.
/// Scheme:       of n words and m reverses: n psi(n) - n psi(m+1) - m psi(n+1) + m psi(m), whose mean over Poisson numbers of
///               means a and b is (a-b) ln(a/b) + (a-b)[E_1(a) - E_1(b)]: no bias but an exponentially small one, from below,
///               and none of a word that was never seen backwards. Waiting times fall into `bins` of equal number for each j.
///               Markov order by rule: raised from 1 while sigma_m grows by more than two of the growth's standard errors.
/// Order:        statistical, 1/sqrt(time).
/// Exact for:    plugin: Markov networks in which every state is seen and dt is short compared with every stay. Else a lower
///               bound: lumped states, hidden states and coarse dt lose dissipation and make none. Waiting times: lumped states
///               from which every way out was seen (second-order semi-Markov), where the bound is above the plugin.
/// Cost:         a hash a word; memory by the number of words.
/// Use when:     the states are few and seen often. Not when most words were seen once or twice: the estimate is then near 0
///               whatever the truth.
/// References:   roldan2010, roldan2012, martinez2019, schnakenberg1976
/// Validated by: information/entropy_production_estimators
///
/// Standard errors from each word's part in the sum, along the path with its memory.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

/// Of a path sampled every dt.
[[nodiscard]] Estimate plugin_entropy_production(std::span<const std::uint32_t> states, double dt);

struct MarkovEntropyProduction {
  Estimate rate;
  std::size_t order;  ///< how many states the path was taken to remember
};
/// sigma_m for one order m >= 1.
[[nodiscard]] Estimate markov_entropy_production(std::span<const std::uint32_t> states, double dt,
                                                 std::size_t order);
/// The order by the rule above, at most `highest`.
[[nodiscard]] MarkovEntropyProduction markov_entropy_production_by_rule(std::span<const std::uint32_t> states,
                                                                        double dt, std::size_t highest = 4);

/// A lower bound from jumps and the times between them.
[[nodiscard]] Estimate waiting_time_entropy_production(std::span<const std::uint32_t> states, double dt,
                                                       std::size_t bins = 8);

}  // namespace stochtherm
