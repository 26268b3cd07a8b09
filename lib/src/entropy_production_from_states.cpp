#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <map>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/statistics/series.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_states.hpp>
#include <unordered_map>
#include <vector>

namespace stochtherm {
namespace {

using States = std::span<const std::uint32_t>;
using Word = std::vector<std::uint32_t>;

struct Divergence {
  double value;  ///< sum p ln(p/p reversed)
  std::vector<double>
      terms;  ///< each word's part, in the order of the path: how the value follows the frequencies
};

double psi(double n) { return boost::math::digamma(n); }

/// Of words from their reverses, by their counts.
Divergence divergence(const std::vector<Word>& words, void (*reverse)(Word&)) {
  std::map<Word, std::size_t> number;
  std::vector<double> count;
  std::vector<std::size_t> of(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto [at, fresh] = number.emplace(words[i], count.size());
    if (fresh) count.push_back(0);
    ++count[of[i] = at->second];
  }
  const auto N = static_cast<double>(words.size());
  Divergence d{0, std::vector<double>(words.size())};
  std::vector<double> part(count.size());
  for (const auto& [word, at] : number) {
    Word back = word;
    reverse(back);
    if (back == word) continue;
    const auto other = number.find(back);
    const double n = count[at], m = other == number.end() ? 0 : count[other->second];
    // Half of a pair's sum, or all of it where the reverse was never seen.
    const double sum = n * psi(n) - n * psi(m + 1) - m * psi(n + 1) + (m > 0 ? m * psi(m) : 0);
    d.value += (m > 0 ? 0.5 : 1) * sum / N;
    part[at] = std::log((n + 0.5) / (m + 0.5)) - m / n;
  }
  for (std::size_t i = 0; i < of.size(); ++i) d.terms[i] = part[of[i]];
  return d;
}

void reverse_word(Word& w) { std::reverse(w.begin(), w.end()); }
/// i, j, k and the bin of the time spent in j.
void reverse_jumps(Word& w) { std::swap(w[0], w[2]); }

std::vector<Word> words_of(States states, std::size_t length) {
  std::vector<Word> words;
  words.reserve(states.size());
  for (std::size_t i = 0; i + length <= states.size(); ++i)
    words.emplace_back(states.begin() + static_cast<long>(i), states.begin() + static_cast<long>(i + length));
  return words;
}

void require_path(States states, double dt, std::size_t least, const char* function) {
  require_positive(dt, "the time step must be positive", "dt", function);
  require(states.size() >= least, "the path is too short", "states", static_cast<double>(states.size()),
          function);
}

/// (longer - shorter)/unit with the error of the difference; the terms begin at the same time.
Estimate rate_of(const Divergence& longer, const Divergence* shorter, double unit) {
  std::vector<double> terms = longer.terms;
  double value = longer.value;
  if (shorter != nullptr) {
    value -= shorter->value;
    for (std::size_t i = 0; i < terms.size(); ++i) terms[i] -= shorter->terms[i];
  }
  const Estimate e = estimate_mean_of_series(terms);
  return {value / unit, e.std_error / unit, e.n};
}

}  // namespace

Estimate markov_entropy_production(States states, double dt, std::size_t order) {
  require(order >= 1 && order <= 16, "a path remembers from 1 to 16 states", "order",
          static_cast<double>(order));
  require_path(states, dt, order + 3, "markov_entropy_production");
  const Divergence longer = divergence(words_of(states, order + 1), reverse_word);
  if (order == 1) return rate_of(longer, nullptr, dt);
  const Divergence shorter = divergence(words_of(states, order), reverse_word);
  return rate_of(longer, &shorter, dt);
}

Estimate plugin_entropy_production(States states, double dt) {
  return markov_entropy_production(states, dt, 1);
}

MarkovEntropyProduction markov_entropy_production_by_rule(States states, double dt, std::size_t highest) {
  MarkovEntropyProduction best{markov_entropy_production(states, dt, 1), 1};
  for (std::size_t order = 2; order <= highest; ++order) {
    const Estimate next = markov_entropy_production(states, dt, order);
    // Both come from the same path; their errors are added as if they did not help each other.
    if (!(next.mean - best.rate.mean > 2 * std::hypot(next.std_error, best.rate.std_error))) break;
    best = {next, order};
  }
  return best;
}

Estimate waiting_time_entropy_production(States states, double dt, std::size_t bins) {
  require_path(states, dt, 4, "waiting_time_entropy_production");
  require(bins >= 1, "there is at least one bin", "bins", static_cast<double>(bins));
  // Whole stays only: the first began before the path, the last ends after it.
  std::vector<std::uint32_t> visited{states.front()};
  std::vector<double> stay{0};
  double steps = 0;
  for (std::size_t i = 1; i < states.size(); ++i) {
    ++steps;
    if (states[i] == states[i - 1]) continue;
    stay.back() = steps;
    visited.push_back(states[i]);
    stay.push_back(0);
    steps = 0;
  }
  require(visited.size() >= 6, "the path must jump at least five times", "jumps",
          static_cast<double>(visited.size()) - 1);
  std::vector<std::uint32_t> bin(visited.size(), 0);
  std::map<std::uint32_t, std::vector<std::size_t>> visits;
  for (std::size_t v = 1; v + 1 < visited.size(); ++v) visits[visited[v]].push_back(v);
  double total = 0;
  for (const auto& [state, when] : visits) {
    std::vector<double> times;
    for (std::size_t v : when) times.push_back(stay[v]), total += stay[v];
    const auto number = equal_bins(times, bins);
    for (std::size_t i = 0; i < when.size(); ++i) bin[when[i]] = static_cast<std::uint32_t>(number[i]);
  }
  std::vector<Word> jumps, pairs;
  for (std::size_t v = 1; v + 1 < visited.size(); ++v) {
    jumps.push_back({visited[v - 1], visited[v], visited[v + 1], bin[v]});
    pairs.push_back({visited[v - 1], visited[v]});
  }
  const Divergence longer = divergence(jumps, reverse_jumps), shorter = divergence(pairs, reverse_word);
  return rate_of(longer, &shorter, dt * total / static_cast<double>(jumps.size()));
}

}  // namespace stochtherm
