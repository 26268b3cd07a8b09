#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

Measurement Measurement::side(double threshold, double error, std::size_t coordinate) {
  require_finite(threshold, "threshold", "Measurement::side");
  require(error >= 0 && error <= 1, "a probability of error lies between 0 and 1", "error", error,
          "Measurement::side");
  return {.outcomes = 2, .likelihood = [=](std::size_t k, std::span<const double> position) {
            return ((position[coordinate] > threshold) == (k == 1)) ? 1 - error : error;
          }};
}

Measurement Measurement::interval(std::vector<double> borders, double error, std::size_t coordinate) {
  require_positive(error, "the standard deviation of a reading must be positive", "error",
                   "Measurement::interval");
  require(!borders.empty(), "there must be a border between two intervals", "borders", 0.0,
          "Measurement::interval");
  for (std::size_t i = 0; i < borders.size(); ++i)
    require(std::isfinite(borders[i]) && (i == 0 || borders[i] > borders[i - 1]),
            "borders must be finite and increase", "border", borders[i], "Measurement::interval");
  const std::size_t n = borders.size() + 1;
  return {.outcomes = n,
          .likelihood = [=, borders = std::move(borders)](std::size_t k, std::span<const double> q) {
            const auto below = [&](double border) {
              return 0.5 * std::erfc((q[coordinate] - border) / (error * M_SQRT2));
            };
            return (k + 1 == n ? 1.0 : below(borders[k])) - (k == 0 ? 0.0 : below(borders[k - 1]));
          }};
}

namespace detail {

void require_valid(const Measurement& m, const std::vector<Protocol>& responses) {
  const char* here = "simulate_with_feedback";
  require(m.outcomes >= 1 && m.likelihood != nullptr, "a measurement needs outcomes and a likelihood",
          "outcomes", static_cast<double>(m.outcomes), here);
  require(responses.size() == m.outcomes, "there must be a response for each outcome", "responses",
          static_cast<double>(responses.size()), here);
  for (const Protocol& response : responses)
    require(response.duration() == responses.front().duration(), "all responses must take the same time",
            "duration", response.duration(), here);
  require(m.probability.empty() || m.probability.size() == m.outcomes,
          "there must be a probability for each outcome, or none", "probabilities",
          static_cast<double>(m.probability.size()), here);
  double sum = 0;
  for (const double p : m.probability) {
    require(p >= 0 && p <= 1, "a probability lies between 0 and 1", "probability", p, here);
    sum += p;
  }
  require(m.probability.empty() || std::abs(sum - 1) < 1e-9, "probabilities must sum to 1", "sum", sum, here);
}

std::string describe(const Measurement& m, const Books& books) {
  const auto& initial = books.ensemble.initial;
  std::uint64_t said = hash_bits(hash_start, m.probability);
  std::vector<double> position(initial.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(books.ensemble.size(), 32); ++i)
    for (std::size_t k = 0; k < m.outcomes; ++k) {
      for (std::size_t c = 0; c < initial.size(); ++c) position[c] = initial[c][i];
      said = hash_bits(said, std::array{m.likelihood(k, position)});
    }
  return fmt::format("outcomes = {}\nmeasurement = {:016x}\n", m.outcomes, said);
}

void measure(Books& books, const Measurement& m, const Run& run) {
  Ensemble& e = books.ensemble;
  const std::size_t n = e.size(), coordinates = e.final.size();
  std::vector<Column> likelihood(m.outcomes, Column(n));
  std::vector<double> position(coordinates);
  e.outcome.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t c = 0; c < coordinates; ++c) position[c] = e.final[c][i];
    const double u = random::uniform(run.seed, random::Stream::measurement, run.first_trajectory + i, 0, 0);
    double sum = 0;
    std::size_t chosen = m.outcomes;
    for (std::size_t k = 0; k < m.outcomes; ++k) {
      const double p = likelihood[k][i] = m.likelihood(k, position);
      require(p >= 0 && p <= 1 + 1e-12, "a likelihood lies between 0 and 1", "likelihood", p,
              "simulate_with_feedback");
      sum += p;
      if (chosen == m.outcomes && p > 0 && u < sum) chosen = k;
    }
    require(std::abs(sum - 1) < 1e-9, "the likelihoods of all outcomes must sum to 1", "sum", sum,
            "simulate_with_feedback");
    if (chosen == m.outcomes)  // u beyond a sum that rounding left below 1
      for (std::size_t k = 0; k < m.outcomes; ++k)
        if (likelihood[k][i] > 0) chosen = k;
    e.outcome[i] = static_cast<std::uint32_t>(chosen);
  }
  std::vector<double> p = m.probability;
  if (p.empty())
    for (const Column& column : likelihood) p.push_back(pairwise_sum(column) / static_cast<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    e.ledger.information[i] = logarithm(likelihood[e.outcome[i]][i] / p[e.outcome[i]]);
}

}  // namespace detail
}  // namespace stochtherm
