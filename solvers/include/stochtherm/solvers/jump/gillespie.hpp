#pragma once
/// Exact trajectories of reaction networks, and leaps.

#include <cstdint>
#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/jump/reactions.hpp>
#include <vector>

namespace stochtherm {

/// What to run. There is no default duration, number or seed.
struct ReactionRun {
  double duration;
  std::size_t trajectories;
  Seed seed;
  std::uint64_t first_trajectory = 0;  ///< trajectory k alone has the bits it has within any ensemble
  unsigned threads = 0;                ///< 0: all. Never changes a bit of the result.
  std::vector<double> record{};        ///< times at which to look, in order; the end is always looked at
  std::uint64_t most_events = 1'000'000'000;  ///< of one trajectory; beyond: step_limit
  bool entropy = false;  ///< keep the entropy that each trajectory gives to the surroundings
  Progress progress = {};
};

/// What came out: counts[i][s][k] of species s in trajectory k at time[i], the last one the end.
struct ReactionEnsemble {
  std::vector<double> time;
  std::vector<std::vector<std::vector<double>>> counts;
  std::vector<double> events;  ///< per trajectory
  std::vector<double>
      entropy;  ///< sum of ln a_r(n)/a_reverse(n') over the events, nats; empty unless asked for
};

/// The direct method.
///
/// Solves:       dP(n)/dt = sum_r a_r(n - nu_r) P(n - nu_r) - a_r(n) P(n).
/// Scheme:       Gillespie's: the next event after -ln(u1)/sum a; which, by u2 sum a in the cumulative propensities. Eight or
///               more trajectories stand side by side in the lanes of a pack, each with its own time; one that has ended makes
///               room for the next. Noise is named by trajectory and event: three events to a call of Threefry.
/// Order:        exact; statistical, 1/sqrt(trajectories).
/// Exact for:    any network with mass action. The same bits on any number of threads, any instruction set, alone or in an
///               ensemble.
/// Cost:         bench/jump.cpp: nanoseconds per event.
/// Use when:     reactions are few and their rates comparable. Not when: hundreds of reactions (NextReaction, Rejection), or
///               numbers so large that single events do not matter (TauLeaping).
/// References:   gillespie1977
/// Validated by: jump/exact_simulation, jump/schloegl_trajectories
struct Direct {};

/// Gibson and Bruck's next-reaction method.
///
/// Solves:       the same.
/// Scheme:       every reaction has its next time, in an indexed heap; after an event only those whose propensity has changed
///               are rescaled, t + (a_old/a_new)(t_r - t), and none drawn anew but the one that happened.
/// Order:        exact.
/// Exact for:    any network with mass action.
/// Cost:         per event the logarithm of the number of reactions, one uniform.
/// Use when:     reactions are many and each event touches few. Not when: few reactions (Direct).
/// References:   gibson2000
/// Validated by: jump/exact_simulation
struct NextReaction {};

/// Rejection-based simulation.
///
/// Solves:       the same.
/// Scheme:       propensities are bounded over a band of counts, n (1 +- fraction); candidates are drawn from the bounds and
///               accepted with a/a_bound; bounds are computed anew only when a count leaves its band.
/// Order:        exact.
/// Exact for:    any network with mass action.
/// Cost:         per candidate three uniforms, and one propensity, often none; the acceptance is about (1 - fraction)^m.
/// Use when:     propensities are dear. Not when: counts are near 0, where bands are narrow.
/// References:   thanh2014
/// Validated by: jump/exact_simulation
struct Rejection {
  double fraction = 0.1;
};

/// Explicit tau-leaping.
///
/// Solves:       the same, approximately.
/// Scheme:       in a leap of tau each reaction happens a Poisson number of times at its propensity at the start; tau so that
///               no propensity is expected to change by more than epsilon of itself (Cao, Gillespie & Petzold); reactions
///               within ten events of running out happen one by one, at most one in a leap; a leap that would make a count
///               negative is halved and drawn anew. Where a leap would hold fewer than ten events, the direct method.
/// Order:        1 in epsilon.
/// Exact for:    nothing; as epsilon -> 0.
/// Cost:         one Poisson number per reaction and leap.
/// Use when:     counts are large and means matter. Not when: small counts decide.
/// References:   cao2006
/// Validated by: jump/exact_simulation
struct TauLeaping {
  double epsilon = 0.03;
};

[[nodiscard]] Solved<ReactionEnsemble> simulate(const ReactionNetwork& network,
                                                const std::vector<std::int64_t>& initial,
                                                const ReactionRun& run, Direct = {});
[[nodiscard]] Solved<ReactionEnsemble> simulate(const ReactionNetwork& network,
                                                const std::vector<std::int64_t>& initial,
                                                const ReactionRun& run, NextReaction);
[[nodiscard]] Solved<ReactionEnsemble> simulate(const ReactionNetwork& network,
                                                const std::vector<std::int64_t>& initial,
                                                const ReactionRun& run, Rejection);
[[nodiscard]] Solved<ReactionEnsemble> simulate(const ReactionNetwork& network,
                                                const std::vector<std::int64_t>& initial,
                                                const ReactionRun& run, TauLeaping);

}  // namespace stochtherm
