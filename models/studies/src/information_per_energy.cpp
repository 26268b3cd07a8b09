#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/studies/information_per_energy.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>

namespace stochtherm::studies {

InformationPerEnergy information_per_energy(const models::HodgkinHuxley& axon,
                                            const SignalledCurrents& signal) {
  require(signal.currents.size() >= 2, "a signal is one of two currents at least", "currents",
          static_cast<double>(signal.currents.size()));
  require(signal.windows >= 2, "information is estimated from two windows at least", "windows",
          static_cast<double>(signal.windows));
  require_positive(signal.window, "a window is positive", "window");
  require_positive(signal.sodium_per_area, "a density of channels is positive", "sodium_per_area");
  const double duration = signal.window * static_cast<double>(signal.windows);
  ChannelNoise noise{
      .sodium = signal.sodium, .potassium = signal.potassium, .duration = duration, .seed = signal.seed};
  noise.hold = signal.window;
  std::vector<double> told, said(signal.windows, 0.0);
  const auto kinds = static_cast<double>(signal.currents.size());
  for (std::size_t w = 0; w < signal.windows; ++w) {
    told.push_back(std::floor(kinds * random::uniform(signal.seed, random::Stream::data, 0, 0, w)));
    noise.stimulus.push_back(signal.currents[static_cast<std::size_t>(told.back())]);
  }
  const auto run = noisy_axon(axon, noise);
  for (double t : run.spikes)
    said[std::min(static_cast<std::size_t>(t / signal.window), signal.windows - 1)] += 1;

  InformationPerEnergy result{};
  const std::array<std::vector<double>, 1> x{told}, y{said};
  const auto plugin = plugin_mutual_information(x, y);
  result.bits_per_window = {(plugin.mean - plugin_bias(x, y)) / constants::ln2,
                            plugin.std_error / constants::ln2, plugin.n};
  const double seconds = duration * 1e-3, spikes = static_cast<double>(run.spikes.size()),
               area = static_cast<double>(signal.sodium) / signal.sodium_per_area;
  result.spikes_per_second = spikes / seconds;
  result.bits_per_second = result.bits_per_window.mean / (signal.window * 1e-3);
  result.bits_per_spike = result.bits_per_second / result.spikes_per_second;
  result.power = run.energy * area / seconds;
  result.joules_per_spike = result.power / result.spikes_per_second;
  result.joules_per_bit = result.power / result.bits_per_second;
  const double price = landauer_bound(constants::ln2, axon.temperature);
  result.landauer_multiple = result.joules_per_bit / price;
  result.rate_limit = result.power / price;
  result.balance = run.balance;
  result.counts.resize(signal.currents.size());
  for (std::size_t w = 0; w < signal.windows; ++w) {
    auto& row = result.counts[static_cast<std::size_t>(told[w])];
    const auto k = static_cast<std::size_t>(said[w]);
    if (row.size() <= k) row.resize(k + 1, 0.0);
    row[k] += 1;
  }
  return result;
}

}  // namespace stochtherm::studies
