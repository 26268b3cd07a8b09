// What a cell-step costs in two and three dimensions.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numeric>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/fokker_planck/split_step.hpp>
#include <vector>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;

/// A spring in three dimensions.
struct Spring {
  static constexpr int dimension = 3;
  st::Temperature bath() const { return {1}; }
  st::Mobility mobility() const { return {1}; }
  double energy(const st::Vec<double, 3>& q, double) const { return 0.75 * st::dot(q, q); }
  st::Vec<double, 3> force(const st::Vec<double, 3>& q, double) const { return -1.5 * q; }
};

template <class M, int N>
void step(benchmark::State& state, const M& model, double reach) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto axis = st::Grid1D::uniform(-reach, reach, n, st::Edge::reflecting);
  std::array<st::Grid1D, N> axes = [&] {
    if constexpr (N == 2)
      return std::array{axis, axis};
    else
      return std::array{axis, axis, axis};
  }();
  const st::FokkerPlanck<M> fp(model, st::ProductGrid<N>(axes));
  const double dt = 0.01;
  const st::SplitStep split(fp, dt);
  const auto start = st::masses_from_potential(fp.grid(), [](const st::Vec<double, N>& q) {
    double u = 0;
    for (int a = 0; a < N; ++a) u += (q[a] - (a == 0 ? 0.8 : 0.0)) * (q[a] - (a == 0 ? 0.8 : 0.0));
    return u;
  });
  const std::size_t steps = 10;
  const auto p = *split.advance(start, steps);
  // The squared distance of the mean from the origin shrinks as e^{-2 mu k t}, whatever the rotation.
  double square = 0;
  for (int a = 0; a < N; ++a) {
    const double m = st::expectation<N>(fp.grid(), p, [&](const st::Vec<double, N>& q) { return q[a]; });
    square += m * m;
  }
  if (!(std::abs(std::sqrt(square) / (0.8 * std::exp(-1.5 * dt * static_cast<double>(steps))) - 1) < 2e-3))
    return state.SkipWithError("the mean is wrong");
  std::vector<double> masses = start;
  for (auto _ : state) {
    split.advance_in_place(masses, steps);
    benchmark::DoNotOptimize(masses.data());
  }
  state.counters["MB"] = static_cast<double>(split.bytes()) * 1e-6;
  report_per_item(state, static_cast<double>(masses.size() * steps));
}

void two(benchmark::State& state) {
  step<st::models::RotationalTrap, 2>(state, st::models::RotationalTrap{.k = 1.5, .kappa = 2}, 5);
}
void three(benchmark::State& state) { step<Spring, 3>(state, Spring{}, 5); }

BENCHMARK(two)->Name("fokker_planck/implicit_2d")->Arg(512);
BENCHMARK(three)->Name("fokker_planck/implicit_3d")->Arg(128)->Unit(benchmark::kMillisecond);

}  // namespace
