// What an estimate from samples costs: per sample, per step, per work value.
//
// information/ksg1: pairs of normal numbers, rho = 0.6, k = 3. Of its time two thirds go into the neighbours, whose leaves of
// 16 are scanned with mispredicted branches on what is near enough, a fifth into counting in the sorted columns, the rest into
// sorting. The limit is 700 ns a point at 10^5.
// information/entropy_production_tur: four currents, two coordinates: 14 sums a step in registers; from memory 16 bytes a step.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_currents.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;
using Samples = std::vector<std::vector<double>>;

double normal(std::size_t i, std::uint64_t component) {
  return st::random::normal(1, st::random::Stream::data, i, component, 0);
}

/// Made once for each size.
const Samples& pairs(std::size_t n) {
  static std::map<std::size_t, Samples> made;
  Samples& xy = made[n];
  if (xy.empty()) {
    xy.assign(2, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      xy[0][i] = normal(i, 0);
      xy[1][i] = 0.6 * xy[0][i] + 0.8 * normal(i, 1);
    }
  }
  return xy;
}

/// What one writes without a tree: points sorted along x, neighbours looked for to both sides until x alone is too far.
double plain_ksg1(const Samples& xy, std::size_t k) {
  const std::size_t n = xy[0].size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return xy[0][a] < xy[0][b]; });
  std::vector<double> x(n), y(n), sorted_y(xy[1]);
  for (std::size_t i = 0; i < n; ++i) x[i] = xy[0][order[i]], y[i] = xy[1][order[i]];
  std::sort(sorted_y.begin(), sorted_y.end());
  const auto count = [](const std::vector<double>& sorted, double at, double e) {
    const auto from =
        std::partition_point(sorted.begin(), sorted.end(), [=](double v) { return !(at - v < e); });
    const auto to = std::partition_point(from, sorted.end(), [=](double v) { return v - at < e; });
    return static_cast<double>(to - from);
  };
  double sum = 0;
  std::vector<double> best(k);
  for (std::size_t i = 0; i < n; ++i) {
    std::fill(best.begin(), best.end(), HUGE_VAL);
    const auto meet = [&](std::size_t j) {
      const double d = std::max(std::abs(x[j] - x[i]), std::abs(y[j] - y[i]));
      if (d >= best.back()) return;
      best.back() = d;
      for (std::size_t r = k - 1; r > 0 && best[r] < best[r - 1]; --r) std::swap(best[r], best[r - 1]);
    };
    std::size_t left = i, right = i + 1;
    while (left > 0 || right < n) {
      const double to_left = left > 0 ? x[i] - x[left - 1] : HUGE_VAL,
                   to_right = right < n ? x[right] - x[i] : HUGE_VAL;
      if (std::min(to_left, to_right) >= best.back()) break;
      to_left < to_right ? meet(--left) : meet(right++);
    }
    sum += boost::math::digamma(count(x, x[i], best.back())) +
           boost::math::digamma(count(sorted_y, y[i], best.back()));
  }
  return boost::math::digamma(static_cast<double>(k)) + boost::math::digamma(static_cast<double>(n)) -
         sum / static_cast<double>(n);
}

void ksg1(benchmark::State& state, std::size_t n, bool plain) {
  const Samples& xy = pairs(n);
  const std::span<const std::vector<double>> both(xy);
  const auto ours = [&] { return st::kraskov(both.first(1), both.subspan(1), {.k = 3}).mean; };
  // Beyond 10^5 the plain way takes a minute: there the exact -ln(1 - rho^2)/2 = 0.2231 must do.
  const double expected = n <= 100'000 ? plain_ksg1(xy, 3) : -0.5 * std::log(1 - 0.36);
  if (!(std::abs(ours() - expected) < (n <= 100'000 ? 1e-9 : 0.01))) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(plain ? plain_ksg1(xy, 3) : ours());
  report_per_item(state, static_cast<double>(n));
}

/// A path in a trap with a flow that turns.
const Samples& turning(std::size_t steps) {
  static Samples path;
  if (path.empty() || path[0].size() != steps + 1) {
    path.assign(2, std::vector<double>(steps + 1));
    const double dt = 1e-3, noise = std::sqrt(2 * dt);
    double x = 0, y = 0;
    for (std::size_t i = 0; i <= steps; ++i) {
      path[0][i] = x, path[1][i] = y;
      const auto z = st::random::normal_block<1>(2, st::random::Stream::data, st::simd::Word<1>(i), 0, 0);
      const double fx = -1.5 * x - 2 * y, fy = -1.5 * y + 2 * x;
      x += fx * dt + noise * z[0][0];
      y += fy * dt + noise * z[1][0];
    }
  }
  return path;
}

constexpr double plane_dt = 1e-3;

/// Means and covariances of x dx, x dy, y dx, y dy in one loop; then 2 m C^-1 m/dt by Cholesky.
double plain_tur(const Samples& path) {
  const std::size_t n = path[0].size() - 1;
  double m[4] = {}, C[4][4] = {};
  for (std::size_t i = 0; i < n; ++i) {
    const double dx = path[0][i + 1] - path[0][i], dy = path[1][i + 1] - path[1][i];
    const double mx = 0.5 * (path[0][i] + path[0][i + 1]), my = 0.5 * (path[1][i] + path[1][i + 1]);
    const double j[4] = {mx * dx, mx * dy, my * dx, my * dy};
    for (int a = 0; a < 4; ++a) {
      m[a] += j[a];
      for (int b = 0; b <= a; ++b) C[a][b] += j[a] * j[b];
    }
  }
  const auto N = static_cast<double>(n);
  double L[4][4] = {}, y[4], value = 0;
  for (int a = 0; a < 4; ++a) m[a] /= N;
  for (int a = 0; a < 4; ++a) {
    y[a] = m[a];
    for (int b = 0; b <= a; ++b) {
      double c = (C[a][b] - N * m[a] * m[b]) / (N - 1);
      for (int k = 0; k < b; ++k) c -= L[a][k] * L[b][k];
      L[a][b] = a == b ? std::sqrt(c) : c / L[b][b];
      if (b < a) y[a] -= L[a][b] * y[b];
    }
    y[a] /= L[a][a];
    value += y[a] * y[a];
  }
  return 2 / plane_dt * (value * (N - 6) / (N - 1) - 4 / N);
}

void tur(benchmark::State& state, std::size_t steps, bool plain) {
  const Samples& path = turning(steps);
  const auto ours = [&] {
    return st::uncertainty_bound(path, plane_dt, {.degree = 1, .constant = false, .periods = {}})->rate.mean;
  };
  const double expected = plain_tur(path);
  if (!(std::abs(ours() / expected - 1) < 1e-8)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(plain ? plain_tur(path) : ours());
  report_per_item(state, static_cast<double>(steps));
}

void bar(benchmark::State& state, std::size_t values) {
  std::vector<double> forward(values / 2), reverse(values / 2);
  for (std::size_t i = 0; i < forward.size(); ++i)
    forward[i] = 1.5 + normal(i, 3), reverse[i] = -0.5 + normal(i, 4);
  const auto solved = st::bennett(forward, reverse, 1);
  if (!solved || std::abs(solved->z(1)) > 5) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(st::bennett(forward, reverse, 1).even_if_failed());
  report_per_item(state, static_cast<double>(values));
}

const std::vector<double>& symbols(std::size_t n) {
  static std::vector<double> column;
  if (column.size() != n) {
    column.resize(n);
    for (std::size_t i = 0; i < n; ++i) column[i] = std::floor(20 * normal(i, 5));
  }
  return column;
}

std::vector<std::size_t> plain_counts(const std::vector<double>& column) {
  std::unordered_map<double, std::size_t> number;
  for (double x : column) ++number[x];
  std::vector<std::size_t> counts;
  for (const auto& [value, n] : number) counts.push_back(n);
  return counts;
}

void entropy(benchmark::State& state, std::size_t n, bool plain) {
  const auto& column = symbols(n);
  const auto ours = [&] {
    st::SymbolCounter counter;
    counter.add(column);
    return st::plugin_entropy(counter.counts()).mean;
  };
  const auto theirs = [&] { return st::plugin_entropy(plain_counts(column)).mean; };
  if (!(std::abs(ours() / theirs() - 1) < 1e-12)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(plain ? theirs() : ours());
  report_per_item(state, static_cast<double>(n));
}

const bool registered = [] {
  const auto add = [](const std::string& name, auto run) {
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond);
  };
  for (const std::size_t n : {1'000U, 10'000U, 100'000U, 1'000'000U})
    add("information/ksg1/" + std::to_string(n), [n](benchmark::State& s) { ksg1(s, n, false); });
  add("baseline/sorted_x/ksg1/100000", [](benchmark::State& s) { ksg1(s, 100'000, true); });
  add("information/entropy_production_tur/10000000", [](benchmark::State& s) { tur(s, 10'000'000, false); });
  add("baseline/std/entropy_production_tur/10000000", [](benchmark::State& s) { tur(s, 10'000'000, true); });
  add("information/bar/1000000", [](benchmark::State& s) { bar(s, 1'000'000); });
  add("information/entropy_plugin/10000000", [](benchmark::State& s) { entropy(s, 10'000'000, false); });
  add("baseline/std/entropy_plugin/10000000", [](benchmark::State& s) { entropy(s, 10'000'000, true); });
  return true;
}();

}  // namespace
