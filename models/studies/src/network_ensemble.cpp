#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/network_ensemble.hpp>
#include <vector>

#include "sequence.hpp"

namespace stochtherm::studies {
namespace {

/// States with their fields y = w x + b and the two terms of H, so that a move of one neuron asks only those it leads to.
struct Walker {
  const models::NeuralSeptuple& network;
  const std::vector<std::vector<std::size_t>>& targets;  ///< of each neuron, itself included
  std::vector<double> x, y, changed;
  double H = 0;

  [[nodiscard]] double term(double state, double field) const {
    const double r = state - models::activate(network.activation, field);
    return (r * r - network.objective * state * state) / 2;
  }
  void fill() {
    const std::size_t N = network.neurons;
    y = network.b, H = 0, changed.assign(N, 0.0);
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j < N; ++j) y[i] += network.w[i * N + j] * x[j];
      H += term(x[i], y[i]);
    }
  }
  void sweep(double beta, double step, models::Range on, Uniforms& u) {
    const std::size_t N = network.neurons;
    for (std::size_t k = 0; k < N; ++k) {
      double to = x[k] + step * (2 * u() - 1);
      if (to < on.low) to = 2 * on.low - to;
      if (to > on.high) to = 2 * on.high - to;
      double dH = 0;
      for (std::size_t i : targets[k]) {
        changed[i] = y[i] + network.w[i * N + k] * (to - x[k]);
        dH += term(i == k ? to : x[i], changed[i]) - term(x[i], y[i]);
      }
      if (std::log(u()) >= -beta * dH) continue;
      x[k] = to, H += dH;
      for (std::size_t i : targets[k]) y[i] = changed[i];
    }
  }
};

}  // namespace

Solved<AnnealedPartitionFunction> annealed_partition_function(const models::NeuralSeptuple& network,
                                                              double beta, std::size_t temperatures,
                                                              std::size_t chains, Seed seed,
                                                              double log_reference,
                                                              const Progress& progress) {
  constexpr auto function = "annealed_partition_function";
  network.require_valid(function);
  require_not_negative(beta, "an inverse temperature is not negative", "beta", function);
  require(temperatures >= 1, "annealing takes a step at least", "temperatures",
          static_cast<double>(temperatures), function);
  require(chains >= 2, "an error needs two chains at least", "chains", static_cast<double>(chains), function);
  const auto on = models::range(network.activation);
  const double width = on.high - on.low;
  require(std::isfinite(width), "the range of the activation is bounded, or Z does not exist", "range", width,
          function);
  const std::size_t N = network.neurons;
  std::vector<std::vector<std::size_t>> targets(N);
  for (std::size_t k = 0; k < N; ++k)
    for (std::size_t i = 0; i < N; ++i)
      if (i == k || network.w[i * N + k] != 0) targets[k].push_back(i);
  std::vector<double> log_weights;
  ProgressReporter report(progress);
  for (std::size_t c = 0; c < chains; ++c) {
    if (!report(static_cast<double>(c) / static_cast<double>(chains)))
      return {{}, Status::cancelled, "Cancelled before all chains were annealed."};
    Uniforms u(seed, random::Stream::thermal, c);
    Walker walker{.network = network, .targets = targets, .x = {}, .y = {}, .changed = {}};
    for (std::size_t i = 0; i < N; ++i) walker.x.push_back(on.low + width * u());
    walker.fill();
    double log_weight = static_cast<double>(N) * std::log(width), now = 0;
    for (std::size_t k = 1; k <= temperatures; ++k) {
      const double s = static_cast<double>(k) / static_cast<double>(temperatures), next = beta * s * s;
      log_weight -= (next - now) * walker.H;
      now = next;
      if (k < temperatures) walker.sweep(now, width / 2 * std::min(1.0, 2 / std::sqrt(1 + now)), on, u);
    }
    log_weights.push_back(log_weight);
  }
  return Solved(AnnealedPartitionFunction::from(log_weights, log_reference));
}

}  // namespace stochtherm::studies
