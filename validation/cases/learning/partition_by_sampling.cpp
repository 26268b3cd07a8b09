// Z of a small network three ways: quadrature, work of Langevin runs, annealing.
#include <cmath>
#include <numbers>
#include <stochtherm/models/learning/canonical_ensemble.hpp>
#include <stochtherm/models/learning/canonical_states.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/studies/network_ensemble.hpp>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/thermodynamic_integration.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

constexpr double beta = 6;
constexpr int N = 3;

/// Three neurons in a loop.
models::NeuralSeptuple loop() {
  auto s = models::NeuralSeptuple::unconnected(N);
  s.w = {0, 0, -0.8, 1.5, 0, 0.3, 0.4, -1.2, 0};
  s.b = {0.3, -0.2, 0.1};
  return s;
}

/// lambda = 0: each state uniform in (-1, 1), y = atanh x.
struct Uniform {
  template <class M>
  [[nodiscard]] Start prepare(const M&, double) const {
    return [](Seed seed, std::uint64_t trajectory, double* y, double*) {
      for (std::uint64_t i = 0; i < N; ++i)
        y[i] = std::atanh(2 * random::uniform(seed, random::Stream::initial_state, trajectory, i, 0) - 1);
    };
  }
};
/// Where earlier runs ended.
struct From {
  const Ensemble& ended;
  template <class M>
  [[nodiscard]] Start prepare(const M&, double) const {
    return [this](Seed, std::uint64_t trajectory, double* y, double*) {
      for (std::size_t i = 0; i < N; ++i) y[i] = ended.final[i][trajectory];
    };
  }
};

Verdict compare(const Effort& effort, double width) {
  Verdict verdict;
  const auto network = loop();
  const models::CanonicalStates<N> model(network);
  const auto exact = canonical_averages(network, beta);
  const double free = N * std::log(width);  // ln Z at beta = 0
  using Step = Metropolised<EulerMaruyama>;
  const std::size_t n = effort.samples(16'000);
  const auto run = [&](double dt, std::uint64_t k) {
    return Run{.dt = dt, .trajectories = n, .seed = Seed{effort.seed.value + k}, .threads = effort.threads};
  };
  const auto forward = simulate(model, Protocol::linear(0, beta, 3), run(0.05, 0), Uniform{}, Step{});
  const auto settled = simulate(model, Protocol::constant(beta, 20), run(0.05, 1), From{*forward}, Step{});
  const auto reverse = simulate(model, Protocol::linear(beta, 0, 3), run(0.05, 2), From{*settled}, Step{});
  const Estimate dF = *bennett(forward->ledger.work, reverse->ledger.work, 1);
  verdict.checks.push_back(statistical("ln Z by Bennett's ratio from runs that raise and lower β",
                                       Estimate{free - dF.mean, dF.std_error, dF.n}, exact.log_Z, 0.12));
  std::vector<double> weights, losses, first;
  for (double w : forward->ledger.work) weights.push_back(std::exp(free - w - exact.log_Z));
  verdict.checks.push_back(
      statistical("Z over its exact value by Jarzynski's equality", estimate_mean(weights), 1, 0.12));
  for (std::size_t k = 0; k < n; ++k) {
    std::vector<double> x;
    for (std::size_t i = 0; i < N; ++i) x.push_back(std::tanh(settled->final[i][k]));
    losses.push_back(network.bulk_loss(x)), first.push_back(x[0]);
  }
  verdict.checks.push_back(statistical("U at β = 6", estimate_mean(losses), exact.U, 0.03));
  verdict.checks.push_back(statistical("⟨x_{1}⟩ at β = 6", estimate_mean(first), exact.x[0], 0.08));

  // d ln Z/d beta = -U: integration over beta = 6 s^2, 2 beta/s dbeta = 12 s ds.
  std::vector<double> at;
  std::vector<Estimate> force;
  for (int k = 0; k <= 12; ++k) {
    const double s = k / 12.0, b = beta * s * s;
    at.push_back(s);
    const auto here = simulate(model, Protocol::constant(b, 6),
                               Run{.dt = 0.1,
                                   .trajectories = n / 4,
                                   .seed = Seed{effort.seed.value + 10 + static_cast<std::uint64_t>(k)},
                                   .threads = effort.threads},
                               Uniform{}, Step{});
    std::vector<double> values;
    for (std::size_t t = 0; t < n / 4; ++t) {
      std::vector<double> x;
      for (std::size_t i = 0; i < N; ++i) x.push_back(std::tanh(here->final[i][t]));
      values.push_back(2 * beta * s * network.bulk_loss(x));
    }
    force.push_back(k == 0 ? Estimate{0, 1e-12, n} : estimate_mean(values));
  }
  const auto integral = thermodynamic_integration(at, force);
  verdict.checks.push_back(
      statistical("ln Z by integrating U over β",
                  Estimate{free - integral.dF.mean, integral.dF.std_error, integral.dF.n}, exact.log_Z, 0.2));

  const auto annealed = *studies::annealed_partition_function(
      network, beta, 60, effort.samples(10'000), effort.seed, exact.log_Z + N * std::log(2 / width));
  verdict.checks.push_back(statistical("Z over its exact value by annealing", annealed.ratio, 1, 0.15));
  // Two loops that do not meet: the product, by quadrature of each.
  auto twice = models::NeuralSeptuple::unconnected(2 * N);
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) {
      twice.w[i * 2 * N + j] = network.w[i * N + j];
      twice.w[(N + i) * 2 * N + N + j] = network.w[i * N + j];
      twice.b[i] = network.b[i], twice.b[N + i] = network.b[i];
    }
  verdict.checks.push_back(
      statistical("six neurons: Z over its exact value by annealing",
                  studies::annealed_partition_function(twice, beta, 60, effort.samples(10'000),
                                                       Seed{effort.seed.value + 1},
                                                       2 * exact.log_Z + 2 * N * std::log(2 / width))
                      ->ratio,
                  1, 0.25));
  const models::GaussianEnsemble gaussian{.spectrum = spectrum(network, exact.x), .beta = beta};
  verdict.checks.push_back(at_least("what the Gaussian form (5.14) is off by",
                                    std::abs(gaussian.log_partition() - exact.log_Z), 0.1));
  return verdict;
}

const Registered registered{{
    .name = "learning/partition_by_sampling",
    .claim = "The partition function of a network with a loop is the same by quadrature, from the work of "
             "Langevin runs, by "
             "integrating the loss over the inverse temperature, and by annealing.",
    .equation = "ln Z(β) = N ln 2 − ΔF, x = tanh y, U(y, λ) = λH(x) + 2Σ ln cosh y",
    .source = "vanchurin2021, bennett1976, jarzynski1997, neal2001",
    .tags = {"statistical"},
    .statistical_checks = 7,
    .check = [](const Effort& e) { return compare(e, 2); },
    .sabotage = {.description = "At β = 0 each neuron is given √(2π), the norm of the window, in place of 2.",
                 .check = [](const Effort& e) { return compare(e, std::sqrt(2 * std::numbers::pi)); }},
}};

}  // namespace
}  // namespace stochtherm::validation
