#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/neuron/cortical.hpp>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/models/neuron/thalamocortical.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <stochtherm/studies/biofilm.hpp>
#include <stochtherm/studies/channel_noise.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>
#include <stochtherm/studies/information_per_energy.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using st::models::CorticalCell;
using st::models::HodgkinHuxley;
using st::models::ThalamocorticalCell;
using st::studies::ExcitableMembrane;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();

/// What a user writes: one current that nothing gates but itself.
struct TenLines {
  static constexpr std::size_t gates = 1, currents = 2, sodium = 0;
  static constexpr std::array<std::string_view, 2> names{"Na", "leak"};
  [[nodiscard]] double capacitance() const { return 1; }
  template <class R>
  [[nodiscard]] std::array<st::models::GateRates<R>, 1> rates(R V) const {
    return {{{st::models::sigmoid(V + R(40.0), 5), st::models::sigmoid(R(0.0) - V - R(40.0), 5)}}};
  }
  template <class R>
  [[nodiscard]] std::array<R, 2> conductances(const std::array<R, 1>& g) const {
    return {R(0.2) * g[0], R(0.3)};
  }
  [[nodiscard]] std::array<double, 2> reversals() const { return {50, -65}; }
};
static_assert(st::models::Excitable<HodgkinHuxley>);
static_assert(st::models::Excitable<CorticalCell>);
static_assert(st::models::Excitable<ThalamocorticalCell>);
static_assert(st::models::Excitable<TenLines>);
}  // namespace

TEST_CASE("an oscillator to its tolerance, and events within steps") {
  const st::OdeFunction f = [](std::span<const double> x, std::span<double> dx, double) {
    dx[0] = x[1], dx[1] = -x[0];
  };
  const auto end = *st::integrate(f, {1, 0}, 0, 10);
  CHECK(end[0] == Approx(std::cos(10.0)).margin(1e-8));
  std::vector<double> zeros;
  const auto g = [](std::span<const double> x) { return x[0]; };
  (void)*st::integrate(f, {1, 0}, 0, 10, {}, [&](const st::OdeStep& s) {
    if (s.before[0] * s.after[0] < 0) zeros.push_back(st::crossing(s, g));
    return true;
  });
  REQUIRE(zeros.size() == 3);
  for (int k = 0; k < 3; ++k)
    CHECK(zeros[static_cast<std::size_t>(k)] == Approx((k + 0.5) * 3.14159265358979).margin(1e-8));
}

TEST_CASE("what cannot be integrated says so") {
  const st::OdeFunction blows_up = [](std::span<const double> x, std::span<double> dx, double) {
    dx[0] = x[0] * x[0];
  };
  const auto end = st::integrate(blows_up, {1}, 0, 2);
  CHECK_FALSE(end);
  CHECK(end.status() == st::Status::diverged);
  const st::OdeFunction none = [](std::span<const double>, std::span<double> dx, double) { dx[0] = NaN; };
  CHECK(st::integrate(none, {1}, 0, 1).status() == st::Status::diverged);
  CHECK(st::integrate(blows_up, {1}, 0, 0.9, {.most_steps = 3}).status() == st::Status::step_limit);
  CHECK_THROWS_AS(st::integrate(blows_up, {}, 0, 1), InvalidArgument);
  CHECK_THROWS_AS(st::integrate(blows_up, {NaN}, 0, 1), InvalidArgument);
  CHECK_THROWS_AS(st::integrate(blows_up, {1}, 1, 0), InvalidArgument);
  CHECK_THROWS_AS(st::integrate(blows_up, {1}, 0, 1, {.relative = 0}), InvalidArgument);
}

TEST_CASE("rates are smooth where their formulas are 0/0") {
  const HodgkinHuxley axon;
  for (double at : {-55.0, -40.0})
    for (std::size_t gate = 0; gate < 3; ++gate) {
      const double here = axon.rates(at)[gate].alpha, left = axon.rates(at - 1e-6)[gate].alpha,
                   right = axon.rates(at + 1e-6)[gate].alpha;
      CHECK(std::isfinite(here));
      CHECK(here == Approx(0.5 * (left + right)).epsilon(1e-12));
    }
}

TEST_CASE("Jacobians of dual numbers are those of differences") {
  for (const ExcitableMembrane& m :
       {ExcitableMembrane(HodgkinHuxley{}), ExcitableMembrane(CorticalCell::pyramidal()),
        ExcitableMembrane(ThalamocorticalCell{}), ExcitableMembrane(TenLines{})}) {
    auto x = m.steady(-50);
    const std::size_t n = x.size();
    const auto J = m.jacobian(x);
    std::vector<double> up(n), down(n);
    for (std::size_t j = 0; j < n; ++j) {
      const double h = 1e-5, at = x[j];
      x[j] = at + h, m.slope(x, up);
      x[j] = at - h, m.slope(x, down);
      x[j] = at;
      for (std::size_t i = 0; i < n; ++i)
        CHECK(J[i * n + j] == Approx((up[i] - down[i]) / (2 * h)).epsilon(1e-6).margin(2e-6));
    }
  }
}

TEST_CASE("cortical cells rest where they were fitted to, and fire") {
  for (const auto& cell : {CorticalCell::pyramidal(), CorticalCell::fast_spiking()}) {
    const ExcitableMembrane m(cell);
    const auto rest = st::studies::rests(m, 0).front();
    CHECK(rest.stable());
    CHECK(rest.potential < -69);
    CHECK(rest.potential > -73);
    const auto f = *st::studies::firing(m, 2, {}, 20'000);
    CHECK(f.rate() > 5);
    CHECK(f.highest > 0);
    CHECK(f.per_spike->balance < 1e-8);
    // Warm cortical cells waste less sodium than the cold squid.
    CHECK(f.per_spike->excess_ratio < 4);
  }
}

TEST_CASE("membranes refuse what makes no sense") {
  const ExcitableMembrane m(HodgkinHuxley{});
  CHECK_THROWS_AS(st::studies::rests(m, NaN), InvalidArgument);
  CHECK_THROWS_AS(st::studies::firing(m, 10, {1, 2}), InvalidArgument);
  CHECK_THROWS_AS(st::studies::firing(m, 10, {}, 0), InvalidArgument);
  CHECK_THROWS_AS(st::studies::current_threshold(m, 3, 5), InvalidArgument);
  CHECK_FALSE(st::studies::firing(m, 10, {}, 5));  // too short to know
  CHECK_FALSE(st::studies::single_spike(m, 2, 20));
}

TEST_CASE("channels: the same seed, the same spikes; bad numbers are refused") {
  const HodgkinHuxley axon;
  const st::studies::ChannelNoise noise{.sodium = 300, .potassium = 90, .duration = 300, .seed = 4};
  const auto a = st::studies::noisy_axon(axon, noise), b = st::studies::noisy_axon(axon, noise);
  CHECK(a.spikes == b.spikes);
  CHECK(a.balance < 1e-8);
  auto longer = noise;
  longer.duration = 400;
  const auto c = st::studies::noisy_axon(axon, longer);
  REQUIRE(c.spikes.size() >= a.spikes.size());
  for (std::size_t i = 0; i < a.spikes.size(); ++i) CHECK(c.spikes[i] == a.spikes[i]);
  auto bad = noise;
  bad.sodium = 0;
  CHECK_THROWS_AS(st::studies::noisy_axon(axon, bad), InvalidArgument);
  bad = noise, bad.duration = NaN;
  CHECK_THROWS_AS(st::studies::noisy_axon(axon, bad), InvalidArgument);
  bad = noise, bad.clamp = NaN;
  CHECK_THROWS_AS(st::studies::noisy_axon(axon, bad), InvalidArgument);
}

TEST_CASE("white noise for channels: what is refused, and the same seed") {
  using st::studies::ChannelModel;
  const HodgkinHuxley axon;
  st::studies::ChannelNoise noise{
      .sodium = 300, .potassium = 90, .duration = 50, .seed = 4, .record_every = 1};
  for (const auto model : {ChannelModel::diffusion, ChannelModel::subunit}) {
    noise.model = model;
    noise.dt = 0.01;
    const auto a = st::studies::noisy_axon(axon, noise), b = st::studies::noisy_axon(axon, noise);
    CHECK(a.potential == b.potential);
    CHECK(a.potential.size() == 51);
    CHECK(a.balance < 1e-8);
    for (const double dt : {0.0, -0.01, 1.0, NaN}) {
      noise.dt = dt;
      CHECK_THROWS_AS(st::studies::noisy_axon(axon, noise), InvalidArgument);
    }
  }
  noise.model = ChannelModel::markov;
  noise.stimulus = {10, 0};
  CHECK_THROWS_AS(st::studies::noisy_axon(axon, noise), InvalidArgument);  // held for no time
  noise.hold = 25;
  CHECK(st::studies::noisy_axon(axon, noise).balance < 1e-8);
  noise.stimulus = {NaN};
  CHECK_THROWS_AS(st::studies::noisy_axon(axon, noise), InvalidArgument);
}

TEST_CASE("bits per joule and biofilms refuse what makes no sense") {
  const HodgkinHuxley axon;
  st::studies::SignalledCurrents signal{
      .sodium = 100, .potassium = 30, .currents = {0, 10}, .window = 20, .windows = 10, .seed = 1};
  auto bad = signal;
  bad.currents = {1};
  CHECK_THROWS_AS(st::studies::information_per_energy(axon, bad), InvalidArgument);
  bad = signal, bad.window = 0;
  CHECK_THROWS_AS(st::studies::information_per_energy(axon, bad), InvalidArgument);
  bad = signal, bad.windows = 1;
  CHECK_THROWS_AS(st::studies::information_per_energy(axon, bad), InvalidArgument);
  bad = signal, bad.currents = {0, NaN};
  CHECK_THROWS_AS(st::studies::information_per_energy(axon, bad), InvalidArgument);

  const auto cell = st::models::PotassiumWave::wild_type();
  CHECK_THROWS_AS(st::studies::shock_a_cell(cell, NaN, 10), InvalidArgument);
  CHECK_THROWS_AS(st::studies::shock_a_cell(cell, 200, 0), InvalidArgument);
  CHECK_THROWS_AS(st::studies::potassium_wave(cell, {.cells = 1}), InvalidArgument);
  CHECK_THROWS_AS(st::studies::potassium_wave(cell, {.kicks = {10, 5}}), InvalidArgument);
  CHECK_THROWS_AS(st::studies::potassium_wave(cell, {.kicks = {10}, .duration = 5}), InvalidArgument);
}
