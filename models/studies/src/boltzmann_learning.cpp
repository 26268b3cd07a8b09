#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>

#include "../kernels/dense.hpp"
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

std::size_t padded(std::size_t n) { return (n + 47) / 48 * 48; }

/// The parameters and the chains of a batch, a row each, in one precision.
template <class Real>
class Batch {
 public:
  Batch(const RestrictedBoltzmann& m, std::size_t rows, Seed seed)
      : nv_(m.visible),
        nh_(m.hidden),
        rows_(rows),
        signs_(m.units == models::BinaryUnits::plus_minus),
        seed_(seed),
        W_(m.W.begin(), m.W.end()),
        b_(m.b.begin(), m.b.end()),
        c_(m.c.begin(), m.c.end()),
        v_(padded(rows * nv_), Real(0)),
        h_(padded(rows * nh_), Real(0)),
        mean_v_(v_),
        mean_h_(h_),
        data_(v_),
        from_data_(h_) {}

  void set_data(std::size_t row, std::span<const double> v) {
    std::copy(v.begin(), v.end(), data_.begin() + static_cast<std::ptrdiff_t>(row * nv_));
  }
  void start_at_data() { v_ = data_; }
  void start_anywhere() {
    std::fill(mean_v_.begin(), mean_v_.end(), Real(0));
    std::fill(mean_h_.begin(), mean_h_.end(), Real(0));
    draw(mean_v_, v_.data()), draw(mean_h_, h_.data());
  }
  void sweep() {
    hidden_fields(v_);
    draw(mean_h_, h_.data());
    for (std::size_t r = 0; r < rows_; ++r) std::copy_n(b_.data(), nv_, mean_v_.data() + r * nv_);
    kernels_.multiply_add({rows_, nv_, nh_, {h_.data(), nh_, 1}, {W_.data(), 1, nh_}, mean_v_.data(), nv_});
    draw(mean_v_, v_.data());
  }
  /// Parameters += rate (<.>_data - <.>_chains), hidden units in their conditional means.
  void ascend(double rate) {
    const Real unit = static_cast<Real>(rate / static_cast<double>(rows_));
    towards(data_, unit);
    from_data_.swap(mean_h_);
    towards(v_, -unit);
    kernels_.multiply_add(
        {nv_, nh_, rows_, {data_.data(), 1, nv_}, {from_data_.data(), nh_, 1}, W_.data(), nh_});
    kernels_.multiply_add({nv_, nh_, rows_, {v_.data(), 1, nv_}, {mean_h_.data(), nh_, 1}, W_.data(), nh_});
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t i = 0; i < nv_; ++i) b_[i] += unit * (data_[r * nv_ + i] - v_[r * nv_ + i]);
      for (std::size_t k = 0; k < nh_; ++k) c_[k] += from_data_[r * nh_ + k] + mean_h_[r * nh_ + k];
    }
  }
  void write(RestrictedBoltzmann& m) const {
    m.W.assign(W_.begin(), W_.end()), m.b.assign(b_.begin(), b_.end()), m.c.assign(c_.begin(), c_.end());
  }
  /// Of all chains together, under the parameters of m.
  [[nodiscard]] double energy(const RestrictedBoltzmann& m) const {
    double sum = 0;
    for (std::size_t r = 0; r < rows_; ++r) {
      const std::vector<double> v(v_.data() + r * nv_, v_.data() + (r + 1) * nv_),
          h(h_.data() + r * nh_, h_.data() + (r + 1) * nh_);
      sum += m.energy(v, h);
    }
    return sum;
  }

 private:
  void hidden_fields(const std::vector<Real>& v) {
    for (std::size_t r = 0; r < rows_; ++r) std::copy_n(c_.data(), nh_, mean_h_.data() + r * nh_);
    kernels_.multiply_add({rows_, nh_, nv_, {v.data(), nv_, 1}, {W_.data(), nh_, 1}, mean_h_.data(), nh_});
  }
  void draw(std::vector<Real>& mean, Real* state) {
    kernels_.draw_units({mean.size(), mean.data(), state, signs_, seed_, random::Stream::thermal, drawn_++});
  }
  /// mean_h_ = factor times the mean of the hidden units given v.
  void towards(const std::vector<Real>& v, Real factor) {
    hidden_fields(v);
    draw(mean_h_, nullptr);
    for (Real& x : mean_h_) x *= factor;
  }

  std::size_t nv_, nh_, rows_;
  bool signs_;
  Seed seed_;
  std::uint64_t drawn_ = 0;
  std::vector<Real> W_, b_, c_, v_, h_, mean_v_, mean_h_, data_, from_data_;
  detail::DenseKernels<Real> kernels_ = detail::dense_kernels<Real>();
};

template <class Real>
Solved<TrainedBoltzmann> train_in(RestrictedBoltzmann machine, std::span<const double> data,
                                  const BoltzmannTraining& training) {
  const std::size_t rows = data.size() / machine.visible, batch = std::min(training.batch, rows);
  const bool persistent = training.rule == BoltzmannRule::persistent;
  Uniforms order_u(training.seed, random::Stream::data);
  Batch<Real> chains(machine, batch, training.seed);
  double work = 0, heat = 0, begin = 0;
  if (persistent) chains.start_anywhere(), begin = chains.energy(machine);
  double energy = begin;
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Status status = Status::converged;
  ProgressReporter report(training.progress);
  for (std::size_t epoch = 0; epoch < training.epochs; ++epoch) {
    if (!report(static_cast<double>(epoch) / static_cast<double>(training.epochs))) {
      status = Status::cancelled;
      break;
    }
    for (std::size_t i = rows - 1; i > 0; --i)
      std::swap(order[i],
                order[std::min(i, static_cast<std::size_t>(order_u() * static_cast<double>(i + 1)))]);
    for (std::size_t at = 0; at + batch <= rows; at += batch) {
      for (std::size_t r = 0; r < batch; ++r)
        chains.set_data(r, data.subspan(order[at + r] * machine.visible, machine.visible));
      if (!persistent) chains.start_at_data();
      for (std::size_t k = 0; k < training.sweeps; ++k) chains.sweep();
      if (persistent) {
        const double swept = chains.energy(machine);
        heat += swept - energy;
        chains.ascend(training.rate);
        chains.write(machine);
        energy = chains.energy(machine);
        work += energy - swept;
      } else {
        chains.ascend(training.rate);
      }
    }
  }
  chains.write(machine);
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
  return training.precision == Precision::single_precision
             ? train_in<float>(std::move(machine), data, training)
             : train_in<double>(std::move(machine), data, training);
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

Solved<AnnealedPartitionFunction> annealed_partition_function(const RestrictedBoltzmann& machine,
                                                              std::size_t temperatures, std::size_t chains,
                                                              Seed seed, double log_reference,
                                                              const Progress& progress) {
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
  ProgressReporter report(progress);
  for (std::size_t t = 1; t <= temperatures; ++t) {
    if (!report(static_cast<double>(t) / static_cast<double>(temperatures + 1)))
      return {{}, Status::cancelled, "Cancelled before the chains were annealed."};
    for (std::size_t c = 0; c < chains; ++c) log_weights[c] += at.free_energy(all[c].v);
    scale(static_cast<double>(t) / static_cast<double>(temperatures));
    for (std::size_t c = 0; c < chains; ++c) {
      log_weights[c] -= at.free_energy(all[c].v);
      if (t < temperatures) all[c].sweep(at, u[c]);
    }
  }
  return Solved(AnnealedPartitionFunction::from(log_weights, log_reference));
}

}  // namespace stochtherm::studies
