// What a standard normal costs: reproducible by name, against the generators that one would pick instead.
#include <benchmark/benchmark.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <memory>
#include <random>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>
#include <string>
#include <vector>

#include "per_item.hpp"
#include "xoshiro.hpp"

namespace {

namespace st = stochtherm;
constexpr std::size_t count = 3 << 14;  // six draws each for a multiple of 8 trajectories
using Numbers = std::vector<double>;

/// Variance and mean within five standard errors: a generator that is fast and wrong is not timed.
bool looks_normal(const Numbers& z) {
  double sum = 0, squares = 0;
  for (double x : z) sum += x, squares += x * x;
  const auto n = static_cast<double>(z.size());
  return std::abs(sum / n) < 5 / std::sqrt(n) && std::abs(squares / n - 1) < 5 * std::sqrt(2 / n);
}

template <class Fill>
void time_it(benchmark::State& state, Fill fill) {
  Numbers z(count);
  fill(z);
  if (!looks_normal(z)) return state.SkipWithError("the numbers are not standard normal");
  for (auto _ : state) {
    fill(z);
    benchmark::DoNotOptimize(z.data());
    benchmark::ClobberMemory();
  }
  report_per_item(state, static_cast<double>(count));
}

void in_blocks(benchmark::State& state) {
  std::uint64_t block = 0;
  time_it(state, [&](Numbers& z) {
    st::random::fill({st::random::Kind::normal, 1, st::random::Stream::data, 0, 0, block++}, z);
  });
  state.SetLabel(std::string(st::random::instruction_set()));
}

void one_by_one(benchmark::State& state) {
  std::uint64_t trajectory = 0;
  time_it(state, [&](Numbers& z) {
    for (std::uint64_t i = 0; i < z.size(); ++i)
      z[i] = st::random::normal({1}, st::random::Stream::data, trajectory, 0, i);
    ++trajectory;
  });
}

void standard(benchmark::State& state) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  time_it(state, [&](Numbers& z) {
    for (double& x : z) x = normal(engine);
  });
}

void ziggurat(benchmark::State& state) {
  Xoshiro256Plus engine(1);
  boost::random::normal_distribution<double> normal;
  time_it(state, [&](Numbers& z) {
    for (double& x : z) x = normal(engine);
  });
}

void gsl(benchmark::State& state) {
  const std::unique_ptr<gsl_rng, void (*)(gsl_rng*)> engine(gsl_rng_alloc(gsl_rng_mt19937), gsl_rng_free);
  time_it(state, [&](Numbers& z) {
    for (double& x : z) x = gsl_ran_gaussian_ziggurat(engine.get(), 1);
  });
}

BENCHMARK(in_blocks)->Name("random/normal/double");
BENCHMARK(one_by_one)->Name("random/normal/one_by_one");
BENCHMARK(standard)->Name("baseline/std/normal");
BENCHMARK(ziggurat)->Name("baseline/ziggurat/normal");
BENCHMARK(gsl)->Name("baseline/gsl/normal");

}  // namespace
