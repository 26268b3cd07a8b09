#pragma once
/// Means and standard deviations of the species of a network, from trajectories or from the master equation.

#include <cstdint>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/jump/formula_network.hpp>
#include <string>
#include <vector>

namespace stochtherm {

/// mean[s][i] and sd[s][i] of species s at time[i], i = 0 at the start.
struct NetworkMoments {
  std::vector<std::string> species;
  std::vector<double> time;
  std::vector<std::vector<double>> mean, sd;
  double lost_probability_bound = 0;  ///< of the truncated master equation; 0 from trajectories
  std::uint64_t events = 0;           ///< of all trajectories
  std::size_t states = 0;             ///< of the master equation
};

/// When to look: 0, every, 2 every, ... until.
struct Schedule {
  double until, every;
};

/// By trajectories.
///
/// Solves:       dP(n)/dt = sum_r a_r(n - nu_r) P(n - nu_r) - a_r(n) P(n), with events.
/// Scheme:       Gillespie's direct method: the next reaction after -ln(u1)/sum a, which one by u2; propensities are
///               computed anew where a variable of theirs has changed. Noise is named by trajectory and event.
/// Order:        exact in time; statistical, 1/sqrt(runs).
/// Exact for:    every network whose propensities do not depend on time between events. The same bits on any number of
///               threads.
/// Cost:         per event two uniforms (a third of a Threefry call), a logarithm and the formulas that changed.
/// Use when:     a network comes from a file, or has many species. Not when: few states hold all the probability and a
///               number without noise is wanted: master_moments.
/// References:   gillespie1977
/// Validated by: jump/network_formulas
struct NetworkRuns {
  std::size_t runs;
  Seed seed;
  unsigned threads = 0;
  std::uint64_t most_events = 1'000'000'000;  ///< of one trajectory; beyond: step_limit
  Progress progress = {};
};
[[nodiscard]] Solved<NetworkMoments> gillespie_moments(const FormulaNetwork& network, const Schedule& when,
                                                       const NetworkRuns& how);

/// By the master equation.
///
/// Solves:       the same equation, for P itself.
/// Scheme:       finite state projection: the states that can be reached from the start within so many reactions, with a
///               sink for what leaves them; the set grows where the sink takes more than its share of the tolerance, and the
///               interval is done again. Uniformisation in time.
/// Order:        none in time: a convergent series, cut off where what is left is below the tolerance.
/// Exact for:    closed networks. Else every P is too small, and by at most the stated bound in all: the bound is what is
///               missing from the sum (munsky2006).
/// Cost:         (fastest total rate) x time x (states x reactions) multiplications.
/// Use when:     few species and moderate numbers. Not when: the states do not fit in memory: gillespie_moments.
/// References:   munsky2006, jensen1953
/// Validated by: jump/network_formulas
struct Projection {
  double lost_probability = 1e-9;       ///< at most, over the whole time
  std::size_t most_states = 4'000'000;  ///< beyond: step_limit
  Progress progress = {};
};
[[nodiscard]] Solved<NetworkMoments> master_moments(const FormulaNetwork& network, const Schedule& when,
                                                    const Projection& how = {});

}  // namespace stochtherm
