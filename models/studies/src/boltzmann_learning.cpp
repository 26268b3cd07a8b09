#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>

#include "sequence.hpp"

namespace stochtherm::studies {
namespace {

using models::RestrictedBoltzmann;

/// A state of both layers, and sweeps of it: hidden given visible, then visible given hidden.
struct Chain {
  std::vector<double> v, h, field_v, field_h;
  explicit Chain(const RestrictedBoltzmann& m)
      : v(m.visible, 0.0), h(m.hidden, 0.0), field_v(m.visible, 0.0), field_h(m.hidden, 0.0) {}

  void draw_hidden(const RestrictedBoltzmann& m, Uniforms& u) {
    m.hidden_field(v, field_h);
    for (std::size_t j = 0; j < m.hidden; ++j) h[j] = u() < m.upper(field_h[j]) ? 1 : m.low();
  }
  void draw_visible(const RestrictedBoltzmann& m, Uniforms& u) {
    m.visible_field(h, field_v);
    for (std::size_t i = 0; i < m.visible; ++i) v[i] = u() < m.upper(field_v[i]) ? 1 : m.low();
  }
  void sweep(const RestrictedBoltzmann& m, Uniforms& u) { draw_hidden(m, u), draw_visible(m, u); }
  void randomise(const RestrictedBoltzmann& m, Uniforms& u) {
    for (double& x : v) x = u() < 0.5 ? 1 : m.low();
    for (double& x : h) x = u() < 0.5 ? 1 : m.low();
  }
};

/// m += rate (positive - negative).
void ascend(RestrictedBoltzmann& m, double rate, const RestrictedBoltzmann::Moments& positive,
            const RestrictedBoltzmann::Moments& negative) {
  for (std::size_t k = 0; k < m.W.size(); ++k) m.W[k] += rate * (positive.vh[k] - negative.vh[k]);
  for (std::size_t i = 0; i < m.visible; ++i) m.b[i] += rate * (positive.v[i] - negative.v[i]);
  for (std::size_t j = 0; j < m.hidden; ++j) m.c[j] += rate * (positive.h[j] - negative.h[j]);
}

}  // namespace

Solved<TrainedBoltzmann> train(RestrictedBoltzmann machine, std::span<const double> data,
                               const BoltzmannTraining& training) {
  machine.require_valid("train");
  require_positive(training.rate, "a rate of learning is positive", "rate", "train");
  require(training.sweeps >= 1, "there is a sweep between two steps at least", "sweeps",
          static_cast<double>(training.sweeps));
  require(training.batch >= 1, "a batch has rows", "batch", static_cast<double>(training.batch));
  require(!data.empty() && data.size() % machine.visible == 0, "data are whole rows of visible states",
          "data", static_cast<double>(data.size()));
  for (double x : data)
    require(x == 1 || x == machine.low(), "data are states of binary units of the machine's kind", "data", x);
  const std::size_t rows = data.size() / machine.visible, batch = std::min(training.batch, rows);
  const bool persistent = training.rule == BoltzmannRule::persistent;
  Uniforms u(training.seed, random::Stream::thermal), order_u(training.seed, random::Stream::data);
  std::vector<Chain> chains(batch, Chain(machine));
  double work = 0, heat = 0, begin = 0;
  if (persistent)
    for (auto& c : chains) c.randomise(machine, u), begin += machine.energy(c.v, c.h);
  double energy = begin;
  const auto total = [&] {
    double sum = 0;
    for (const auto& c : chains) sum += machine.energy(c.v, c.h);
    return sum;
  };
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> given, ends;
  Status status = Status::converged;
  for (std::size_t epoch = 0; epoch < training.epochs; ++epoch) {
    if (training.progress &&
        !training.progress(static_cast<double>(epoch) / static_cast<double>(training.epochs))) {
      status = Status::cancelled;
      break;
    }
    for (std::size_t i = rows - 1; i > 0; --i)
      std::swap(order[i],
                order[std::min(i, static_cast<std::size_t>(order_u() * static_cast<double>(i + 1)))]);
    for (std::size_t at = 0; at + batch <= rows; at += batch) {
      given.clear(), ends.clear();
      for (std::size_t r = 0; r < batch; ++r) {
        const auto row = data.subspan(order[at + r] * machine.visible, machine.visible);
        given.insert(given.end(), row.begin(), row.end());
        if (!persistent) chains[r].v.assign(row.begin(), row.end());
        for (std::size_t k = 0; k < training.sweeps; ++k) chains[r].sweep(machine, u);
        ends.insert(ends.end(), chains[r].v.begin(), chains[r].v.end());
      }
      const auto positive = machine.of_data(given), negative = machine.of_data(ends);
      if (persistent) {
        const double swept = total();
        heat += swept - energy;
        ascend(machine, training.rate, positive, negative);
        energy = total();
        work += energy - swept;
      } else {
        ascend(machine, training.rate, positive, negative);
      }
    }
  }
  const auto n = static_cast<double>(batch);
  TrainedBoltzmann result{std::move(machine), work / n, heat / n, persistent ? (energy - begin) / n : 0};
  if (status == Status::cancelled)
    return {std::move(result), status, "train: cancelled; the machine is that of the last whole epoch."};
  bool finite = true;
  for (double w : result.machine.W) finite = finite && std::isfinite(w);
  if (!finite)
    return {std::move(result), Status::diverged,
            "train: the weights grew beyond all bounds; a smaller rate may help."};
  return Solved<TrainedBoltzmann>(std::move(result));
}

std::vector<double> sample(const RestrictedBoltzmann& machine, std::size_t samples, std::size_t sweeps,
                           Seed seed) {
  machine.require_valid("sample");
  std::vector<double> states;
  for (std::size_t s = 0; s < samples; ++s) {
    Uniforms u(seed, random::Stream::thermal, s);
    Chain chain(machine);
    chain.randomise(machine, u);
    for (std::size_t k = 0; k < sweeps; ++k) chain.sweep(machine, u);
    states.insert(states.end(), chain.v.begin(), chain.v.end());
  }
  return states;
}

AnnealedPartitionFunction annealed_partition_function(const RestrictedBoltzmann& machine,
                                                      std::size_t temperatures, std::size_t chains, Seed seed,
                                                      double log_reference) {
  machine.require_valid("annealed_partition_function");
  require(temperatures >= 1, "annealing takes a step at least", "temperatures",
          static_cast<double>(temperatures));
  require(chains >= 2, "an error needs two chains at least", "chains", static_cast<double>(chains));
  // Only the weights are turned on: E_s = -b v - c h - s v W h.
  RestrictedBoltzmann at = machine;
  const auto scale = [&](double s) {
    for (std::size_t k = 0; k < at.W.size(); ++k) at.W[k] = s * machine.W[k];
  };
  scale(0);
  // ln Z at s = 0: units that are all independent; F of it with the visible biases summed out as fields of their own.
  double log_Z0 = 0;
  for (const auto* biases : {&machine.b, &machine.c})
    for (double x : *biases)
      log_Z0 += machine.units == models::BinaryUnits::zero_one
                    ? std::log1p(std::exp(-std::abs(x))) + std::max(x, 0.0)
                    : std::abs(x) + std::log1p(std::exp(-2 * std::abs(x)));
  std::vector<double> log_weights(chains, log_Z0);
  std::vector<Chain> all(chains, Chain(machine));
  std::vector<Uniforms> u;
  for (std::size_t c = 0; c < chains; ++c) {
    u.emplace_back(seed, random::Stream::thermal, c);
    for (std::size_t i = 0; i < machine.visible; ++i)
      all[c].v[i] = u[c]() < machine.upper(machine.b[i]) ? 1 : machine.low();
  }
  for (std::size_t t = 1; t <= temperatures; ++t) {
    for (std::size_t c = 0; c < chains; ++c) log_weights[c] += at.free_energy(all[c].v);
    scale(static_cast<double>(t) / static_cast<double>(temperatures));
    for (std::size_t c = 0; c < chains; ++c) {
      log_weights[c] -= at.free_energy(all[c].v);
      if (t < temperatures) all[c].sweep(at, u[c]);
    }
  }
  return AnnealedPartitionFunction::from(log_weights, log_reference);
}

}  // namespace stochtherm::studies
