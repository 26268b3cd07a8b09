#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/core/error.hpp>

#include "formula_state.hpp"
#include "jump_noise.hpp"
#include "tiles.hpp"

namespace stochtherm {
namespace {

/// Which propensities to compute anew after a reaction (or after an event: all).
std::vector<std::vector<std::uint32_t>> dependents(const FormulaNetwork& network) {
  std::vector<std::vector<std::uint32_t>> of(network.reactions.size());
  for (std::size_t i = 0; i < of.size(); ++i)
    for (std::uint32_t j = 0; j < network.reactions.size(); ++j)
      if (std::any_of(
              network.reactions[i].change.begin(), network.reactions[i].change.end(),
              [&](const auto& c) { return c.second != 0 && network.reactions[j].propensity.uses(c.first); }))
        of[i].push_back(j);
  return of;
}

/// One trajectory through all times; `look(i, values)` at time i. Returns its number of reactions, or more than allowed.
template <class Look>
std::uint64_t run_one(const FormulaNetwork& network,
                      const std::vector<std::vector<std::uint32_t>>& dependents_of,
                      const std::vector<double>& times, const std::vector<std::size_t>& timed,
                      std::uint64_t most_events, detail::JumpNoise noise, Look look) {
  auto values = detail::initial_values(network);
  std::vector<double> a(network.reactions.size()), before;
  const auto compute_all = [&] {
    for (std::size_t r = 0; r < a.size(); ++r) a[r] = detail::propensity(network, r, values);
  };
  compute_all();
  std::uint64_t events = 0;
  double t = 0;
  std::size_t next_look = 0, next_timed = 0;
  // Nothing remembers the past: after a look or an event the waiting time is drawn anew.
  while (next_look < times.size()) {
    const double total = std::accumulate(a.begin(), a.end(), 0.0);
    const double wait = total > 0 ? -simd::log(simd::Double<1>(noise.next()))[0] / total
                                  : std::numeric_limits<double>::infinity();
    const double timed_at = next_timed < timed.size() ? *network.events[timed[next_timed]].time
                                                      : std::numeric_limits<double>::infinity();
    const double reaction_at = t + wait;
    while (next_look < times.size() && times[next_look] < std::min(reaction_at, timed_at))
      look(next_look++, values);
    if (next_look == times.size()) break;
    if (timed_at <= reaction_at) {
      t = timed_at;
      before = values;
      detail::happen(network.events[timed[next_timed++]], network, values);
      detail::trigger(network, before, values);
      compute_all();
      continue;
    }
    t = reaction_at;
    if (++events > most_events) break;
    double left = noise.next() * total;
    std::size_t r = 0;
    while (r + 1 < a.size() && (left -= a[r]) >= 0) ++r;
    while (a[r] == 0 && r > 0) --r;  // rounding may have run past the last one that can happen
    if (network.events.empty()) {
      detail::react(network, r, values);
      for (std::uint32_t j : dependents_of[r]) a[j] = detail::propensity(network, j, values);
    } else {
      before = values;
      detail::react(network, r, values);
      if (detail::trigger(network, before, values))
        compute_all();
      else
        for (std::uint32_t j : dependents_of[r]) a[j] = detail::propensity(network, j, values);
    }
  }
  return events;
}

}  // namespace

Solved<NetworkMoments> gillespie_moments(const FormulaNetwork& network, const Schedule& when,
                                         const NetworkRuns& how) {
  detail::require_valid(network, when);
  require(how.runs >= 1, "there must be at least one run", "runs", 0.0);
  const std::size_t species = network.species;
  const auto times = detail::times_of(when);
  const auto timed = detail::timed_events(network);
  const auto dependents_of = dependents(network);
  constexpr std::size_t tile_size = 64;
  const std::size_t tiles = (how.runs + tile_size - 1) / tile_size, columns = species * times.size();
  // Deviations from the first trajectory: sums of their squares lose nothing to a large mean.
  std::vector<double> origin(columns);
  run_one(network, dependents_of, times, timed, how.most_events, detail::JumpNoise(how.seed, 0),
          [&](std::size_t i, const std::vector<double>& values) {
            for (std::size_t s = 0; s < species; ++s) origin[s * times.size() + i] = values[s + 1];
          });
  std::vector<std::vector<double>> sums(tiles), squares(tiles);
  std::vector<std::uint64_t> events(tiles);
  std::vector<char> complete(tiles);
  ProgressReporter report(how.progress);
  const auto one_tile = [&](std::size_t tile) {
    auto& sum = sums[tile];
    auto& square = squares[tile];
    sum.assign(columns, 0), square.assign(columns, 0);
    bool good = true;
    for (std::size_t k = tile * tile_size; k < std::min(how.runs, (tile + 1) * tile_size); ++k) {
      const auto did =
          run_one(network, dependents_of, times, timed, how.most_events, detail::JumpNoise(how.seed, k),
                  [&](std::size_t i, const std::vector<double>& values) {
                    for (std::size_t s = 0; s < species; ++s) {
                      const std::size_t c = s * times.size() + i;
                      const double d = values[s + 1] - origin[c];
                      sum[c] += d, square[c] += d * d;
                    }
                  });
      events[tile] += did;
      good = good && did <= how.most_events;
    }
    complete[tile] = good;
  };
  detail::for_each_tile(
      tiles, how.threads,
      [&](std::size_t done) { return report(static_cast<double>(done) / static_cast<double>(tiles)); },
      one_tile);

  NetworkMoments result;
  for (std::size_t s = 0; s < species; ++s) result.species.push_back(network.variables[s + 1].name);
  result.time = times;
  result.mean.assign(species, std::vector<double>(times.size()));
  result.sd = result.mean;
  bool all = true, within = true;
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    all = all && !sums[tile].empty();
    within = within && (sums[tile].empty() || complete[tile] != 0);
    result.events += events[tile];
  }
  const auto n = static_cast<double>(how.runs);
  for (std::size_t c = 0; c < columns && all; ++c) {
    double sum = 0, square = 0;
    for (std::size_t tile = 0; tile < tiles; ++tile) sum += sums[tile][c], square += squares[tile][c];
    const double mean = sum / n;
    result.mean[c / times.size()][c % times.size()] = origin[c] + mean;
    result.sd[c / times.size()][c % times.size()] =
        how.runs > 1 ? std::sqrt(std::max(0.0, (square - sum * mean) / (n - 1))) : 0.0;
  }
  if (!all)
    return {std::move(result), Status::cancelled, "gillespie_moments: cancelled before all runs had ended."};
  if (!within)
    return {
        std::move(result), Status::step_limit,
        fmt::format("gillespie_moments: a trajectory had more than {} reactions; end earlier, or allow more.",
                    how.most_events)};
  return Solved<NetworkMoments>(std::move(result), {.steps = static_cast<std::size_t>(result.events)});
}

}  // namespace stochtherm
