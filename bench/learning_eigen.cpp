// What a user of Eigen would write for the same training, compiled for the machine it runs on. The library's own Eigen is compiled for
// any machine, and one program may not hold both under one name.
#include <benchmark/benchmark.h>

#define Eigen EigenOfThisMachine
#include <Eigen/Dense>
#undef Eigen

#include <algorithm>
#include <numeric>
#include <random>
#include <stochtherm/studies/layered_training.hpp>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;
namespace eigen = EigenOfThisMachine;
using st::models::LayeredNetwork;

template <class Real>
using Matrix = eigen::Matrix<Real, eigen::Dynamic, eigen::Dynamic>;
using Index = eigen::Index;

Index index(std::size_t n) { return static_cast<Index>(n); }

/// Given row by row: a column for each row, the transpose of a matrix in Eigen's order.
template <class Real>
Matrix<Real> columns_of(const std::vector<double>& rows, std::size_t width) {
  return eigen::Map<const Matrix<double>>(rows.data(), index(width), index(rows.size() / width))
      .template cast<Real>();
}

/// Samples are columns.
template <class Real>
struct Perceptron {
  std::vector<Matrix<Real>> W, b, x, delta;

  explicit Perceptron(const LayeredNetwork& n) : x(n.sizes.size()), delta(n.sizes.size()) {
    for (std::size_t l = 0; l < n.W.size(); ++l) {
      W.push_back(columns_of<Real>(n.W[l], n.sizes[l]).transpose());
      b.push_back(columns_of<Real>(n.b[l], n.sizes[l + 1]));
    }
  }
  void forward() {
    for (std::size_t l = 0; l < W.size(); ++l) {
      x[l + 1].noalias() = W[l] * x[l];
      x[l + 1] = (x[l + 1].colwise() + b[l].col(0)).array().tanh();
    }
  }
  /// Mean square over outputs and samples.
  void descend(const Matrix<Real>& target, Real rate) {
    forward();
    const std::size_t last = W.size();
    delta[last] = (Real(-2) * rate / static_cast<Real>(target.size())) * (x[last] - target).array() *
                  (1 - x[last].array().square());
    for (std::size_t l = last; l-- > 1;) {
      delta[l].noalias() = W[l].transpose() * delta[l + 1];
      delta[l].array() *= 1 - x[l].array().square();
    }
    for (std::size_t l = 0; l < last; ++l) {
      W[l].noalias() += delta[l + 1] * x[l].transpose();
      b[l] += delta[l + 1].rowwise().sum();
    }
  }
};

/// Whole batches in an order drawn anew in each epoch.
class Order {
 public:
  explicit Order(std::size_t samples) : at_(samples) { std::iota(at_.begin(), at_.end(), Index{0}); }
  const std::vector<Index>& next() {
    std::shuffle(at_.begin(), at_.end(), engine_);
    return at_;
  }

 private:
  std::vector<Index> at_;
  std::mt19937 engine_{1};
};

template <class Real>
void train(benchmark::State& state, st::studies::Precision precision, Real tolerance) {
  constexpr std::size_t samples = 1280, batch = 128;
  const auto digits = st::studies::synthetic_digits(samples, 1);
  const auto start = LayeredNetwork::random({784, 40, 20, 10}, 1);
  const auto data = columns_of<Real>(digits.x, digits.inputs),
             targets = columns_of<Real>(digits.t, digits.outputs);

  // In batches of all samples the order does not count: the same weights, but for the rounding of sums over all samples.
  st::studies::LayeredTrainer other(start, digits,
                                    {.rate = 0.1, .batch = samples, .precision = precision, .seed = 1});
  (void)*other.descend(5);
  const Perceptron<Real> theirs(other.network());
  Perceptron<Real> ours(start);
  ours.x[0] = data;
  for (int k = 0; k < 5; ++k) ours.descend(targets, Real(0.1));
  const Perceptron<Real> before(start);
  for (std::size_t l = 0; l < ours.W.size(); ++l)
    if (!((ours.W[l] - theirs.W[l]).norm() < tolerance * (ours.W[l] - before.W[l]).norm())) {
      state.SkipWithError("the result is wrong");
      return;
    }

  Order order(samples);
  Perceptron<Real> network(start);
  network.x[0].resize(784, batch);
  Matrix<Real> target(10, batch);
  for (auto _ : state) {
    const auto& at = order.next();
    for (std::size_t first = 0; first < samples; first += batch) {
      for (std::size_t r = 0; r < batch; ++r) {
        network.x[0].col(index(r)) = data.col(at[first + r]);
        target.col(index(r)) = targets.col(at[first + r]);
      }
      network.descend(target, Real(0.1));
    }
    benchmark::ClobberMemory();
  }
  report_per_item(state, samples);
}

/// CD-1 in batches of columns.
struct Boltzmann {
  using M = Matrix<float>;
  M W = M::Zero(784, 256), b = M::Zero(784, 1), c = M::Zero(256, 1);
  M mean_h, h, v, from_data;
  std::mt19937 engine{1};

  static void to_chance(M& field) { field = (1 + (-field).array().exp()).inverse(); }
  void means_of_hidden(const M& from) {
    mean_h.noalias() = W.transpose() * from;
    mean_h.colwise() += c.col(0);
    to_chance(mean_h);
  }
  void means_of_visible(const M& from) {
    v.noalias() = W * from;
    v.colwise() += b.col(0);
    to_chance(v);
  }
  M drawn(const M& chance) {
    return M::NullaryExpr(chance.rows(), chance.cols(), [&](Index i, Index j) {
      return static_cast<float>(engine() >> 8) * 0x1p-24F < chance(i, j) ? 1.0F : 0.0F;
    });
  }
  void ascend(const M& data, float rate) {
    means_of_hidden(data);
    from_data = mean_h;
    h = drawn(mean_h);
    means_of_visible(h);
    v = drawn(v);
    means_of_hidden(v);
    const float unit = rate / static_cast<float>(data.cols());
    W.noalias() += unit * (data * from_data.transpose());
    W.noalias() -= unit * (v * mean_h.transpose());
    b += unit * (data - v).rowwise().sum();
    c += unit * (from_data - mean_h).rowwise().sum();
  }
  /// How far a pixel is from its mean given the mean hidden units.
  float off(const M& data) {
    means_of_hidden(data);
    means_of_visible(mean_h);
    return (data - v).cwiseAbs().mean();
  }
};

void contrastive(benchmark::State& state) {
  constexpr std::size_t samples = 1000, batch = 100;
  auto lit = st::studies::synthetic_digits(samples, 1).x;
  for (double& x : lit) x = x > 0.3 ? 1 : 0;
  const auto data = columns_of<float>(lit, 784);
  Boltzmann machine;
  Order order(samples);
  Matrix<float> some(784, batch);
  const auto epoch = [&] {
    const auto& at = order.next();
    for (std::size_t first = 0; first < samples; first += batch) {
      for (std::size_t r = 0; r < batch; ++r) some.col(index(r)) = data.col(at[first + r]);
      machine.ascend(some, 0.05F);
    }
  };
  for (int k = 0; k < 3; ++k) epoch();
  if (!(machine.off(data) < 0.25F)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) {
    machine.W.setZero(), machine.b.setZero(), machine.c.setZero();
    epoch();
    benchmark::ClobberMemory();
  }
  report_per_item(state, samples);
}

const bool registered = [] {
  using st::studies::Precision;
  benchmark::RegisterBenchmark("baseline/eigen/mlp_train/784-40-20-10/float", [](benchmark::State& s) {
    train<float>(s, Precision::single_precision, 1e-3F);
  });
  benchmark::RegisterBenchmark("baseline/eigen/mlp_train/784-40-20-10/double", [](benchmark::State& s) {
    train<double>(s, Precision::double_precision, 1e-12);
  });
  benchmark::RegisterBenchmark("baseline/eigen/rbm_cd1/784x256", contrastive)->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
