#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/generator.hpp>
#include <unordered_map>

#include "formula_state.hpp"
#include "uniformisation.hpp"

namespace stochtherm {
namespace {

using Counts = std::vector<std::int64_t>;
struct Hash {
  std::size_t operator()(const Counts& n) const {
    std::uint64_t h = 0x9E3779B97F4A7C15U;
    for (std::int64_t k : n) h = (h ^ static_cast<std::uint64_t>(k)) * 0xBF58476D1CE4E5B9U, h ^= h >> 31U;
    return h;
  }
};

/// The states that are kept, and the rates between them.
class StateSpace {
 public:
  StateSpace(const FormulaNetwork& network, std::vector<double> values, std::size_t most)
      : network_(network), values_(std::move(values)), most_(most) {
    find(counts(values_));
  }

  [[nodiscard]] std::size_t size() const { return states_.size(); }
  [[nodiscard]] bool full() const { return states_.size() > most_; }
  [[nodiscard]] const Counts& state(std::size_t i) const { return states_[i]; }

  /// Also what can be reached from the last states in one reaction more. Returns false where there is nothing new.
  bool grow() {
    const std::size_t end = states_.size();
    for (std::size_t i = explored_; i < end && !full(); ++i)
      each_transition(i, [&](const Counts& to, double) { find(to); });
    explored_ = end;
    return states_.size() > end;
  }

  [[nodiscard]] Generator generator() const {
    Generator g{.states = std::max<std::size_t>(2, states_.size())};
    g.exit.assign(g.states, 0);
    for (std::size_t i = 0; i < states_.size(); ++i)
      each_transition(i, [&](const Counts& to, double rate) {
        const auto found = index_.find(to);
        if (found == index_.end())
          g.exit[i] += rate;
        else if (found->second != i)
          g.links.push_back({static_cast<std::uint32_t>(i), found->second, rate, 0});
      });
    return g;
  }

  /// An event at a time: every state goes where the event sends it. Parameters may change.
  std::vector<double> happen(const FormulaNetwork::Event& event, const std::vector<double>& p) {
    std::vector<double> moved(p.size());
    auto after = values_;
    for (std::size_t i = 0, n = p.size(); i < n; ++i) {
      if (p[i] == 0) continue;
      auto now = at(states_[i]);
      const auto before = now;
      detail::happen(event, network_, now);
      detail::trigger(network_, before, now);
      const std::size_t j = find(counts(now));
      if (j >= moved.size()) moved.resize(j + 1);
      moved[j] += p[i];
      after = now;
    }
    std::copy(after.begin() + network_.species + 1, after.end(), values_.begin() + network_.species + 1);
    explored_ = 0;  // what can be reached is not what it was
    moved.resize(states_.size());
    return moved;
  }

 private:
  [[nodiscard]] std::vector<double> at(const Counts& n) const {
    auto values = values_;
    for (std::size_t s = 0; s < n.size(); ++s) values[s + 1] = static_cast<double>(n[s]);
    return values;
  }
  [[nodiscard]] Counts counts(const std::vector<double>& values) const {
    Counts n(network_.species);
    for (std::size_t s = 0; s < n.size(); ++s) n[s] = std::llround(values[s + 1]);
    return n;
  }
  std::uint32_t find(const Counts& n) {
    const auto [at, fresh] = index_.emplace(n, static_cast<std::uint32_t>(states_.size()));
    if (fresh) states_.push_back(n);
    return at->second;
  }
  template <class F>
  void each_transition(std::size_t i, F f) const {
    const auto from = at(states_[i]);
    for (std::size_t r = 0; r < network_.reactions.size(); ++r) {
      const double rate = detail::propensity(network_, r, from);
      if (rate == 0) continue;
      auto to = from;
      detail::react(network_, r, to);
      detail::trigger(network_, from, to);
      f(counts(to), rate);
    }
  }

  const FormulaNetwork& network_;
  std::vector<double> values_;  // of the parameters; those of the species are a state's own
  std::size_t most_, explored_ = 0;
  std::vector<Counts> states_;
  std::unordered_map<Counts, std::uint32_t, Hash> index_;
};

/// A state of the master equation is its numbers of molecules; the parameters must be the same for all.
void require_no_memory(const FormulaNetwork& network) {
  for (const auto& event : network.events)
    for (const auto& [v, formula] : event.assignments) {
      bool of_state = !event.time.has_value();
      for (std::uint32_t s = 1; s <= network.species; ++s) of_state = of_state || formula.uses(s);
      require(v <= network.species || !of_state,
              "in the master equation an event may change a parameter only at a time and to a value that no "
              "species has a "
              "say in: use trajectories",
              event.name, network.variables[v].name, "master_moments");
    }
}

}  // namespace

Solved<NetworkMoments> master_moments(const FormulaNetwork& network, const Schedule& when,
                                      const Projection& how) {
  detail::require_valid(network, when);
  require_no_memory(network);
  require(how.lost_probability > 0 && how.lost_probability < 1, "the tolerance lies between 0 and 1",
          "lost_probability", how.lost_probability);
  const auto times = detail::times_of(when);
  const auto timed = detail::timed_events(network);
  StateSpace space(network, detail::initial_values(network), how.most_states);
  std::vector<double> p{1.0};
  NetworkMoments result;
  for (std::size_t s = 0; s < network.species; ++s) result.species.push_back(network.variables[s + 1].name);
  result.mean.resize(network.species), result.sd.resize(network.species);
  const auto look = [&](double t) {
    const double total = std::accumulate(p.begin(), p.end(), 0.0);
    result.time.push_back(t);
    for (std::size_t s = 0; s < network.species; ++s) {
      double mean = 0, variance = 0;
      for (std::size_t i = 0; i < p.size(); ++i) mean += p[i] * static_cast<double>(space.state(i)[s]);
      mean /= total;
      for (std::size_t i = 0; i < p.size(); ++i) {
        const double d = static_cast<double>(space.state(i)[s]) - mean;
        variance += p[i] * d * d;
      }
      result.mean[s].push_back(mean);
      result.sd[s].push_back(std::sqrt(variance / total));
    }
  };
  ProgressReporter report(how.progress);
  std::optional<detail::Uniformisation> flow;
  const auto rebuild = [&] { flow.emplace(space.generator()); };
  for (int i = 0; i < 8 && space.grow(); ++i) {
  }
  rebuild();
  double t = 0;
  std::size_t next_timed = 0;
  look(0);
  for (std::size_t i = 1; i < times.size();) {
    const bool event_first = next_timed < timed.size() && *network.events[timed[next_timed]].time <= times[i];
    const double end = event_first ? *network.events[timed[next_timed]].time : times[i];
    const double share = how.lost_probability * (end - t) / when.until;
    for (;;) {
      p.resize(std::max<std::size_t>(2, space.size()));
      auto next = p;
      const double before = std::accumulate(p.begin(), p.end(), 0.0);
      flow->advance(next, end - t, 0.01 * share);
      const double after = std::accumulate(next.begin(), next.end(), 0.0);
      if (before - after <= share) {
        p = std::move(next);
        p.resize(space.size());
        break;
      }
      // More states, by an eighth at least, and once more.
      const std::size_t enough = space.size() + space.size() / 8 + 1;
      while (space.size() < enough && space.grow()) {
      }
      result.states = space.size();
      result.lost_probability_bound = 1 - after;
      if (space.full())
        return {std::move(result), Status::step_limit,
                fmt::format(
                    "master_moments: at time {} more than {} states are needed to lose less than {} of the "
                    "probability; end earlier, allow more, or use trajectories.",
                    t, how.most_states, how.lost_probability)};
      rebuild();
    }
    t = end;
    if (event_first) {
      p = space.happen(network.events[timed[next_timed++]], p);
      for (int k = 0; k < 8 && space.grow(); ++k) {
      }
      rebuild();
    }
    if (t == times[i] && !(next_timed < timed.size() && *network.events[timed[next_timed]].time <= t))
      look(times[i++]);
    if (!report(t / when.until))
      return {std::move(result), Status::cancelled, fmt::format("master_moments: cancelled at time {}.", t)};
  }
  result.states = space.size();
  result.lost_probability_bound = std::max(0.0, 1 - std::accumulate(p.begin(), p.end(), 0.0));
  return Solved<NetworkMoments>(std::move(result));
}

}  // namespace stochtherm
