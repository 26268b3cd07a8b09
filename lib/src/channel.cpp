#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/channel.hpp>
#include <stochtherm/information/discrete.hpp>
#include <string>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

void require_channel(const ConditionalTable& channel, const char* function) {
  require(!channel.empty(), "a channel needs at least one input", "number of inputs", 0, function);
  for (const auto& row : channel) {
    require(row.size() == channel.front().size(), "each row needs one probability for each output",
            "row length", static_cast<double>(row.size()), function);
    detail::require_distribution(row, "row", function);
  }
}

std::vector<double> outputs(const ConditionalTable& channel, std::span<const double> input) {
  std::vector<double> y(channel.front().size());
  for (std::size_t i = 0; i < channel.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j) y[j] += input[i] * channel[i][j];
  return y;
}

/// D(p(y|x)||p(y)), an input that is never sent included.
double divergence(std::span<const double> row, std::span<const double> y) {
  double sum = 0;
  for (std::size_t j = 0; j < y.size(); ++j)
    if (row[j] > 0)
      sum += y[j] > 0 ? row[j] * std::log(row[j] / y[j]) : std::numeric_limits<double>::infinity();
  return sum;
}

Solved<ChannelCapacity> maximise(const ConditionalTable& channel, std::span<const double> prices,
                                 double exchange, const char* name) {
  const auto start = std::chrono::steady_clock::now();
  const std::size_t n = channel.size();
  std::vector<double> p(n, 1 / static_cast<double>(n)), score(n);
  constexpr std::size_t limit = 200'000;
  constexpr double tolerance = 1e-12;
  const auto evaluate = [&](const std::vector<double>& input) {
    const auto y = outputs(channel, input);
    double mean = 0;
    for (std::size_t i = 0; i < n; ++i) {
      score[i] = divergence(channel[i], y) - (prices.empty() ? 0 : exchange * prices[i]);
      if (input[i] > 0) mean += input[i] * score[i];
    }
    return mean;
  };
  double value = evaluate(p), gap = *std::max_element(score.begin(), score.end()) - value, length = 1;
  std::size_t step = 0;
  for (; step < limit && gap > tolerance; ++step) {
    const double highest = *std::max_element(score.begin(), score.end());
    std::vector<double> next(n);
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) total += next[i] = p[i] * std::exp(length * (score[i] - highest));
    for (double& x : next) x /= total;
    const std::vector<double> old = score;
    const double trial = evaluate(next);
    // A step of length 1 never loses; longer ones are kept while they do not.
    if (trial < value && length > 1) {
      score = old;
      length = 1;
      continue;
    }
    p = next, value = trial;
    gap = *std::max_element(score.begin(), score.end()) - value;
    length = std::min(1.5 * length, 1e6);
  }
  ChannelCapacity result{0, p, 0};
  for (std::size_t i = 0; i < n && !prices.empty(); ++i) result.price += p[i] * prices[i];
  result.capacity = value + exchange * result.price;
  const Stats stats{
      .steps = step,
      .residual = gap,
      .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
  if (!(gap <= tolerance))
    return {result, Status::step_limit,
            std::string(name) + ": the capacity is known to " + std::to_string(gap) +
                " nats only; leave out inputs that are never worth sending.",
            stats};
  return Solved<ChannelCapacity>(result, stats);
}

}  // namespace

Solved<ChannelCapacity> channel_capacity(const ConditionalTable& channel) {
  require_channel(channel, "channel_capacity");
  return maximise(channel, {}, 0, "channel_capacity");
}

Solved<ChannelCapacity> channel_capacity(const ConditionalTable& channel, std::span<const double> prices,
                                         double exchange) {
  require_channel(channel, "channel_capacity");
  require(prices.size() == channel.size(), "one price for each input", "number of prices",
          static_cast<double>(prices.size()));
  for (double e : prices) require_not_negative(e, "a price is not negative", "price");
  require_not_negative(exchange, "the exchange is not negative", "exchange");
  return maximise(channel, prices, exchange, "channel_capacity");
}

double information_rate(const ConditionalTable& channel, std::span<const double> input) {
  require_channel(channel, "information_rate");
  detail::require_distribution(input, "input");
  require(input.size() == channel.size(), "one probability for each input", "number of probabilities",
          static_cast<double>(input.size()));
  const auto y = outputs(channel, input);
  double sum = 0;
  for (std::size_t i = 0; i < input.size(); ++i)
    if (input[i] > 0) sum += input[i] * divergence(channel[i], y);
  return std::max(0.0, sum);
}

double entropy_rate(const ConditionalTable& transitions) {
  require_channel(transitions, "entropy_rate");
  const std::size_t n = transitions.size();
  require(transitions.front().size() == n, "a chain has as many columns as rows", "columns",
          static_cast<double>(transitions.front().size()));
  // Elimination of the last state, then the one before, without subtraction (Grassmann, Taksar, Heyman).
  std::vector<double> P(n * n), out(n);
  for (std::size_t i = 0; i < n; ++i)
    std::copy(transitions[i].begin(), transitions[i].end(), P.begin() + static_cast<long>(i * n));
  for (std::size_t k = n - 1; k > 0; --k) {
    for (std::size_t j = 0; j < k; ++j) out[k] += P[k * n + j];
    require(out[k] > 0, "the chain must have one stationary state: from each state one can get to state 0",
            "state", static_cast<double>(k));
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < k; ++j) P[i * n + j] += P[i * n + k] * (P[k * n + j] / out[k]);
  }
  std::vector<double> pi{1.0};
  double total = 1;
  for (std::size_t k = 1; k < n; ++k) {
    double in = 0;
    for (std::size_t i = 0; i < k; ++i) in += pi[i] * P[i * n + k];
    pi.push_back(in / out[k]);
    total += pi.back();
  }
  double h = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (double t : transitions[i])
      if (t > 0) h -= pi[i] / total * t * std::log(t);
  return h;
}

}  // namespace stochtherm
