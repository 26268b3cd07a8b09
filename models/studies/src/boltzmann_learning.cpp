#include <algorithm>
#include <bit>
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

/// Bytes that hold the bits of a row of units.
std::size_t bytes_of(std::size_t units) { return (units + 7) / 8; }

/// A layer in all rows of a batch: a chance to be up, before that a field, and a bit for each unit. A row is padded to whole bytes, the rows
/// together to what draw_units takes.
template <class Real>
struct Layer {
  std::size_t units, row = 8 * bytes_of(units);
  std::vector<Real> chance;
  std::vector<std::uint8_t> up;
  Layer(std::size_t rows, std::size_t n)
      : units(n), chance((rows * row + 47) / 48 * 48, Real(0)), up(chance.size() / 8 + 7, 0) {}

  [[nodiscard]] detail::Bits bits() const { return {up.data(), row / 8}; }
  template <class F>
  void for_each_up(std::size_t r, const F& f) const {
    for (std::size_t i = 0; i < units; i += detail::bits_of_word)
      for (auto word = detail::word(up.data() + (r * row + i) / 8, units - i); word != 0; word &= word - 1)
        f(i + static_cast<std::size_t>(std::countr_zero(word)));
  }
  [[nodiscard]] std::vector<double> states(std::size_t r, double low) const {
    std::vector<double> x(units, low);
    for_each_up(r, [&](std::size_t i) { x[i] = 1; });
    return x;
  }
};

/// The parameters and the chains of a batch, a row each, in one precision. A unit is low + span bit, span = 1 - low: its products are sums over
/// the units that are up.
template <class Real>
class Batch {
 public:
  Batch(const RestrictedBoltzmann& m, std::size_t rows, Seed seed)
      : rows_(rows),
        low_(static_cast<Real>(m.low())),
        seed_(seed),
        W_(m.W.begin(), m.W.end()),
        b_(m.b.begin(), m.b.end()),
        c_(m.c.begin(), m.c.end()),
        data_(rows, m.visible),
        v_(rows, m.visible),
        from_data_(rows, m.hidden),
        h_(rows, m.hidden),
        step_(2 * rows * m.hidden, Real(0)),
        turned_(m.visible * bytes_of(2 * rows) + 7, 0) {}

  void set_data(std::size_t row, const std::uint8_t* up) {
    std::copy_n(up, v_.row / 8, data_.up.data() + row * (v_.row / 8));
  }
  void start_anywhere() { draw(v_, v_.up.data()), draw(h_, h_.up.data()); }
  /// Hidden units given the data: their chances, and the start of chains.
  void meet_data(bool start) {
    fields(c_, {W_.data(), h_.units, 1}, data_, from_data_);
    draw(from_data_, start ? h_.up.data() : nullptr);
  }
  /// Visible units given the hidden ones, and hidden ones given those.
  void sweep() {
    fields(b_, {W_.data(), 1, h_.units}, h_, v_);
    draw(v_, v_.up.data());
    fields(c_, {W_.data(), h_.units, 1}, v_, h_);
    draw(h_, h_.up.data());
  }
  /// Parameters += rate (<.>_data - <.>_chains), hidden units in their conditional means.
  void ascend(double rate) {
    const Real unit = static_cast<Real>(rate / static_cast<double>(rows_));
    const std::size_t nv = v_.units, nh = h_.units;
    std::fill(turned_.begin(), turned_.end(), std::uint8_t{0});
    std::vector<Real> change(nh, Real(0));
    collect(data_, from_data_, 0, unit, change), collect(v_, h_, rows_, -unit, change);
    for (std::size_t j = 0; j < nh; ++j) c_[j] += change[j];
    if (low_ != 0)
      for (std::size_t i = 0; i < nv; ++i)
        for (std::size_t j = 0; j < nh; ++j) W_[i * nh + j] += low_ * change[j];
    kernels_.add_selected(
        {nv, nh, 2 * rows_, {turned_.data(), bytes_of(2 * rows_)}, {step_.data(), nh, 1}, W_.data(), nh});
  }
  [[nodiscard]] bool finite() const {
    for (const auto* parameters : {&W_, &b_, &c_})
      for (Real x : *parameters)
        if (!std::isfinite(x)) return false;
    return true;
  }
  void write(RestrictedBoltzmann& m) const {
    m.W.assign(W_.begin(), W_.end()), m.b.assign(b_.begin(), b_.end()), m.c.assign(c_.begin(), c_.end());
  }
  /// Of all chains together, under the parameters of m.
  [[nodiscard]] double energy(const RestrictedBoltzmann& m) const {
    double sum = 0;
    for (std::size_t r = 0; r < rows_; ++r) sum += m.energy(v_.states(r, m.low()), h_.states(r, m.low()));
    return sum;
  }

 private:
  /// Rows of a gradient from `first` on: steps of the weights, bits, and the sums over rows for b and c.
  void collect(const Layer<Real>& v, const Layer<Real>& h, std::size_t first, Real unit,
               std::vector<Real>& change) {
    const Real span = 1 - low_;
    for (std::size_t r = 0; r < rows_; ++r) {
      const std::size_t at = first + r;
      v.for_each_up(r, [&](std::size_t i) {
        turned_[i * bytes_of(2 * rows_) + at / 8] |= static_cast<std::uint8_t>(1U << (at % 8));
        b_[i] += span * unit;  // the low parts of data and chains cancel
      });
      for (std::size_t j = 0; j < h.units; ++j) {
        const Real mean = unit * (low_ + span * h.chance[r * h.row + j]);
        change[j] += mean;
        step_[at * h.units + j] = span * mean;
      }
    }
  }
  /// The fields of a layer given the other, over the span.
  void fields(const std::vector<Real>& bias, detail::Strided<Real> W, const Layer<Real>& given,
              Layer<Real>& layer) {
    std::vector<Real> all_down = bias;
    if (low_ != 0)
      for (std::size_t s = 0; s < given.units; ++s)
        for (std::size_t j = 0; j < layer.units; ++j) all_down[j] += low_ * W.at[s * W.row + j * W.column];
    for (Real& x : all_down) x /= 1 - low_;
    for (std::size_t r = 0; r < rows_; ++r)
      std::copy(all_down.begin(), all_down.end(),
                layer.chance.begin() + static_cast<std::ptrdiff_t>(r * layer.row));
    kernels_.add_selected({rows_, layer.units, given.units, given.bits(), W, layer.chance.data(), layer.row});
  }
  /// Chances 1/(1 + e^{-span x}), x = span times what `fields` leaves.
  void draw(Layer<Real>& layer, std::uint8_t* up) {
    const double span = 1 - static_cast<double>(low_);
    kernels_.draw_units({layer.chance.size(), layer.chance.data(), up, span * span, seed_,
                         random::Stream::thermal, drawn_++});
  }

  std::size_t rows_;
  Real low_;
  Seed seed_;
  std::uint64_t drawn_ = 0;
  std::vector<Real> W_, b_, c_;
  Layer<Real> data_, v_, from_data_, h_;
  std::vector<Real> step_;  ///< what an up visible unit adds to its weights: rows of data, then of chains
  std::vector<std::uint8_t> turned_;  ///< the bits of those rows, a row for each visible unit
  detail::DenseKernels<Real> kernels_ = detail::dense_kernels<Real>();
};

/// Which units are up, rows padded to whole bytes.
std::vector<std::uint8_t> packed(std::span<const double> data, std::size_t units) {
  const std::size_t rows = data.size() / units, bytes = bytes_of(units);
  std::vector<std::uint8_t> up(rows * bytes, 0);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t first = 0; first < units; first += 8) {
      unsigned byte = 0;
      for (std::size_t i = first; i < std::min(first + 8, units); ++i)
        byte |= (data[r * units + i] == 1 ? 1U : 0U) << (i - first);
      up[r * bytes + first / 8] = static_cast<std::uint8_t>(byte);
    }
  return up;
}

template <class Real>
Solved<TrainedBoltzmann> train_in(RestrictedBoltzmann machine, std::span<const double> data,
                                  const BoltzmannTraining& training) {
  const std::size_t rows = data.size() / machine.visible, batch = std::min(training.batch, rows);
  const bool persistent = training.rule == BoltzmannRule::persistent;
  Uniforms order_u(training.seed, random::Stream::data);
  Batch<Real> chains(machine, batch, training.seed);
  const auto lit = packed(data, machine.visible);
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
        chains.set_data(r, lit.data() + order[at + r] * bytes_of(machine.visible));
      chains.meet_data(!persistent);
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
    if (!chains.finite()) {
      status = Status::diverged;
      break;
    }
  }
  chains.write(machine);
  const auto n = static_cast<double>(batch);
  TrainedBoltzmann result{std::move(machine), work / n, heat / n, persistent ? (energy - begin) / n : 0};
  if (status == Status::cancelled)
    return {std::move(result), status, "train: cancelled; the machine is that of the last whole epoch."};
  if (status == Status::diverged)
    return {std::move(result), status,
            "train: the parameters grew beyond all bounds; a smaller rate may help."};
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
    require((x == 1) != (x == machine.low()), "data are states of binary units of the machine's kind", "data",
            x);
  return training.precision == Precision::single_precision
             ? train_in<float>(std::move(machine), data, training)
             : train_in<double>(std::move(machine), data, training);
}

Solved<std::vector<double>> sample(const RestrictedBoltzmann& machine, std::size_t samples,
                                   std::size_t sweeps, Seed seed, const Progress& progress) {
  machine.require_valid("sample");
  std::vector<double> states;
  ProgressReporter report(progress);
  for (std::size_t s = 0; s < samples; ++s) {
    if (!report(static_cast<double>(s) / static_cast<double>(samples)))
      return {std::move(states), Status::cancelled, "Cancelled before all samples were drawn."};
    Uniforms u(seed, random::Stream::thermal, s);
    Chain chain(machine);
    chain.randomise(machine, u);
    for (std::size_t k = 0; k < sweeps; ++k) chain.sweep(machine, u);
    states.insert(states.end(), chain.v.begin(), chain.v.end());
  }
  return Solved(std::move(states));
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
