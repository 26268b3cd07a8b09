#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/septuple.hpp>
#include <string>

namespace stochtherm::models {
namespace {

using Eigen::VectorXd, Eigen::MatrixXd;
using Rows = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
using Column = Eigen::Map<const VectorXd>;

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

Rows weights(const NeuralSeptuple& s) { return {s.w.data(), index(s.neurons), index(s.neurons)}; }
Column column(std::span<const double> x) { return {x.data(), index(x.size())}; }
std::vector<double> numbers(const VectorXd& x) { return {x.begin(), x.end()}; }

VectorXd fields(const NeuralSeptuple& s, std::span<const double> x) {
  return weights(s) * column(x) + column(s.b);
}
VectorXd activated(const NeuralSeptuple& s, const VectorXd& y) {
  return y.unaryExpr([&s](double v) { return activate(s.activation, v); });
}
VectorXd slopes(const NeuralSeptuple& s, const VectorXd& y) {
  return y.unaryExpr([&s](double v) { return slope(s.activation, v); });
}

void require_states(const NeuralSeptuple& s, std::span<const double> x, const char* name,
                    const char* function) {
  require(x.size() == s.neurons, "there is a state for each neuron", name, static_cast<double>(x.size()),
          function);
  for (double v : x) require_finite(v, name, function);
}

void require_neurons(const std::vector<std::size_t>& list, std::size_t neurons, const char* name,
                     const char* function) {
  for (std::size_t k = 0; k < list.size(); ++k) {
    require(list[k] < neurons, "a boundary neuron is one of the network's", name,
            static_cast<double>(list[k]), function);
    require(k == 0 || list[k - 1] < list[k], "boundary neurons stand in increasing order", name,
            static_cast<double>(list[k]), function);
  }
}

/// H and its residual at a state, and where the minimiser stands.
struct Point {
  VectorXd x, slope, residual;
  double loss = 0;

  Point(const NeuralSeptuple& s, VectorXd at) : x(std::move(at)) {
    const VectorXd y = weights(s) * x + column(s.b);
    slope = slopes(s, y);
    residual = x - activated(s, y);
    loss = (residual.squaredNorm() - s.objective * x.squaredNorm()) / 2;
  }
};

}  // namespace

NeuralSeptuple NeuralSeptuple::unconnected(std::size_t neurons, Activation activation) {
  return {.neurons = neurons,
          .inputs = {},
          .outputs = {},
          .w = std::vector<double>(neurons * neurons, 0.0),
          .b = std::vector<double>(neurons, 0.0),
          .activation = activation};
}

void NeuralSeptuple::require_valid(const char* function) const {
  require(neurons >= 1, "a network has neurons", "neurons", static_cast<double>(neurons), function);
  require(w.size() == neurons * neurons, "there is a weight for each pair of neurons", "w",
          static_cast<double>(w.size()), function);
  require(b.size() == neurons, "there is a bias for each neuron", "b", static_cast<double>(b.size()),
          function);
  for (double v : w) require_finite(v, "w", function);
  for (double v : b) require_finite(v, "b", function);
  require_finite(objective, "objective", function);
  require_neurons(inputs, neurons, "inputs", function);
  require_neurons(outputs, neurons, "outputs", function);
  for (std::size_t i : inputs)
    require(!std::binary_search(outputs.begin(), outputs.end(), i), "no neuron is both input and output",
            "inputs", static_cast<double>(i), function);
}

std::vector<double> NeuralSeptuple::propagate(std::span<const double> x) const {
  require_states(*this, x, "x", "propagate");
  return numbers(activated(*this, fields(*this, x)));
}

Solved<std::vector<double>> NeuralSeptuple::fixed_point(std::span<const double> x,
                                                        std::size_t most_steps) const {
  require_valid("fixed_point");
  require_states(*this, x, "x", "fixed_point");
  std::vector<double> now(x.begin(), x.end());
  double moved = 0;
  for (std::size_t step = 1; step <= most_steps; ++step) {
    auto next = propagate(now);
    moved = 0;
    for (std::size_t i = 0; i < neurons; ++i) moved = std::max(moved, std::abs(next[i] - now[i]));
    now.swap(next);
    if (moved <= 1e-14) return Solved(std::move(now), {.steps = step, .residual = moved});
  }
  return Solved(std::move(now), Status::step_limit,
                "The states still move by " + std::to_string(moved) +
                    " in a step: the network may cycle; start elsewhere, or make its weights smaller.",
                {.steps = most_steps, .residual = moved});
}

std::vector<std::size_t> NeuralSeptuple::bulk() const {
  std::vector<std::size_t> hidden;
  for (std::size_t i = 0; i < neurons; ++i)
    if (!std::binary_search(inputs.begin(), inputs.end(), i) &&
        !std::binary_search(outputs.begin(), outputs.end(), i))
      hidden.push_back(i);
  return hidden;
}

std::vector<std::size_t> NeuralSeptuple::layers() const {
  require_valid("layers");
  enum Colour { untouched, open, done };
  std::vector<Colour> colour(neurons, untouched);
  std::vector<std::size_t> layer(neurons, 0);
  const std::function<void(std::size_t)> visit = [&](std::size_t i) {
    require(colour[i] != open, "a layered network has no cycle, and this neuron reaches itself", "neuron",
            static_cast<double>(i), "layers");
    if (colour[i] == done) return;
    colour[i] = open;
    for (std::size_t j = 0; j < neurons; ++j)
      if (w[i * neurons + j] != 0) {
        visit(j);
        layer[i] = std::max(layer[i], layer[j] + 1);
      }
    colour[i] = done;
  };
  for (std::size_t i = 0; i < neurons; ++i) visit(i);
  return layer;
}

double NeuralSeptuple::boundary_loss(std::span<const double> x, std::span<const double> t) const {
  require_states(*this, x, "x", "boundary_loss");
  require_states(*this, t, "t", "boundary_loss");
  double sum = 0;
  for (const auto* side : {&inputs, &outputs})
    for (std::size_t i : *side) sum += (x[i] - t[i]) * (x[i] - t[i]);
  return sum / 2;
}

double NeuralSeptuple::bulk_loss(std::span<const double> x) const {
  require_states(*this, x, "x", "bulk_loss");
  return Point(*this, column(x)).loss;
}

std::vector<double> NeuralSeptuple::residuals(std::span<const double> x) const {
  require_states(*this, x, "x", "residuals");
  return numbers(Point(*this, column(x)).residual);
}

std::vector<double> NeuralSeptuple::force_on_states(std::span<const double> x) const {
  require_states(*this, x, "x", "force_on_states");
  const Point p(*this, column(x));
  return numbers(p.residual - weights(*this).transpose() * p.slope.cwiseProduct(p.residual) -
                 objective * p.x);
}

NeuralSeptuple::Gradient NeuralSeptuple::boundary_gradient(std::span<const double> x,
                                                           std::span<const double> t) const {
  require_valid("boundary_gradient");
  require_states(*this, x, "x", "boundary_gradient");
  require_states(*this, t, "t", "boundary_gradient");
  const VectorXd slope = slopes(*this, fields(*this, x));
  MatrixXd A = MatrixXd::Identity(index(neurons), index(neurons)) - slope.asDiagonal() * weights(*this);
  VectorXd mismatch = VectorXd::Zero(index(neurons));
  for (std::size_t i : outputs) mismatch[index(i)] = x[i] - t[i];
  for (std::size_t i : inputs) A.row(index(i)) = VectorXd::Unit(index(neurons), index(i)).transpose();
  VectorXd a = A.transpose().partialPivLu().solve(mismatch);
  for (std::size_t i : inputs) a[index(i)] = 0;  // held
  const VectorXd by_bias = a.cwiseProduct(slope);
  Gradient gradient{.w = std::vector<double>(w.size(), 0.0), .b = numbers(by_bias)};
  for (std::size_t i = 0; i < neurons; ++i)
    for (std::size_t j = 0; j < neurons; ++j) gradient.w[i * neurons + j] = gradient.b[i] * x[j];
  return gradient;
}

NeuralSeptuple::Gradient NeuralSeptuple::bulk_gradient(std::span<const double> x) const {
  require_states(*this, x, "x", "bulk_gradient");
  const Point p(*this, column(x));
  Gradient gradient{.w = std::vector<double>(w.size(), 0.0), .b = numbers(-p.residual.cwiseProduct(p.slope))};
  for (std::size_t i = 0; i < neurons; ++i)
    for (std::size_t j = 0; j < neurons; ++j) gradient.w[i * neurons + j] = gradient.b[i] * x[j];
  return gradient;
}

Solved<NeuralSeptuple::Minimum> NeuralSeptuple::bulk_minimum(std::span<const double> x) const {
  require_valid("bulk_minimum");
  require_states(*this, x, "x", "bulk_minimum");
  const auto hidden = bulk();
  const auto [low, high] = range(activation);
  VectorXd start = column(x);
  for (std::size_t i : hidden) start[index(i)] = std::clamp(start[index(i)], low, high);
  Point here(*this, start);
  double damping = 1e-3;
  constexpr std::size_t most_steps = 500;
  for (std::size_t step = 0; step < most_steps; ++step) {
    const VectorXd all = here.residual - weights(*this).transpose() * here.slope.cwiseProduct(here.residual) -
                         objective * here.x;
    // Free are the neurons of the bulk that no bound holds against their force.
    std::vector<Eigen::Index> free;
    double steepest = 0;
    for (std::size_t i : hidden) {
      const double g = all[index(i)], at = here.x[index(i)];
      if ((at <= low && g > 0) || (at >= high && g < 0)) continue;
      free.push_back(index(i));
      steepest = std::max(steepest, std::abs(g));
    }
    if (steepest <= 1e-12)
      return Solved(Minimum{numbers(here.x), here.loss}, {.steps = step, .residual = steepest});
    const auto m = static_cast<Eigen::Index>(free.size());
    MatrixXd J(index(neurons), m);
    VectorXd g(m);
    for (Eigen::Index k = 0; k < m; ++k) {
      J.col(k) = -here.slope.cwiseProduct(weights(*this).col(free[static_cast<std::size_t>(k)]));
      J(free[static_cast<std::size_t>(k)], k) += 1;
      g[k] = all[free[static_cast<std::size_t>(k)]];
    }
    MatrixXd curvature = J.transpose() * J;
    curvature.diagonal().array() -= objective;
    bool moved = false;
    for (; damping < 1e12; damping *= 10) {
      MatrixXd damped = curvature;
      damped.diagonal().array() += damping;
      const Eigen::LLT<MatrixXd> factor(damped);
      if (factor.info() != Eigen::Success) continue;
      const VectorXd d = factor.solve(g);
      VectorXd trial = here.x;
      for (Eigen::Index k = 0; k < m; ++k) {
        double& at = trial[free[static_cast<std::size_t>(k)]];
        at = std::clamp(at - d[k], low, high);
      }
      Point there(*this, trial);
      if (there.loss < here.loss) {
        here = std::move(there), damping = std::max(damping / 10, 1e-15), moved = true;
        break;
      }
    }
    // No step lowers the loss by more than its rounding: that is the minimum, if the force says so too.
    if (!moved) {
      if (steepest <= 1e-7)
        return Solved(Minimum{numbers(here.x), here.loss}, {.steps = step, .residual = steepest});
      return Solved(Minimum{numbers(here.x), here.loss}, Status::diverged,
                    "No step lowers the bulk loss further though a force of " + std::to_string(steepest) +
                        " is left; start from other states.",
                    {.steps = step, .residual = steepest});
    }
  }
  return Solved(Minimum{numbers(here.x), here.loss}, Status::step_limit,
                "The bulk loss still falls after 500 steps; go on from the states returned.",
                {.steps = most_steps});
}

}  // namespace stochtherm::models
