#include "formula_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>

namespace stochtherm::detail {

void require_valid(const FormulaNetwork& network, const Schedule& when) {
  constexpr const char* me = "network";
  require_positive(when.every, "the interval must be positive", "every", me);
  require_positive(when.until, "the duration must be positive", "until", me);
  const double count = when.until / when.every;
  require(std::abs(count - std::round(count)) <= 1e-9 * count && count < 1e7,
          "the interval must divide the duration, at most ten million times", "every", when.every, me);
  require(network.species > 0 && network.variables.size() > network.species, "a network has species",
          "species", network.species, me);
  require(!network.reactions.empty(), "a network has reactions", "reactions", 0.0, me);
  for (std::size_t v = 0; v < network.variables.size(); ++v) {
    const auto& [name, initial] = network.variables[v];
    require_finite(initial, name, me);
    if (v >= 1 && v <= network.species)
      require(initial >= 0 && initial == std::round(initial),
              "a species begins with a whole number of molecules", name, initial, me);
  }
  for (const auto& r : network.reactions) {
    if (r.propensity.uses(0)) reject(me, "a propensity must not depend on time", "reaction", r.name);
    for (const auto& [v, by] : r.change)
      require(v >= 1 && v <= network.species, "a reaction changes species", r.name, v, me);
  }
}

std::vector<double> times_of(const Schedule& when) {
  std::vector<double> times;
  const auto count = std::llround(when.until / when.every);
  for (long long i = 0; i < count; ++i) times.push_back(static_cast<double>(i) * when.every);
  times.push_back(when.until);
  return times;
}

std::vector<double> initial_values(const FormulaNetwork& network) {
  std::vector<double> values;
  for (const auto& v : network.variables) values.push_back(v.initial);
  const auto before = values;
  for (const auto& event : network.events)
    if (event.armed && event.trigger(before) != 0) happen(event, network, values);
  trigger(network, before, values);
  return values;
}

double propensity(const FormulaNetwork& network, std::size_t reaction, const std::vector<double>& values) {
  const double a = network.reactions[reaction].propensity(values);
  if (!(a >= 0) || std::isinf(a)) [[unlikely]] {
    std::string where;
    for (std::size_t v = 1; v <= network.species; ++v)
      where += fmt::format("{}{} = {}", v > 1 ? ", " : "", network.variables[v].name, values[v]);
    reject("network",
           fmt::format(
               "a propensity must be finite and not negative (a reversible reaction needs a law for each "
               "direction), at {}",
               where),
           network.reactions[reaction].name, a);
  }
  return a;
}

void react(const FormulaNetwork& network, std::size_t reaction, std::vector<double>& values) {
  for (const auto& [v, by] : network.reactions[reaction].change) {
    values[v] += by;
    if (values[v] < 0) [[unlikely]]
      reject("network",
             fmt::format("a reaction must have no propensity where its molecules are missing, as {} has",
                         network.reactions[reaction].name),
             network.variables[v].name, values[v] - by);
  }
}

void happen(const FormulaNetwork::Event& event, const FormulaNetwork& network, std::vector<double>& values) {
  std::vector<double> assigned;
  for (const auto& [v, formula] : event.assignments) assigned.push_back(formula(values));
  for (std::size_t i = 0; i < assigned.size(); ++i) {
    const auto v = event.assignments[i].first;
    const bool good = v > network.species ? std::isfinite(assigned[i])
                                          : assigned[i] >= 0 && assigned[i] == std::round(assigned[i]);
    require(good,
            fmt::format("event {} must leave a whole number of molecules, or a finite parameter", event.name),
            network.variables[v].name, assigned[i], "network");
    values[v] = assigned[i];
  }
}

bool trigger(const FormulaNetwork& network, const std::vector<double>& before, std::vector<double>& values) {
  if (network.events.empty()) return false;
  auto was = before;
  bool any = false;
  for (int round = 0;; ++round) {
    require(round < 1000, "events must not trigger each other without end", "rounds", round, "network");
    const auto now = values;
    bool more = false;
    for (const auto& event : network.events)
      if (!event.time && event.trigger(was) == 0 && event.trigger(now) != 0)
        happen(event, network, values), more = true;
    if (!more) return any;
    any = true;
    was = now;
  }
}

std::vector<std::size_t> timed_events(const FormulaNetwork& network) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < network.events.size(); ++i)
    if (network.events[i].time && *network.events[i].time > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return *network.events[a].time < *network.events[b].time;
  });
  return order;
}

}  // namespace stochtherm::detail
