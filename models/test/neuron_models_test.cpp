#include <array>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/biofilm/potassium_wave.hpp>
#include <stochtherm/models/neuron/channel_statistics.hpp>
#include <stochtherm/models/neuron/firing_economy.hpp>
#include <stochtherm/models/neuron/signalling_budget.hpp>
#include <stochtherm/models/neuron/spike_design.hpp>
#include <vector>

#include "catch.hpp"

using namespace stochtherm::models;
using stochtherm::InvalidArgument;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();
const SpikeAssumptions membrane{.capacitance = 1e-11,
                                .conductance = 1e-9,
                                .temperature = 310,
                                .potassium_reversal = -0.09,
                                .sodium_reversal = 0.06,
                                .rate = 4,
                                .window = 2e-3};
}  // namespace

TEST_CASE("one gate is one Lorentzian; gates that are always open make no noise") {
  const auto one = channel_statistics(std::array{IndependentGates{1, 0.25, 2.0}});
  REQUIRE(one.terms.size() == 1);
  CHECK(one.covariance(3) == Approx(0.25 * 0.75 * std::exp(-1.5)));
  CHECK(one.spectrum(0) == Approx(2 * 0.25 * 0.75 * 2));
  const auto still = channel_statistics(std::array{IndependentGates{3, 1.0, 2.0}});
  CHECK(still.variance() == 0);
  CHECK(still.spectrum(1) == 0);
}

TEST_CASE("channel statistics refuse what is no gate") {
  CHECK_THROWS_AS(channel_statistics({}), InvalidArgument);
  for (const auto& gate : {IndependentGates{0, 0.5, 1}, IndependentGates{1, 1.5, 1},
                           IndependentGates{1, NaN, 1}, IndependentGates{1, 0.5, 0}})
    CHECK_THROWS_AS(channel_statistics(std::array{gate}), InvalidArgument);
  CHECK_THROWS_AS(spectrum_of_spread_rates(1, 2, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(spectrum_of_spread_rates(1, 1, 2, 0), InvalidArgument);
}

TEST_CASE("firing economy: errors cost, nonsense is refused") {
  CHECK(spike_information(0.5) == Approx(std::log(2.0)));
  CHECK(spike_information(0.5, {0.25, 0.25}) < std::log(2.0));
  CHECK(optimal_firing(50, {0.01, 0.1}).nats_per_cost() < optimal_firing(50).nats_per_cost());
  CHECK_THROWS_AS(optimal_firing(1), InvalidArgument);
  CHECK_THROWS_AS(optimal_firing(NaN), InvalidArgument);
  CHECK_THROWS_AS(optimal_firing(10, {0.6, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(spike_information(1.1), InvalidArgument);
}

TEST_CASE("energy budget refuses what no cell has") {
  CHECK_THROWS_AS(action_potential_atp({}, 4), InvalidArgument);
  CHECK_THROWS_AS(action_potential_atp(std::array{ChargedMembrane{1e-9, 0.1}}, 0.5), InvalidArgument);
  CHECK_THROWS_AS(action_potential_atp(std::array{ChargedMembrane{-1e-9, 0.1}}, 4), InvalidArgument);
  CHECK_THROWS_AS(cylinder_area(0, 1), InvalidArgument);
  CHECK_THROWS_AS(resting_atp(2e8, 0.06, 0.05, -0.1), InvalidArgument);
  CHECK_THROWS_AS(SignallingBudget{}.at(-1), InvalidArgument);
  CHECK_THROWS_AS((SignallingBudget{.release_probability = 1.5}.at(1)), InvalidArgument);
  CHECK(SignallingBudget{}.affordable_rate(1e8) == 0);
}

TEST_CASE("spikes: more error allowed, a lower spike; what cannot be is refused") {
  auto a = membrane;
  a.required_error = 1e-3;
  const double loose = optimal_spike(a)->amplitude();
  a.required_error = 1e-9;
  CHECK(optimal_spike(a)->amplitude() > loose);
  a.shot_noise = true, a.fixed_base = -0.07;
  CHECK(optimal_spike(a)->base == -0.07);
  for (auto change : std::vector<void (*)(SpikeAssumptions&)>{
           [](SpikeAssumptions& x) { x.capacitance = 0; }, [](SpikeAssumptions& x) { x.temperature = -1; },
           [](SpikeAssumptions& x) { x.sodium_reversal = -0.1; }, [](SpikeAssumptions& x) { x.rate = 600; },
           [](SpikeAssumptions& x) { x.excess_ratio = 0.5; },
           [](SpikeAssumptions& x) { x.required_error = 0.7; },
           [](SpikeAssumptions& x) {
             x.gate = SpikeAssumptions::GateReader{6, 0};
           },
           [](SpikeAssumptions& x) { x.fixed_base = -0.2; },
           [](SpikeAssumptions& x) { x.conductance = NaN; }}) {
    auto bad = membrane;
    change(bad);
    CHECK_THROWS_AS(optimal_spike(bad), InvalidArgument);
  }
  CHECK_THROWS_AS(evaluate_spike(membrane, -0.05, -0.06), InvalidArgument);
}

TEST_CASE("a row of bacteria: no potassium, no signal; sizes that do not fit are refused") {
  const auto cell = PotassiumWave::without_channel();
  std::vector<double> x(10, 0.0), dx(10);
  x[0] = x[5] = cell.V_L0;
  cell.row_slope(x, dx);
  CHECK(dx[0] == 0);
  CHECK(dx[7] == 0);
  std::vector<double> short_of(9);
  CHECK_THROWS_AS(cell.row_slope(x, short_of), InvalidArgument);
  CHECK_THROWS_AS(PotassiumWave::wild_type().shocked_without_channel(1, 200), InvalidArgument);
}
