// What an event costs: the direct method on four reactions, alone and in lanes, against a plain loop over functions.
//
// On an AMD EPYC (Zen 4) with AVX-512: 5.2 ns in lanes and 18 to 20 alone, where the plain loop takes 40 to 45. What bounds it:
// in lanes the number of instructions, some 500 for 32 events, most of them loads and stores of counts and tables that are
// general; alone the wait from one event to the next, counts to propensities to the choice and back through memory.
#include <benchmark/benchmark.h>

#include <cmath>
#include <functional>
#include <random>
#include <stochtherm/solvers/jump/gillespie.hpp>
#include <vector>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;

/// A source, pairs that form and part, and an exit: it goes on for ever.
st::ReactionNetwork network() {
  return {.species = {"A", "B", "C"},
          .reactions = {{.name = "source", .products = {{0, 1}}, .rate = 200},
                        {.name = "pair", .reactants = {{0, 2}}, .products = {{1, 1}}, .rate = 0.002},
                        {.name = "part", .reactants = {{1, 1}}, .products = {{0, 2}}, .rate = 0.5},
                        {.name = "leave", .reactants = {{0, 1}}, .products = {{2, 1}}, .rate = 1}}};
}
const std::vector<std::int64_t> start{200, 80, 0};

/// The mean of A stays at 200 to a part in a hundred: in the stationary state the source feeds what leaves.
bool stationary(double mean) { return std::abs(mean / 200 - 1) < 0.05; }

void direct(benchmark::State& state, std::size_t trajectories, double duration) {
  const auto reactions = network();
  double events = 0;
  const auto run = [&](std::uint64_t seed) {
    return *st::simulate(reactions, start,
                         {.duration = duration, .trajectories = trajectories, .seed = seed, .threads = 1});
  };
  const auto first = run(1);
  double mean = 0;
  for (double a : first.counts[0][0]) mean += a / static_cast<double>(trajectories);
  for (double e : first.events) events += e;
  if (trajectories > 100 && !stationary(mean)) return state.SkipWithError("the mean is wrong");
  for (auto _ : state) benchmark::DoNotOptimize(run(1));
  report_per_item(state, events);
}

void plain(benchmark::State& state) {
  const std::vector<std::function<double(const std::vector<double>&)>> propensities{
      [](const std::vector<double>&) { return 200.0; },
      [](const std::vector<double>& n) { return 0.002 * n[0] * (n[0] - 1); },
      [](const std::vector<double>& n) { return 0.5 * n[1]; },
      [](const std::vector<double>& n) { return n[0]; }};
  const std::vector<std::vector<double>> changes{{1, 0, 0}, {-2, 1, 0}, {2, -1, 0}, {-1, 0, 1}};
  std::mt19937_64 engine(1);
  std::uniform_real_distribution<double> uniform;
  double events = 0, area = 0;
  const auto run = [&](double duration) {
    std::vector<double> n(start.begin(), start.end()), a(4);
    events = area = 0;
    for (double t = 0;;) {
      double total = 0;
      for (std::size_t r = 0; r < 4; ++r) total += a[r] = propensities[r](n);
      const double wait = -std::log(1 - uniform(engine)) / total;
      if ((t += wait) > duration) return;
      area += n[0] * wait;
      double left = uniform(engine) * total;
      std::size_t r = 0;
      while (r < 3 && left >= a[r]) left -= a[r++];
      for (std::size_t s = 0; s < 3; ++s) n[s] += changes[r][s];
      ++events;
    }
  };
  run(2000);
  if (!stationary(area / 2000)) return state.SkipWithError("the mean is wrong");
  double all = 0;
  for (auto _ : state) run(2000), all += events;
  state.counters["ns_per_item"] =
      benchmark::Counter(all * 1e-9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(direct, single, 1, 2000.0)->Name("jump/gillespie/single");
BENCHMARK_CAPTURE(direct, ensemble, 1024, 10.0)->Name("jump/gillespie/ensemble");
BENCHMARK(plain)->Name("baseline/std/gillespie");

}  // namespace
