// What grows how: stationary state, a second's evolution and the slowest modes against the number of states, on a line and on
// a square.
//
// Time = constant x states^exponent, on an AMD EPYC (Zen 4), from 10^3 states to the largest:
//   stationary state  line 1.05, 0.4 us a state at 10^6      square 1.46, 19 us a state at 10^5: what elimination fills in
//   evolution to 1    line 1.2 (stiff: extrapolation)        square 1.8 (uniformisation: the fastest rate grows as 1/h^2)
//   four slowest      line 1.2, 3.7 us a state at 10^5       square 1.3, 26 us a state at 10^5: the factorisation
// One implicit step, factorised once, on a line: 1.0 (fokker_planck/implicit_1d of bench_fokker_planck).
#include <benchmark/benchmark.h>

#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/spectrum.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;

st::Generator line(std::size_t n) {
  return st::FokkerPlanck1D(st::models::DoubleWell{.barrier = 3},
                            st::Grid1D::uniform(-2.3, 2.3, n, st::Edge::reflecting))
      .generator();
}
st::Generator square(std::size_t n) {
  const auto axis = st::Grid1D::uniform(
      -4, 4, static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(n)))), st::Edge::reflecting);
  return st::FokkerPlanck(st::models::RotationalTrap{.k = 1.5, .kappa = 2}, st::ProductGrid<2>({axis, axis}))
      .generator();
}

template <class Question>
void ask(benchmark::State& state, st::Generator (*make)(std::size_t), Question question) {
  const st::Generator g = make(static_cast<std::size_t>(state.range(0)));
  if (!question(g)) return state.SkipWithError("no answer");
  for (auto _ : state) benchmark::DoNotOptimize(question(g));
  state.SetComplexityN(static_cast<std::int64_t>(g.states));
  report_per_item(state, static_cast<double>(g.states));
}

bool stationary(const st::Generator& g) {
  const auto p = st::stationary(g);
  return p && p.stats().residual < 1e-10;
}
bool evolution(const st::Generator& g) {
  const std::vector<double> flat(g.states, 1 / static_cast<double>(g.states));
  return static_cast<bool>(st::evolve(g, flat, 1, 1e-6));
}
bool slowest(const st::Generator& g) {
  const auto s = st::spectrum(g, 4);
  return s && s->rates[1].real() > 0;
}

#define ON(shape, what, least, most)        \
  BENCHMARK_CAPTURE(ask, what, shape, what) \
      ->Name("generator/" #what "/" #shape) \
      ->RangeMultiplier(10)                 \
      ->Range(least, most)                  \
      ->Unit(benchmark::kMillisecond)       \
      ->Complexity([](benchmark::IterationCount n) { return static_cast<double>(n); })
ON(line, stationary, 1000, 1000000);
ON(square, stationary, 100, 100000);
ON(line, evolution, 10, 10000);
ON(square, evolution, 100, 10000);
ON(line, slowest, 100, 100000);
ON(square, slowest, 100, 100000);

}  // namespace
