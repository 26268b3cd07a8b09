#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/layered_training.hpp>
#include <string>

#include "../kernels/dense.hpp"
#include "sequence.hpp"

namespace stochtherm::studies {

struct LayeredTrainer::Machine {
  virtual ~Machine() = default;
  virtual void epoch(std::size_t number) = 0;
  [[nodiscard]] virtual bool finite() const = 0;
  [[nodiscard]] virtual models::LayeredNetwork network() const = 0;
  /// States of all neurons of some samples, row by row.
  [[nodiscard]] virtual std::vector<double> states(std::size_t first, std::size_t count) const = 0;

  LabelledSamples samples;
  GradientDescent how;
  std::size_t epochs;
  Machine(LabelledSamples given, const GradientDescent& descent, std::size_t spent)
      : samples(std::move(given)), how(descent), epochs(spent) {}
};

namespace {

using models::LayeredNetwork;

std::size_t padded(std::size_t n) { return (n + 7) / 8 * 8; }

/// Everything in one precision. Weights stand transposed, a row for each sending neuron, so that all products run along rows.
template <class Real>
class InPrecision : public LayeredTrainer::Machine {
 public:
  InPrecision(const LayeredNetwork& n, LabelledSamples given, const GradientDescent& descent,
              std::size_t spent)
      : Machine(std::move(given), descent, spent), sizes_(n.sizes) {
    const auto rounded = [](const std::vector<double>& from) {
      return std::vector<Real>(from.begin(), from.end());
    };
    data_ = rounded(samples.x), targets_ = rounded(samples.t);
    for (std::size_t l = 0; l < n.W.size(); ++l) {
      std::vector<Real> turned(n.W[l].size(), Real(0));
      for (std::size_t i = 0; i < sizes_[l + 1]; ++i)
        for (std::size_t j = 0; j < sizes_[l]; ++j)
          turned[j * sizes_[l + 1] + i] = static_cast<Real>(n.W[l][i * sizes_[l] + j]);
      W_.push_back(std::move(turned));
      b_.push_back(rounded(n.b[l]));
    }
  }

  void epoch(std::size_t number) override {
    const std::size_t n = samples.count(), batch = std::min(how.batch, n);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Uniforms u(how.seed, random::Stream::data, number);
    for (std::size_t i = n - 1; i > 0; --i)
      std::swap(order[i], order[std::min(i, static_cast<std::size_t>(u() * static_cast<double>(i + 1)))]);
    Layers layers(sizes_, batch), deltas(sizes_, batch);
    std::vector<Real> target(batch * sizes_.back(), Real(0));
    for (std::size_t at = 0; at < n; at += batch) {
      const std::size_t rows = std::min(batch, n - at);
      for (std::size_t r = 0; r < rows; ++r) {
        const std::size_t s = order[at + r];
        std::copy_n(data_.data() + s * sizes_.front(), sizes_.front(), layers[0].data() + r * sizes_.front());
        std::copy_n(targets_.data() + s * sizes_.back(), sizes_.back(), target.data() + r * sizes_.back());
      }
      forward(layers, rows);
      backward(layers, deltas, target, rows);
    }
  }

  [[nodiscard]] bool finite() const override {
    for (const auto* parameters : {&W_, &b_})
      for (const auto& m : *parameters)
        for (Real w : m)
          if (!std::isfinite(w)) return false;
    return true;
  }

  [[nodiscard]] LayeredNetwork network() const override {
    auto n = LayeredNetwork::zero(sizes_);
    for (std::size_t l = 0; l < W_.size(); ++l) {
      for (std::size_t i = 0; i < sizes_[l + 1]; ++i)
        for (std::size_t j = 0; j < sizes_[l]; ++j) n.W[l][i * sizes_[l] + j] = W_[l][j * sizes_[l + 1] + i];
      n.b[l].assign(b_[l].begin(), b_[l].end());
    }
    return n;
  }

  [[nodiscard]] std::vector<double> states(std::size_t first, std::size_t count) const override {
    Layers layers(sizes_, count);
    std::copy_n(data_.data() + first * sizes_.front(), count * sizes_.front(), layers[0].data());
    forward(layers, count);
    std::vector<double> all;
    for (std::size_t r = 0; r < count; ++r)
      for (std::size_t l = 0; l < sizes_.size(); ++l)
        all.insert(all.end(), layers[l].data() + r * sizes_[l], layers[l].data() + (r + 1) * sizes_[l]);
    return all;
  }

 private:
  /// A matrix for each layer, a row for each sample of a batch.
  struct Layers : std::vector<std::vector<Real>> {
    Layers(const std::vector<std::size_t>& sizes, std::size_t batch) {
      for (std::size_t n : sizes) this->emplace_back(padded(batch * n), Real(0));
    }
  };

  void forward(Layers& x, std::size_t rows) const {
    for (std::size_t l = 0; l < W_.size(); ++l) {
      const std::size_t in = sizes_[l], out = sizes_[l + 1];
      for (std::size_t r = 0; r < rows; ++r) std::copy_n(b_[l].data(), out, x[l + 1].data() + r * out);
      kernels_.multiply_add(
          {rows, out, in, {x[l].data(), in, 1}, {W_[l].data(), out, 1}, x[l + 1].data(), out});
      kernels_.tanh(x[l + 1].data(), padded(rows * out));
    }
  }

  void backward(const Layers& x, Layers& delta, const std::vector<Real>& target, std::size_t rows) {
    const std::size_t last = W_.size();
    const double outputs = static_cast<double>(sizes_.back());
    const double per_sample = how.scale == LossScale::mean_square ? 2 / outputs : 1;
    const Real step = static_cast<Real>(-how.rate * per_sample / static_cast<double>(rows));
    // delta of (2.12) times the step: the update is a product alone.
    for (std::size_t e = 0; e < rows * sizes_.back(); ++e)
      delta[last][e] = step * (x[last][e] - target[e]) * (1 - x[last][e] * x[last][e]);
    for (std::size_t l = last; l-- > 1;) {
      const std::size_t in = sizes_[l], out = sizes_[l + 1];
      std::fill_n(delta[l].data(), rows * in, Real(0));
      kernels_.multiply_add(
          {rows, in, out, {delta[l + 1].data(), out, 1}, {W_[l].data(), 1, out}, delta[l].data(), in});
      for (std::size_t e = 0; e < rows * in; ++e) delta[l][e] *= 1 - x[l][e] * x[l][e];
    }
    for (std::size_t l = 0; l < last; ++l) {
      const std::size_t in = sizes_[l], out = sizes_[l + 1];
      kernels_.multiply_add(
          {in, out, rows, {x[l].data(), 1, in}, {delta[l + 1].data(), out, 1}, W_[l].data(), out});
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t i = 0; i < out; ++i) b_[l][i] += delta[l + 1][r * out + i];
    }
  }

  std::vector<std::size_t> sizes_;
  std::vector<std::vector<Real>> W_, b_;
  std::vector<Real> data_, targets_;
  detail::DenseKernels<Real> kernels_ = detail::dense_kernels<Real>();
};

}  // namespace

LayeredTrainer::LayeredTrainer(const LayeredNetwork& network, LabelledSamples samples,
                               const GradientDescent& how, std::size_t epochs) {
  constexpr auto function = "LayeredTrainer";
  network.require_valid(function);
  require(network.activation == models::Activation::tanh, "the activation is tanh", "activation",
          static_cast<double>(network.activation), function);
  require_positive(how.rate, "a rate of learning is positive", "rate", function);
  require(how.batch >= 1, "a batch has samples", "batch", static_cast<double>(how.batch), function);
  require(samples.inputs == network.sizes.front(), "a sample has as many inputs as the network", "inputs",
          static_cast<double>(samples.inputs), function);
  require(samples.outputs == network.sizes.back(), "a sample has as many targets as the network has outputs",
          "outputs", static_cast<double>(samples.outputs), function);
  require(samples.count() >= 1 && samples.x.size() == samples.count() * samples.inputs &&
              samples.t.size() == samples.count() * samples.outputs,
          "samples are whole rows of inputs and targets", "samples", static_cast<double>(samples.x.size()),
          function);
  for (const auto* numbers : {&samples.x, &samples.t})
    for (double v : *numbers) require_finite(v, "samples", function);
  if (how.precision == Precision::single_precision)
    machine_ = std::make_unique<InPrecision<float>>(network, std::move(samples), how, epochs);
  else
    machine_ = std::make_unique<InPrecision<double>>(network, std::move(samples), how, epochs);
}
LayeredTrainer::~LayeredTrainer() = default;
LayeredTrainer::LayeredTrainer(LayeredTrainer&&) noexcept = default;
LayeredTrainer& LayeredTrainer::operator=(LayeredTrainer&&) noexcept = default;

Solved<std::size_t> LayeredTrainer::descend(std::size_t epochs, const Progress& progress) {
  ProgressReporter report(progress);
  for (std::size_t k = 0; k < epochs; ++k) {
    machine_->epoch(machine_->epochs);
    ++machine_->epochs;
    if (!machine_->finite())
      return {machine_->epochs, Status::diverged,
              "The weights grew beyond all bounds in epoch " + std::to_string(machine_->epochs) +
                  "; start again with a smaller rate."};
    if (!report(static_cast<double>(k + 1) / static_cast<double>(epochs)) && k + 1 < epochs)
      return {
          machine_->epochs, Status::cancelled,
          "Stopped after epoch " + std::to_string(machine_->epochs) + "; the network can go on from there."};
  }
  return Solved<std::size_t>(machine_->epochs);
}

LayeredNetwork LayeredTrainer::network() const { return machine_->network(); }
std::size_t LayeredTrainer::epochs() const { return machine_->epochs; }

Solved<Observation> LayeredTrainer::observe(std::size_t bulk_samples, SlopesAt at,
                                            const Progress& progress) const {
  const auto now = network();
  const auto& samples = machine_->samples;
  const std::size_t N = now.neurons(), outputs = samples.outputs, n = samples.count();
  require(bulk_samples >= 1, "the bulk loss is a mean over samples", "bulk_samples",
          static_cast<double>(bulk_samples), "observe");
  Observation seen{.epoch = epochs(),
                   .boundary_loss = 0,
                   .accuracy = 0,
                   .bulk_loss = 0,
                   .boundary_loss_there = 0,
                   .spectrum = {}};
  std::vector<double> mean_state(N, 0.0), mean_slope(N, 0.0);
  const auto count = static_cast<double>(n);
  const std::size_t minimised = std::min(bulk_samples, n);
  std::size_t right = 0;
  ProgressReporter report(progress);
  constexpr std::size_t block = 500;
  for (std::size_t first = 0; first < n; first += block) {
    const std::size_t rows = std::min(block, n - first);
    const auto x = machine_->states(first, rows);
    for (std::size_t r = 0; r < rows; ++r) {
      const std::span<const double> state(x.data() + r * N, N);
      const std::span<const double> target(samples.t.data() + (first + r) * outputs, outputs);
      const auto output = state.last(outputs);
      double boundary = 0;
      for (std::size_t k = 0; k < outputs; ++k)
        boundary += (output[k] - target[k]) * (output[k] - target[k]) / 2;
      seen.boundary_loss += boundary / count;
      if (std::max_element(output.begin(), output.end()) - output.begin() ==
          std::max_element(target.begin(), target.end()) - target.begin())
        ++right;
      for (std::size_t i = 0; i < N; ++i)
        mean_state[i] += state[i] / count, mean_slope[i] += (1 - state[i] * state[i]) / count;
      if (first + r < minimised) {
        if (!report(static_cast<double>(first + r) / static_cast<double>(minimised)))
          return {std::move(seen), Status::cancelled, "Stopped before all was observed."};
        seen.boundary_loss_there += boundary / static_cast<double>(minimised);
        const auto bulk = now.behind(state.first(samples.inputs));
        std::vector<double> held(state.begin() + static_cast<std::ptrdiff_t>(samples.inputs), state.end());
        std::copy(target.begin(), target.end(), held.end() - static_cast<std::ptrdiff_t>(outputs));
        seen.bulk_loss += bulk.bulk_minimum(held).even_if_failed().loss / static_cast<double>(minimised);
      }
    }
  }
  seen.accuracy = static_cast<double>(right) / count;
  seen.spectrum = spectrum(now, at == SlopesAt::mean_state ? now.slopes(mean_state) : mean_slope);
  return Solved(std::move(seen));
}

}  // namespace stochtherm::studies
