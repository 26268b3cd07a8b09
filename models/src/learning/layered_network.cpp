#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/layered_network.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::models {
namespace {

/// W x + b of one layer.
void fields(const LayeredNetwork& n, std::size_t l, std::span<const double> x, std::span<double> y) {
  for (std::size_t i = 0; i < n.sizes[l + 1]; ++i) {
    double sum = n.b[l][i];
    const double* row = n.W[l].data() + i * n.sizes[l];
    for (std::size_t j = 0; j < n.sizes[l]; ++j) sum += row[j] * x[j];
    y[i] = sum;
  }
}

}  // namespace

LayeredNetwork LayeredNetwork::zero(std::vector<std::size_t> sizes, Activation activation) {
  LayeredNetwork n{.sizes = std::move(sizes), .W = {}, .b = {}, .activation = activation};
  for (std::size_t l = 0; l + 1 < n.sizes.size(); ++l) {
    n.W.emplace_back(n.sizes[l] * n.sizes[l + 1], 0.0);
    n.b.emplace_back(n.sizes[l + 1], 0.0);
  }
  return n;
}

LayeredNetwork LayeredNetwork::random(std::vector<std::size_t> sizes, Seed seed, Activation activation) {
  auto n = zero(std::move(sizes), activation);
  for (std::size_t l = 0; l < n.W.size(); ++l) {
    const double bound = std::sqrt(6.0 / static_cast<double>(n.sizes[l] + n.sizes[l + 1]));
    for (std::size_t k = 0; k < n.W[l].size(); ++k)
      n.W[l][k] = bound * (2 * random::uniform(seed, random::Stream::initial_state, k, l, 0) - 1);
  }
  return n;
}

void LayeredNetwork::require_valid(const char* function) const {
  require(sizes.size() >= 2, "a layered network has two layers or more", "sizes",
          static_cast<double>(sizes.size()), function);
  for (std::size_t s : sizes)
    require(s >= 1, "a layer has neurons", "sizes", static_cast<double>(s), function);
  require(W.size() + 1 == sizes.size(), "there are weights between neighbouring layers", "W",
          static_cast<double>(W.size()), function);
  require(b.size() + 1 == sizes.size(), "there are biases for each layer but the first", "b",
          static_cast<double>(b.size()), function);
  for (std::size_t l = 0; l < W.size(); ++l) {
    require(W[l].size() == sizes[l] * sizes[l + 1], "there is a weight for each pair of neighbours", "W",
            static_cast<double>(W[l].size()), function);
    require(b[l].size() == sizes[l + 1], "there is a bias for each neuron", "b",
            static_cast<double>(b[l].size()), function);
    for (double v : W[l]) require_finite(v, "W", function);
    for (double v : b[l]) require_finite(v, "b", function);
  }
}

std::size_t LayeredNetwork::neurons() const {
  std::size_t sum = 0;
  for (std::size_t s : sizes) sum += s;
  return sum;
}

std::vector<double> LayeredNetwork::states(std::span<const double> input) const {
  require(input.size() == sizes.front(), "there is a state for each input neuron", "input",
          static_cast<double>(input.size()), "states");
  std::vector<double> x(neurons(), 0.0);
  std::copy(input.begin(), input.end(), x.begin());
  std::size_t from = 0;
  for (std::size_t l = 0; l < W.size(); ++l) {
    const std::size_t to = from + sizes[l];
    const std::span<double> next(x.data() + to, sizes[l + 1]);
    fields(*this, l, std::span(x.data() + from, sizes[l]), next);
    for (double& v : next) v = activate(activation, v);
    from = to;
  }
  return x;
}

std::vector<double> LayeredNetwork::slopes(std::span<const double> states) const {
  require(states.size() == neurons(), "there is a state for each neuron", "states",
          static_cast<double>(states.size()), "slopes");
  std::vector<double> slope_of(neurons(), 1.0);
  std::size_t from = 0;
  for (std::size_t l = 0; l < W.size(); ++l) {
    const std::size_t to = from + sizes[l];
    const std::span<double> next(slope_of.data() + to, sizes[l + 1]);
    fields(*this, l, states.subspan(from, sizes[l]), next);
    for (double& v : next) v = slope(activation, v);
    from = to;
  }
  return slope_of;
}

LayeredNetwork::Gradient LayeredNetwork::boundary_gradient(std::span<const double> input,
                                                           std::span<const double> target) const {
  require_valid("boundary_gradient");
  require(target.size() == sizes.back(), "there is a target for each output neuron", "target",
          static_cast<double>(target.size()), "boundary_gradient");
  const auto x = states(input);
  const auto slope_of = slopes(x);
  Gradient gradient{.W = {}, .b = {}, .loss = 0};
  for (const auto& m : W) gradient.W.emplace_back(m.size(), 0.0);
  for (const auto& v : b) gradient.b.emplace_back(v.size(), 0.0);
  std::size_t at = x.size() - sizes.back();
  for (std::size_t i = 0; i < sizes.back(); ++i) {
    const double mismatch = x[at + i] - target[i];
    gradient.loss += mismatch * mismatch / 2;
    gradient.b.back()[i] = slope_of[at + i] * mismatch;
  }
  for (std::size_t l = W.size(); l-- > 0;) {
    const std::size_t below = at - sizes[l];
    for (std::size_t i = 0; i < sizes[l + 1]; ++i)
      for (std::size_t j = 0; j < sizes[l]; ++j)
        gradient.W[l][i * sizes[l] + j] = gradient.b[l][i] * x[below + j];
    if (l > 0)
      for (std::size_t j = 0; j < sizes[l]; ++j) {
        double sum = 0;
        for (std::size_t i = 0; i < sizes[l + 1]; ++i) sum += W[l][i * sizes[l] + j] * gradient.b[l][i];
        gradient.b[l - 1][j] = slope_of[below + j] * sum;
      }
    at = below;
  }
  return gradient;
}

namespace {

/// The layers from `first` on as a graph.
NeuralSeptuple graph(const LayeredNetwork& n, std::size_t first) {
  std::size_t neurons = 0;
  for (std::size_t l = first; l < n.sizes.size(); ++l) neurons += n.sizes[l];
  auto s = NeuralSeptuple::unconnected(neurons, n.activation);
  for (std::size_t i = neurons - n.sizes.back(); i < neurons; ++i) s.outputs.push_back(i);
  std::size_t from = 0;
  for (std::size_t l = first; l < n.W.size(); ++l) {
    const std::size_t to = from + n.sizes[l];
    for (std::size_t i = 0; i < n.sizes[l + 1]; ++i) {
      s.b[to + i] = n.b[l][i];
      for (std::size_t j = 0; j < n.sizes[l]; ++j)
        s.w[(to + i) * neurons + from + j] = n.W[l][i * n.sizes[l] + j];
    }
    from = to;
  }
  return s;
}

double inverse(Activation f, double x) {
  switch (f) {
    case Activation::tanh:
      return std::atanh(x);
    case Activation::logistic:
      return std::log(x / (1 - x));
    case Activation::rectifier:
    case Activation::identity:
      break;
  }
  return x;
}

}  // namespace

NeuralSeptuple LayeredNetwork::septuple(std::span<const double> input) const {
  require_valid("septuple");
  require(input.size() == sizes.front(), "there is a state for each input neuron", "input",
          static_cast<double>(input.size()), "septuple");
  auto s = graph(*this, 0);
  const auto [low, high] = range(activation);
  for (std::size_t i = 0; i < sizes.front(); ++i) {
    require(input[i] > low && input[i] < high,
            "an input state lies inside the range of the activation, for a bias must hold it", "input",
            input[i], "septuple");
    s.inputs.push_back(i);
    s.b[i] = inverse(activation, input[i]);
  }
  return s;
}

NeuralSeptuple LayeredNetwork::behind(std::span<const double> input) const {
  require(input.size() == sizes.front(), "there is a state for each input neuron", "input",
          static_cast<double>(input.size()), "behind");
  auto s = graph(*this, 1);
  std::vector<double> y(sizes[1], 0.0);
  fields(*this, 0, input, y);
  std::copy(y.begin(), y.end(), s.b.begin());
  return s;
}

}  // namespace stochtherm::models
