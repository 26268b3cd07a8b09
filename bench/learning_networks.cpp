// Networks: a sample of training, and the spectrum of G of 854 neurons.
//
// A sample takes 2 (784 x 40 + 40 x 20 + 20 x 10) multiplications and additions forward and about twice that in all, some 0.13 MFLOP. The
// spectrum needs a singular-value problem of 110 neurons, not of 854. CD-1 takes five products with 784 x 256 weights, 2.0 MFLOP if they were
// dense; of the units that select what is added 14 % (data), 27 % (chains) and 50 % (hidden) are up, which leaves 0.26 million additions.
#include <benchmark/benchmark.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <stochtherm/studies/boltzmann_learning.hpp>
#include <stochtherm/studies/layered_training.hpp>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;
using st::models::LayeredNetwork;

const std::vector<std::size_t> sizes{784, 40, 20, 10};

void train(benchmark::State& state, st::studies::Precision precision) {
  constexpr std::size_t samples = 1280;
  st::studies::LayeredTrainer trainer(LayeredNetwork::random(sizes, 1),
                                      st::studies::synthetic_digits(samples, 1),
                                      {.rate = 0.1, .batch = 128, .precision = precision, .seed = 1});
  const double before = trainer.observe(1)->boundary_loss;
  (void)*trainer.descend(20);
  if (!(trainer.observe(1)->boundary_loss < before / 2)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) (void)*trainer.descend(1);
  report_per_item(state, samples);
}

/// G of random weights, slopes 1, as a dense matrix.
Eigen::MatrixXd dense(const LayeredNetwork& n) {
  Eigen::MatrixXd A = Eigen::MatrixXd::Identity(854, 854);
  Eigen::Index from = 0;
  for (std::size_t l = 0; l < n.W.size(); ++l) {
    const auto rows = static_cast<Eigen::Index>(n.sizes[l + 1]),
               columns = static_cast<Eigen::Index>(n.sizes[l]);
    for (Eigen::Index i = 0; i < rows; ++i)
      for (Eigen::Index j = 0; j < columns; ++j)
        A(from + columns + i, from + j) -= n.W[l][static_cast<std::size_t>(i * columns + j)];
    from += columns;
  }
  return A.transpose() * A;
}

double trace_of_log2(const Eigen::VectorXd& values) {
  double sum = 0;
  for (double lambda : values) sum += std::log(lambda) * std::log(lambda);
  return sum;
}

void reduced_spectrum(benchmark::State& state) {
  const auto n = LayeredNetwork::random(sizes, 1);
  const std::vector<double> slopes(854, 1.0);
  const double whole = trace_of_log2(
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(dense(n), Eigen::EigenvaluesOnly).eigenvalues());
  if (std::abs(spectrum(n, slopes).trace_of_log(2) / whole - 1) > 1e-10) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) {
    auto found = spectrum(n, slopes);
    benchmark::DoNotOptimize(found.eigenvalues.data());
  }
  report_per_item(state, 1);
}

void dense_spectrum(benchmark::State& state) {
  const auto G = dense(LayeredNetwork::random(sizes, 1));
  for (auto _ : state) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> found(G, Eigen::EigenvaluesOnly);
    benchmark::DoNotOptimize(found.eigenvalues().data());
  }
  report_per_item(state, 1);
}

/// CD-1 on synthetic digits, pixels lit where they are above 0.3.
void contrastive(benchmark::State& state) {
  constexpr std::size_t samples = 1000;
  auto lit = st::studies::synthetic_digits(samples, 1).x;
  for (double& x : lit) x = x > 0.3 ? 1 : 0;
  const auto start = st::models::RestrictedBoltzmann::zero(784, 256);
  const auto trained = [&](std::size_t epochs) {
    return st::studies::train(start, lit,
                              {.rate = 0.05,
                               .batch = 100,
                               .epochs = epochs,
                               .precision = st::studies::Precision::single_precision,
                               .seed = 1});
  };
  // How far a pixel is from its mean given the mean hidden units: 1/2 before, for all chances are even.
  const auto off = [&](const st::models::RestrictedBoltzmann& m) {
    double sum = 0;
    std::vector<double> h(256), v(784);
    for (std::size_t s = 0; s < samples; ++s) {
      const auto pixels = std::span(lit).subspan(784 * s, 784);
      m.hidden_field(pixels, h);
      for (double& x : h) x = m.mean(x);
      m.visible_field(h, v);
      for (std::size_t i = 0; i < 784; ++i) sum += std::abs(pixels[i] - m.mean(v[i])) / (784.0 * samples);
    }
    return sum;
  };
  if (!(off(trained(3)->machine) < off(start) / 2)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) {
    auto machine = trained(1)->machine;
    benchmark::DoNotOptimize(machine.W.data());
  }
  report_per_item(state, samples);
}

const bool registered = [] {
  using st::studies::Precision;
  benchmark::RegisterBenchmark("learning/mlp_train/784-40-20-10/float",
                               [](benchmark::State& s) { train(s, Precision::single_precision); });
  benchmark::RegisterBenchmark("learning/mlp_train/784-40-20-10/double",
                               [](benchmark::State& s) { train(s, Precision::double_precision); });
  benchmark::RegisterBenchmark("learning/rbm_cd1/784x256", contrastive)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("learning/spectrum/854", reduced_spectrum)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("baseline/eigen/spectrum/854", dense_spectrum)->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
