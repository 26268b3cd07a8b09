// What an entropy or a divergence costs per state, against the loop that one writes by hand.
#include <benchmark/benchmark.h>

#include <cmath>
#include <stochtherm/core/density.hpp>
#include <stochtherm/information/density.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/gaussian.hpp>
#include <string>
#include <vector>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;
using Masses = std::vector<double>;

/// A power law and an exponential on n states: most ratios p/q are far from 1.
struct Pair {
  explicit Pair(std::size_t n) : p(n), q(n) {
    double total_p = 0, total_q = 0;
    for (std::size_t i = 0; i < n; ++i) {
      total_p += p[i] = 1 / (10 + static_cast<double>(i));
      total_q += q[i] = std::exp(-5 * static_cast<double>(i) / static_cast<double>(n));
    }
    for (std::size_t i = 0; i < n; ++i) p[i] /= total_p, q[i] /= total_q;
  }
  Masses p, q;
};

double plain_entropy(const Masses& p, const Masses&) {
  double h = 0;
  for (double x : p)
    if (x > 0) h -= x * std::log(x);
  return h;
}

double plain_kullback_leibler(const Masses& p, const Masses& q) {
  double d = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0) d += p[i] * std::log(p[i] / q[i]);
  return d;
}

double plain_jensen_shannon(const Masses& p, const Masses& q) {
  double d = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double m = 0.5 * (p[i] + q[i]);
    if (p[i] > 0) d += 0.5 * p[i] * std::log(p[i] / m);
    if (q[i] > 0) d += 0.5 * q[i] * std::log(q[i] / m);
  }
  return d;
}

double entropy(const Masses& p, const Masses&) { return st::shannon_entropy(p); }
double kullback_leibler(const Masses& p, const Masses& q) { return st::kullback_leibler(p, q); }
double jensen_shannon(const Masses& p, const Masses& q) { return st::jensen_shannon(p, q); }

using Function = double (*)(const Masses&, const Masses&);

void time_it(benchmark::State& state, std::size_t states, Function f, Function reference) {
  const Pair pair(states);
  const double measured = f(pair.p, pair.q), expected = reference(pair.p, pair.q);
  // The loop by hand sums in sequence: a million roundings in a row, a few times 1e-13 in practice.
  if (!(std::abs(measured / expected - 1) < 1e-11)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(f(pair.p, pair.q));
  report_per_item(state, static_cast<double>(states));
}

void time_densities(benchmark::State& state, std::size_t cells) {
  const auto grid = st::Grid1D::uniform(-12, 12, cells, st::Edge::reflecting);
  const auto f = st::Density::gaussian(grid, 0.4, 1), g = st::Density::gaussian(grid, -0.3, 1.69);
  if (!(std::abs(st::kullback_leibler(f, g) /
                     st::kullback_leibler(st::Gaussian{0.4, 1}, st::Gaussian{-0.3, 1.69}) -
                 1) < 1e-3)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(st::kullback_leibler(f, g));
  report_per_item(state, static_cast<double>(cells));
}

void time_gaussians(benchmark::State& state) {
  const st::Gaussian a{0, 1}, b{1, 1};
  // Confirmed by GSL's quadrature in the validation case information/jensen_shannon_bounds.
  if (!(std::abs(*st::jensen_shannon(a, b) - 0.111421482184736) < 1e-14)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(st::jensen_shannon(a, b).even_if_failed());
  report_per_item(state, 1);
}

// Registered in a loop, before main of benchmark_main runs.
const bool registered = [] {
  struct Row {
    std::string name;
    Function ours, plain;
  };
  const Row rows[] = {{"shannon_entropy", entropy, plain_entropy},
                      {"kullback_leibler", kullback_leibler, plain_kullback_leibler},
                      {"jensen_shannon", jensen_shannon, plain_jensen_shannon}};
  for (const auto& row : rows)
    for (const std::size_t states : {1'000U, 1'000'000U}) {
      const auto size = std::to_string(states);
      benchmark::RegisterBenchmark(
          ("divergences/" + row.name + "/discrete/" + size).c_str(),
          [states, row](benchmark::State& s) { time_it(s, states, row.ours, row.plain); });
      benchmark::RegisterBenchmark(
          ("baseline/std/" + row.name + "/" + size).c_str(),
          [states, row](benchmark::State& s) { time_it(s, states, row.plain, row.ours); });
    }
  benchmark::RegisterBenchmark("divergences/kullback_leibler/density/1000",
                               [](benchmark::State& s) { time_densities(s, 1000); });
  benchmark::RegisterBenchmark("divergences/jensen_shannon/gaussian", time_gaussians);
  return true;
}();

}  // namespace
