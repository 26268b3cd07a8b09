#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/neuron/channel_statistics.hpp>

namespace stochtherm::models {

ChannelStatistics channel_statistics(std::span<const IndependentGates> gates) {
  require(!gates.empty(), "a channel has gates", "gates", 0.0);
  ChannelStatistics channel{.open = 1, .terms = {{.weight = 1, .rate = 0}}};
  for (const auto& gate : gates) {
    require(gate.number >= 1, "a channel has at least one gate of each kind", "number", gate.number);
    require(gate.open >= 0 && gate.open <= 1, "a probability is within 0 and 1", "open", gate.open);
    require_positive(gate.time_constant, "a time constant is positive", "time_constant");
    channel.open *= std::pow(gate.open, gate.number);
    // The product of the binomial sums, term by term.
    std::vector<Lorentzian> product;
    double choose = 1;
    for (int k = 0; k <= gate.number; ++k) {
      const double share = choose * std::pow(gate.open, gate.number - k) * std::pow(1 - gate.open, k);
      for (const auto& term : channel.terms)
        product.push_back({term.weight * share, term.rate + k / gate.time_constant});
      choose *= static_cast<double>(gate.number - k) / (k + 1);
    }
    channel.terms = std::move(product);
  }
  // The constant term is p: it is taken away, and p multiplies the rest.
  std::erase_if(channel.terms, [](const Lorentzian& term) { return !(term.rate > 0); });
  for (auto& term : channel.terms) term.weight *= channel.open;
  return channel;
}

double ChannelStatistics::covariance(double t) const {
  double sum = 0;
  for (const auto& term : terms) sum += term.weight * std::exp(-term.rate * std::abs(t));
  return sum;
}

double ChannelStatistics::spectrum(double f) const {
  const double w = 2 * std::numbers::pi * f;
  double sum = 0;
  for (const auto& term : terms) sum += 2 * term.weight * term.rate / (term.rate * term.rate + w * w);
  return sum;
}

double spectrum_of_spread_rates(double variance, double slowest, double fastest, double f) {
  require_not_negative(variance, "a variance is not negative", "variance");
  require_positive(slowest, "a rate is positive", "slowest");
  require(std::isfinite(fastest) && fastest > slowest, "the fastest rate is above the slowest", "fastest",
          fastest);
  require_positive(f, "a frequency is positive", "f");
  const double w = 2 * std::numbers::pi * f;
  return 2 * variance / (w * std::log(fastest / slowest)) * (std::atan(w / slowest) - std::atan(w / fastest));
}

}  // namespace stochtherm::models
