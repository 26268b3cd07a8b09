// A population in the lanes of the machine against the adaptive integration of one neuron.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>
#include <stochtherm/studies/neuron_population.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using studies::NeuronPopulation;
using studies::PopulationScheme;

/// Times of the rises through 0 mV in 100 ms, from rest, to a tolerance of 1e-11.
std::vector<double> adaptive(double current) {
  const studies::ExcitableMembrane m(models::HodgkinHuxley{});
  const auto f = [&](std::span<const double> x, std::span<double> dx, double) {
    m.slope(x, dx);
    dx[0] += current / m.capacitance;
  };
  std::vector<double> spikes;
  (void)*integrate(f, studies::rests(m, 0).front().state, 0, 100, {.relative = 1e-11, .longest_step = 0.5},
                   [&](const OdeStep& s) {
                     if (s.before[0] < 0 && s.after[0] >= 0)
                       spikes.push_back(crossing(s, [](std::span<const double> x) { return x[0]; }));
                     return true;
                   });
  return spikes;
}

/// `lag` is added to every spike of the population; 0 is the truth.
Verdict compare(double lag) {
  Verdict verdict;
  const models::HodgkinHuxley axon;
  const std::vector<double> currents{7, 10, 20, 40};
  std::vector<std::vector<double>> known;
  for (double I : currents) known.push_back(adaptive(I));
  // 37 neurons: a tile and a part of one; neuron i has current i mod 4.
  const std::size_t neurons = 37;
  std::vector<double> drive(neurons);
  for (std::size_t i = 0; i < neurons; ++i) drive[i] = currents[i % 4];
  const auto worst = [&](PopulationScheme scheme, double dt) {
    auto population = NeuronPopulation::at_rest(axon, neurons);
    const auto spikes = studies::advance(
        axon, population, drive,
        {.dt = dt, .steps = static_cast<std::size_t>(std::lround(100 / dt)), .scheme = scheme});
    double error = 0;
    for (std::size_t i = 0; i < neurons; ++i) {
      if (spikes[i].size() != known[i % 4].size()) return HUGE_VAL;
      for (std::size_t k = 0; k < spikes[i].size(); ++k)
        error = std::max(error, std::abs(spikes[i][k] + lag - known[i % 4][k]));
    }
    return error;
  };
  verdict.checks.push_back(
      at_most("Runge-Kutta at 0.01 ms: worst spike time, ms", worst(PopulationScheme::rk4, 0.01), 1e-3));
  std::vector<double> steps, euler;
  for (const double dt : {0.02, 0.01, 0.005, 0.0025}) {
    steps.push_back(dt);
    euler.push_back(worst(PopulationScheme::exponential_euler, dt));
  }
  // Gates and V take turns, half a step apart in effect: the error falls as the square of the step. The next order is some
  // hundredths of it.
  verdict.checks.push_back(
      order("exponential Euler: worst spike time against the step", steps, euler, 2, 0.05));
  verdict.checks.push_back(
      at_most("exponential Euler at 0.0025 ms: worst spike time, ms", euler.back(), 1e-3));
  // Whatever lane a neuron is in, it is the same neuron.
  auto population = NeuronPopulation::at_rest(axon, neurons);
  (void)studies::advance(axon, population, drive, {.dt = 0.01, .steps = 3000});
  std::uint64_t differing = 0;
  for (std::size_t i = 4; i < neurons; ++i)
    differing +=
        std::bit_cast<std::uint64_t>(population.V[i]) != std::bit_cast<std::uint64_t>(population.V[i % 4]);
  verdict.checks.push_back(bits_equal("neurons that differ from their like in another lane", differing, 0));
  return verdict;
}

const Registered registered{{
    .name = "neuron/population",
    .claim = "Neurons in the lanes of the machine spike when one neuron does under adaptive integration, to "
             "the order of their step.",
    .equation = "x ← x + dt (α − (α + β) x) (1 − e^{−z})/z, z = dt (α + β)",
    .source = "hodgkinhuxley1952",
    .tags = {"order", "exact"},
    .check = [](const Effort&) { return compare(0); },
    .sabotage = {.description = "Spikes are booked a hundredth of a millisecond late.",
                 .check = [](const Effort&) { return compare(0.01); }},
}};

}  // namespace
}  // namespace stochtherm::validation
