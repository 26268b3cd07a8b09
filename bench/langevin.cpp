// What a particle-step costs in a driven double well, on one core. The library keeps the full ledger (work and heat) and
// repeatable noise; the loops that one would write instead keep neither.
//
// What bounds it (measured on a Zen 4 at 3.7 GHz, AVX-512 over 256-bit pipes; operations counted in the object code): the
// noise takes 2/3 of a step. Of its 3.4 cycles per normal Threefry takes 1.3 (83 operations for 48 normals, two a cycle at
// most) and Box-Muller 2.1 (134 operations, a division and three square roots among them). The step itself has some 24
// operations for 8 particles: 1.8 cycles per particle, where two a cycle would make 1.5. On AVX2 a rotation takes three
// operations instead of one. Roads that are left, by the count of operations only: a generator on the AES instructions
// would halve Threefry's part, and needs tables where they are missing; fused multiply-add would save a seventh of the
// noise, and is slow where it has to be emulated for the same bits.
#include <benchmark/benchmark.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <random>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/studies/catalogue.hpp>
#include <vector>

#include "per_item.hpp"
#include "xoshiro.hpp"

namespace {

namespace st = stochtherm;
constexpr std::size_t particles = 2048, steps = 20000;
constexpr double dt = 0.0005;
const st::models::DoubleWell well{.barrier = 1, .T = {0.5}};
const auto tilt = st::Protocol::linear(0, 1, dt* steps);

/// The mean position after the tilt, by the Fokker-Planck solver: every variant must find it before it is timed.
double exact_mean() {
  const st::FokkerPlanck1D fp(well, st::Grid1D::uniform(-3, 3, 600, st::Edge::reflecting));
  return fp.drive(fp.equilibrium(), tilt, dt, st::Sdirk2{})->density.mean();
}

bool agrees(const std::vector<double>& x) {
  const auto mean = st::estimate_mean(x);
  return std::abs(mean.z(exact_mean())) < 5;
}

template <class Stepper, unsigned threads = 1>
void library(benchmark::State& state) {
  std::uint64_t seed = 0;
  const auto run = [&] {
    return st::simulate(well, tilt, {.dt = dt, .trajectories = particles, .seed = ++seed, .threads = threads},
                        st::from_equilibrium, Stepper{});
  };
  const auto first = run();
  if (!agrees(first->final[0]) || !(first->ledger.worst_first_law_residual() < 1e-12))
    return state.SkipWithError("the ensemble or its ledger is wrong");
  for (auto _ : state) benchmark::DoNotOptimize(run());
  report_per_item(state, static_cast<double>(particles * steps));
}

/// The textbook loop: one particle after the other, no ledger.
template <class Engine, class Normal>
void loop(benchmark::State& state) {
  Engine engine(1);
  Normal normal;
  std::vector<double> x(particles), relaxed(particles);
  const double amplitude = std::sqrt(2 * well.T.kT * dt);
  const auto advance = [&](std::vector<double>& all, double slope, std::size_t n) {
    for (double& xi : all)
      for (std::size_t i = 0; i < n; ++i) {
        const double lambda = slope * (static_cast<double>(i) + 0.5) * dt;
        xi += well.force(xi, lambda) * dt + amplitude * normal(engine);
      }
  };
  for (std::size_t i = 0; i < particles; ++i) relaxed[i] = i % 2 == 0 ? -1 : 1;
  advance(relaxed, 0, steps);  // towards equilibrium; from there on the tilt
  const auto run = [&] {
    x = relaxed;
    advance(x, 1 / (dt * steps), steps);
  };
  run();
  if (!agrees(x)) return state.SkipWithError("the ensemble is wrong");
  for (auto _ : state) {
    run();
    benchmark::DoNotOptimize(x.data());
  }
  report_per_item(state, static_cast<double>(particles * steps));
}

BENCHMARK(library<st::EulerMaruyama>)->Name("langevin/double_well/euler_maruyama");
BENCHMARK((library<st::EulerMaruyama, 2>))
    ->Name("langevin/double_well/euler_maruyama_2_threads")
    ->UseRealTime();
BENCHMARK(library<st::Heun>)->Name("langevin/double_well/heun");
BENCHMARK((loop<std::mt19937_64, std::normal_distribution<double>>))->Name("baseline/std/double_well");
BENCHMARK((loop<Xoshiro256Plus, boost::random::normal_distribution<double>>))
    ->Name("baseline/ziggurat/double_well");

}  // namespace
