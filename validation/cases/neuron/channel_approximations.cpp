// White noise in place of channels: on the channels' states it is right, on the gating variables it is not.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/statistics/series.hpp>
#include <stochtherm/studies/channel_noise.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using studies::ChannelModel, studies::ChannelNoise;

Estimate product(const std::vector<double>& x, double mean, std::size_t lag) {
  std::vector<double> terms;
  for (std::size_t i = 0; i + lag < x.size(); ++i) terms.push_back((x[i] - mean) * (x[i + lag] - mean));
  return estimate_mean_of_series(terms);
}

Verdict compare(const Effort& effort, ChannelModel model) {
  Verdict verdict;
  const models::HodgkinHuxley axon;
  const bool full = effort.scale >= 1;
  // In a clamp at -65 mV: mean, variance and covariance of the open ones among 180 potassium channels.
  const auto clamped = studies::noisy_axon(axon, {.sodium = 60,
                                                  .potassium = 180,
                                                  .duration = full ? 60e3 : 12e3,
                                                  .seed = effort.seed,
                                                  .clamp = -65.0,
                                                  .record_every = 1,
                                                  .model = model});
  const double n = 0.31767691, p = std::pow(n, 4), N = 180, tau = 5.45858469;
  const auto& open = clamped.open_potassium;
  verdict.checks.push_back(statistical("clamp: open channels", estimate_mean_of_series(open), N * p, 0.45));
  verdict.checks.push_back(
      statistical("clamp: variance of their number", product(open, N * p, 0), N * p * (1 - p), 0.9));
  const double C5 = N * p * (std::pow(n + (1 - n) * std::exp(-5 / tau), 4) - p);
  verdict.checks.push_back(statistical("clamp: covariance over 5 ms", product(open, N * p, 5), C5, 0.8));
  // 100 square micrometres, 6000 and 1800 channels: exact channels fire each 103.4(3.6) ms.
  const auto patch = studies::noisy_axon(axon, {.sodium = 6000,
                                                .potassium = 1800,
                                                .duration = full ? 60e3 : 30e3,
                                                .seed = effort.seed,
                                                .model = model});
  Estimate interval = patch.interval();
  const double own = interval.std_error;
  interval.std_error = std::hypot(own, 3.6);
  verdict.checks.push_back(
      statistical("6000 and 1800 channels: interval between spikes, ms", interval, 103.4, 45));
  verdict.checks.push_back(at_most("energy balance, relative", patch.balance, 1e-8));

  Table table{.title = "Spikes without a current: exact channels and two approximations, 6.3 °C",
              .columns = {"channels", "model", "interval, ms", "its variation"},
              .rows = {}};
  for (const auto& [sodium, potassium] : {std::array<std::size_t, 2>{600, 180}, {6000, 1800}})
    for (const auto& [which, name] : {std::pair{ChannelModel::markov, "every channel"},
                                      {ChannelModel::diffusion, "noise on the channels' states"},
                                      {ChannelModel::subunit, "noise on the gating variables"}}) {
      const bool slow = which == ChannelModel::markov && sodium > 1000;
      const auto run = studies::noisy_axon(axon, {.sodium = sodium,
                                                  .potassium = potassium,
                                                  .duration = slow   ? (effort.scale > 1 ? 60e3
                                                                        : full           ? 3e3
                                                                                         : 1e3)
                                                              : full ? 20e3
                                                                     : 3e3,
                                                  .seed = effort.seed,
                                                  .model = which});
      const bool few = run.spikes.size() < 3;
      table.rows.push_back(
          {fmt::format("{} Na, {} K", sodium, potassium), name,
           few ? "too few spikes"
               : fmt::format("{:.1f} ± {:.1f}", run.interval().mean, run.interval().std_error),
           few ? "" : fmt::format("{:.2f}", run.variation())});
    }
  verdict.tables.push_back(std::move(table));
  verdict.remarks.emplace_back(
      "Independent subunits give the open potassium channels 16 n^{7}(1 − n) of variance where p(1 − p) is "
      "due: 0.354 of "
      "it. Large patches then fire ten times too rarely and more. In small patches (600 and 180) noise on "
      "the "
      "channels' states is itself too coarse: at rest there are 0.05 open sodium channels, and a normal "
      "number is not that.");
  return verdict;
}

const Registered registered{{
    .name = "neuron/channel_approximations",
    .claim = "White noise on the states of the channels has the mean, variance and memory of the channels "
             "and their "
             "rate of spikes; white noise on the gating variables has not.",
    .equation = "dx_{j} = −dx_{i} = (a x_{i} − b x_{j})dt + √[(a x_{i} + b x_{j})/N] dW",
    .source = "foxlu1994, goldwyn2011, orio2012",
    .tags = {"statistical"},
    .statistical_checks = 4,
    .check = [](const Effort& effort) { return compare(effort, ChannelModel::diffusion); },
    .sabotage = {.description = "The noise is put on the gating variables, as if each were one gate.",
                 .check = [](const Effort& effort) { return compare(effort, ChannelModel::subunit); }},
}};

}  // namespace
}  // namespace stochtherm::validation
