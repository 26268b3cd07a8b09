// Capacities known in closed form, and the rate of a Markov source.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <stochtherm/information/channel.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

double h(double e) { return e == 0 || e == 1 ? 0 : -e * std::log(e) - (1 - e) * std::log1p(-e); }

/// 1 is the truth: how many of the bits of an input are counted.
Verdict compare(double unit) {
  Verdict verdict;
  const auto capacity = [unit](const ConditionalTable& channel) {
    return unit * channel_capacity(channel)->capacity;
  };
  for (const double e : {0.01, 0.1, 0.3}) {
    verdict.checks.push_back(conditioned(fmt::format("binary symmetric, error {}", e),
                                         capacity({{1 - e, e}, {e, 1 - e}}), std::numbers::ln2 - h(e), 8,
                                         64));
    // Z: ln(1 + (1-e) e^(e/(1-e))).
    verdict.checks.push_back(at_most(
        fmt::format("Z channel, error {}: deviation in nats", e),
        std::abs(capacity({{1, 0}, {e, 1 - e}}) - std::log1p((1 - e) * std::pow(e, e / (1 - e)))), 2e-12));
    verdict.checks.push_back(conditioned(fmt::format("erasure, {}", e),
                                         capacity({{1 - e, e, 0}, {0, e, 1 - e}}),
                                         (1 - e) * std::numbers::ln2, 8, 64));
  }
  // A noisy typewriter of 26 letters that hits its neighbour half the time carries half of them.
  ConditionalTable typewriter(26, std::vector<double>(26, 0.0));
  for (std::size_t i = 0; i < 26; ++i) typewriter[i][i] = typewriter[i][(i + 1) % 26] = 0.5;
  verdict.checks.push_back(conditioned("noisy typewriter", capacity(typewriter), std::log(13.0), 4, 64));
  // An input that is not worth sending: two clean letters and their mixture.
  const auto mixed = channel_capacity({{1, 0}, {0, 1}, {0.5, 0.5}});
  verdict.checks.push_back(at_most("two letters and their mixture: deviation in nats",
                                   std::abs(mixed->capacity - std::numbers::ln2), 2e-12));
  verdict.checks.push_back(at_most("how often the mixture is sent", mixed->input[2], 1e-6));
  // Priced inputs without noise: p(x) ~ exp(-s e(x)), the thermodynamics of signals.
  const std::vector<double> prices{0, 1, 2};
  const auto priced = channel_capacity({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, prices, 0.7);
  const double Z = 1 + std::exp(-0.7) + std::exp(-1.4), mean = (std::exp(-0.7) + 2 * std::exp(-1.4)) / Z;
  verdict.checks.push_back(
      at_most("three priced letters: mean price, deviation", std::abs(priced->price - mean), 1e-6));
  verdict.checks.push_back(at_most("three priced letters: entropy, deviation in nats",
                                   std::abs(unit * priced->capacity - (std::log(Z) + 0.7 * mean)), 1e-6));
  // A two-state source: h = [b h(a) + a h(b)]/(a + b).
  const double a = 0.1, b = 0.25;
  verdict.checks.push_back(conditioned("entropy rate of a chain of two states",
                                       unit * entropy_rate({{1 - a, a}, {b, 1 - b}}),
                                       (b * h(a) + a * h(b)) / (a + b), 2, 32));
  return verdict;
}

const Registered registered{{
    .name = "information/channel_capacity",
    .claim = "Blahut and Arimoto's iteration, stopped by its own gap, finds capacities that are known in "
             "closed form.",
    .equation = "C = max_{p(x)} I(X;Y);  Σ p(x) D_{x} ≤ C ≤ max_{x} D_{x},  D_{x} = D(p(y|x)||p(y))",
    .source = "blahut1972, arimoto1972, cover2006",
    .tags = {"exact"},
    .check = [](const Effort&) { return compare(1); },
    .sabotage = {.description = "Nats are read as bits.",
                 .check = [](const Effort&) { return compare(1 / std::numbers::ln2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
