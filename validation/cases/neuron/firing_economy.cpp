// How often to fire, if bits are to be cheap: in closed form, and by the capacity of a channel with prices.
#include <array>
#include <cmath>
#include <stochtherm/information/channel.hpp>
#include <stochtherm/models/neuron/firing_economy.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// `log` is the unit in which the closed form counts: 1 for nats.
Verdict compare(double log) {
  Verdict verdict;
  Series optimum{.label = "p = (1 − p)^{r}", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  for (double r : {2.0, 10.0, 100.0, 1000.0}) {
    const auto best = models::optimal_firing(r);
    verdict.checks.push_back(
        digits("p against (1 − p)^{r}", best.probability, std::pow(1 - best.probability, r), 10));
    verdict.checks.push_back(digits("nats per cost against −ln(1 − p)", best.nats_per_cost(),
                                    -std::log1p(-best.probability) * log, 10));
  }
  verdict.checks.push_back(digits("r = 2: the golden section squared", models::optimal_firing(2).probability,
                                  (3 - std::sqrt(5.0)) / 2, 12));
  // Independently: Blahut and Arimoto with prices, at the exchange rate that is its own best (Dinkelbach).
  for (const auto& errors : {models::BinaryErrors{}, models::BinaryErrors{0.001, 0.05}}) {
    const double r = 20;
    const ConditionalTable channel{{1 - errors.false_alarm, errors.false_alarm},
                                   {errors.miss, 1 - errors.miss}};
    const std::array<double, 2> prices{1, r};
    double exchange = 0.05;
    for (int i = 0; i < 60; ++i) {
      const auto point = channel_capacity(channel, prices, exchange);
      exchange = point.even_if_failed().capacity / point.even_if_failed().price;
    }
    const auto best = models::optimal_firing(r, errors);
    verdict.checks.push_back(
        digits("r = 20: nats per cost against Blahut and Arimoto", best.nats_per_cost() * log, exchange, 8));
  }
  Series noisy{.label = "5 % of spikes missed, 0.1 % false",
               .x = {},
               .y = {},
               .error = {},
               .style = Series::Style::dashed};
  for (double r = 1.2; r < 2000; r *= 1.2) {
    optimum.add(r, models::optimal_firing(r).probability);
    noisy.add(r, models::optimal_firing(r, {0.001, 0.05}).probability);
  }
  verdict.figures.push_back({.title = "The firing that makes bits cheapest",
                             .x_label = "cost of a window with a spike over one without",
                             .y_label = "probability of a spike",
                             .series = {optimum, noisy},
                             .caption = "Where spikes cost much, silence is the cheaper letter.",
                             .log_x = true,
                             .log_y = true});
  return verdict;
}

const Registered registered{{
    .name = "neuron/firing_economy",
    .claim = "Bits are cheapest where the probability of a spike is the r-th power of that of silence.",
    .equation = "p = (1 − p)^{r},  max H/[1 + (r − 1)p] = −ln(1 − p)",
    .source = "levy1996, blahut1972",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(1); },
    .sabotage = {.description = "The closed form is taken for bits.",
                 .check = [](const Effort&) { return compare(1 / std::log(2.0)); }},
}};

}  // namespace
}  // namespace stochtherm::validation
