// Channels that open by chance: their noise in a clamp, and the spikes that it makes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/statistics/series.hpp>
#include <stochtherm/studies/channel_noise.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Mean, variance and covariance over `lag` of a stationary series, with errors from its own memory.
Estimate product(const std::vector<double>& x, double mean, std::size_t lag) {
  std::vector<double> terms;
  for (std::size_t i = 0; i + lag < x.size(); ++i) terms.push_back((x[i] - mean) * (x[i + lag] - mean));
  return estimate_mean_of_series(terms);
}

/// `factor` multiplies the measured fluctuations: 1 for channels, 0.3536 for the noise of independent subunits.
Verdict compare(const Effort& effort, double factor) {
  Verdict verdict;
  const models::HodgkinHuxley axon;
  // Voltage clamp at -65 mV, 180 potassium channels looked at every ms.
  const double seconds = effort.scale >= 1 ? 60 : 12;
  const auto clamped = studies::noisy_axon(axon, {.sodium = 60,
                                                  .potassium = 180,
                                                  .duration = 1e3 * seconds,
                                                  .seed = effort.seed,
                                                  .clamp = -65.0,
                                                  .record_every = 1});
  const double n = 0.31767691, p = std::pow(n, 4), N = 180, tau = 5.45858469;
  verdict.checks.push_back(statistical("clamp: open potassium channels",
                                       estimate_mean_of_series(clamped.open_potassium), N * p, 0.45));
  const auto scaled = [factor](Estimate e) { return Estimate{factor * e.mean, factor * e.std_error, e.n}; };
  verdict.checks.push_back(statistical("clamp: variance of their number",
                                       scaled(product(clamped.open_potassium, N * p, 0)), N * p * (1 - p),
                                       0.9));
  for (const std::size_t lag : {1U, 5U}) {
    const double C = N * p * (std::pow(n + (1 - n) * std::exp(-static_cast<double>(lag) / tau), 4) - p);
    verdict.checks.push_back(statistical(fmt::format("clamp: covariance over {} ms", lag),
                                         scaled(product(clamped.open_potassium, N * p, lag)), C, 0.8));
  }
  // 10 square micrometres, no current: spikes from noise alone, one each 25.70(13) ms.
  const auto patch = studies::noisy_axon(
      axon,
      {.sodium = 600, .potassium = 180, .duration = effort.scale >= 1 ? 20e3 : 6e3, .seed = effort.seed});
  verdict.checks.push_back(statistical("600 and 180 channels: interval between spikes, ms", patch.interval(),
                                       25.70, effort.scale >= 1 ? 3 : 5.5));
  verdict.checks.push_back(at_most("its variation, 0.440, deviation", std::abs(patch.variation() - 0.440),
                                   effort.scale >= 1 ? 0.05 : 0.1));
  verdict.checks.push_back(at_most("energy balance with noise, relative", patch.balance, 1e-8));
  Series counts{
      .label = "600 and 180 channels", .x = {}, .y = {}, .error = {}, .style = Series::Style::steps};
  std::vector<double> intervals;
  for (std::size_t i = 1; i < patch.spikes.size(); ++i)
    intervals.push_back(patch.spikes[i] - patch.spikes[i - 1]);
  const Histogram histogram(intervals, 0, 100, 25);
  for (std::size_t b = 0; b < histogram.size(); ++b) counts.add(histogram.centre(b), histogram.density(b));
  verdict.figures.push_back(
      {.title = "Spikes without a current",
       .x_label = "interval, ms",
       .y_label = "probability per ms",
       .series = {counts},
       .caption = "A patch of 10 μm² at 6.3 °C fires by the chance of its own channels."});
  verdict.remarks.emplace_back(
      "Noise given to the gating variables as if each were one gate (independent subunits) has 0.354 of the "
      "variance of the channels at "
      "−65 mV, 16 n^{7}(1 − n)/[p(1 − p)]: it fails.");
  return verdict;
}

const Registered registered{{
    .name = "neuron/channel_noise",
    .claim = "Single channels fluctuate as they must in a clamp, and let a small patch fire by itself at the "
             "known rate.",
    .equation = "Var = N p(1 − p), p = n^{4};  C(t) = N p[(n + (1 − n)e^{−t/τ})^{4} − p]",
    .source = "hodgkinhuxley1952, goldwyn2011, gillespie1977",
    .tags = {"statistical", "figure"},
    .statistical_checks = 5,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description =
                     "The fluctuations in the clamp are scaled down to those of independent subunits: 0.354.",
                 .check = [](const Effort& effort) { return compare(effort, 0.3536); }},
}};

}  // namespace
}  // namespace stochtherm::validation
