// What a step of a neuron costs: 1024 independent axons in the lanes, and one through Boost.Odeint.
//
// Exponential Euler needs two exponentials and three divisions a step (all other exponentials are powers of one), and four short
// polynomials; Runge-Kutta four times the two exponentials and three divisions. What bounds them is not the number of
// operations but how each waits for the one before: one pack of neurons fills the window in which a processor reorders.
#include <benchmark/benchmark.h>

#include <array>
#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>
#include <cmath>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>
#include <stochtherm/studies/neuron_population.hpp>
#include <string>
#include <vector>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;
using st::models::HodgkinHuxley;
using st::studies::NeuronPopulation;
using st::studies::PopulationScheme;

constexpr double dt = 0.01;

/// The period at 10 uA/cm^2, known from neuron/hodgkin_huxley, to what the step leaves of it.
bool right(const std::vector<double>& spikes, double tolerance) {
  const std::size_t n = spikes.size();
  return n >= 4 && std::abs(spikes[n - 1] - spikes[n - 2] - 14.63621) < tolerance;
}

void population(benchmark::State& state, PopulationScheme scheme, std::size_t neurons) {
  const HodgkinHuxley axon;
  const std::vector<double> current(neurons, 10.0);
  auto check = NeuronPopulation::at_rest(axon, neurons);
  const auto spikes =
      st::studies::advance(axon, check, current, {.dt = dt, .steps = 20'000, .scheme = scheme});
  if (!right(spikes.back(), scheme == PopulationScheme::rk4 ? 1e-4 : 0.05)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  constexpr std::size_t steps = 1000;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        st::studies::advance(axon, check, current, {.dt = dt, .steps = steps, .scheme = scheme}));
  report_per_item(state, static_cast<double>(neurons * steps));
}

void odeint(benchmark::State& state) {
  const HodgkinHuxley axon;
  using State = std::array<double, 4>;
  const auto rest = st::studies::rests(st::studies::ExcitableMembrane(axon), 0).front().state;
  State x{rest[0], rest[1], rest[2], rest[3]};
  const auto f = [&axon](const State& at, State& dx, double) {
    const auto rate = axon.rates(at[0]);
    const auto g = axon.conductances(std::array<double, 3>{at[1], at[2], at[3]});
    dx[0] = 10 - g[0] * (at[0] - axon.ENa) - g[1] * (at[0] - axon.EK) - g[2] * (at[0] - axon.EL);
    for (std::size_t k = 0; k < 3; ++k)
      dx[k + 1] = rate[k].alpha * (1 - at[k + 1]) - rate[k].beta * at[k + 1];
  };
  boost::numeric::odeint::runge_kutta4<State> stepper;
  std::vector<double> spikes;
  for (int i = 0; i < 20'000; ++i) {
    const double before = x[0];
    stepper.do_step(f, x, 0.0, dt);
    if (before < 0 && x[0] >= 0) spikes.push_back(dt * (i + before / (before - x[0])));
  }
  if (!right(spikes, 1e-4)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  constexpr int steps = 1000;
  for (auto _ : state) {
    for (int i = 0; i < steps; ++i) stepper.do_step(f, x, 0.0, dt);
    benchmark::DoNotOptimize(x);
  }
  report_per_item(state, steps);
}

const bool registered = [] {
  benchmark::RegisterBenchmark("neuron/hodgkin_huxley_exponential_euler/1024", [](benchmark::State& s) {
    population(s, PopulationScheme::exponential_euler, 1024);
  });
  benchmark::RegisterBenchmark("neuron/hodgkin_huxley_rk4/1024",
                               [](benchmark::State& s) { population(s, PopulationScheme::rk4, 1024); });
  benchmark::RegisterBenchmark("baseline/odeint/hodgkin_huxley_rk4", odeint);
  return true;
}();

}  // namespace
