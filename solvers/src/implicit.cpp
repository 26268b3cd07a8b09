#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/implicit.hpp>

#include "../kernels/chain.hpp"

namespace stochtherm {

void BackwardEuler::step(const ChainFactorisation& factors, std::vector<double>& p,
                         std::vector<double>& flow) const {
  factors.solve(p);
  flow = p;
}

void Sdirk2::step(const ChainFactorisation& factors, std::vector<double>& p,
                  std::vector<double>& flow) const {
  constexpr double g = implicit_weight;
  flow = p;
  factors.solve(flow);
  for (std::size_t i = 0; i < p.size(); ++i) p[i] += (1 - g) / g * (flow[i] - p[i]);
  factors.solve(p);
  for (std::size_t i = 0; i < p.size(); ++i) flow[i] = (1 - g) * flow[i] + g * p[i];
}

namespace detail {
namespace {
constexpr double rounding =
    1e-13;  // of a total mass of 1: far above what solves lose, far below what matters
}

double bernoulli(double z) {
  if (std::abs(z) < 1e-300) return 1;
  return z / std::expm1(z);
}

std::size_t count_steps(double duration, double dt) {
  require_positive(duration, "the duration must be positive", "duration", "FokkerPlanck1D");
  require_positive(dt, "the time step must be positive", "dt", "FokkerPlanck1D");
  const double steps = std::round(duration / dt);
  require(steps >= 1 && steps < 1e12 && std::abs(steps * dt - duration) <= 1e-9 * duration,
          fmt::format("the time step must divide the duration ({})", duration), "dt", dt, "FokkerPlanck1D");
  return static_cast<std::size_t>(steps);
}

void bernoulli_pairs(std::span<const double> z, std::span<double> rise, std::span<double> fall) {
  chain_bernoulli(z.data(), rise.data(), fall.data(), z.size());
}

Generator grid_generator(const ChainGenerator& chain, const Grid1D& grid, std::vector<double> energy,
                         double kT) {
  Generator g = as_generator(chain);
  g.energy = std::move(energy);
  for (std::size_t i = 0; i < grid.size(); ++i) g.internal_entropy.push_back(std::log(grid.width(i)));
  g.reservoirs[0].kT = kT;
  return g;
}

double power(const ChainGenerator& g, std::span<const double> p, std::span<const double> push) {
  const std::size_t n = g.size();
  double sum = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) sum += (g.up[i] * p[i] - g.down[i + 1] * p[i + 1]) * push[i];
  if (g.ring) sum += (g.up[n - 1] * p[n - 1] - g.down[0] * p[0]) * push[n - 1];
  return sum;
}

namespace {
/// Eight sums side by side, in a fixed order.
template <class Term>
double sum_of(std::size_t n, Term term) {
  double sum[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8)
    for (std::size_t k = 0; k < 8; ++k) sum[k] += term(i + k);
  for (std::size_t k = 0; i < n; ++i, ++k) sum[k] += term(i);
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}
}  // namespace

void require_all_finite(std::span<const double> numbers, const char* what, const char* function) {
  // x - x is 0, or NaN where x is not finite.
  if (sum_of(numbers.size(), [&](std::size_t i) { return numbers[i] - numbers[i]; }) == 0) return;
  for (double x : numbers) require_finite(x, what, function);
}

double dot(std::span<const double> a, std::span<const double> b) {
  return sum_of(a.size(), [&](std::size_t i) { return a[i] * b[i]; });
}

double dot_change(std::span<const double> a, std::span<const double> b, std::span<const double> c) {
  return chain_dot_change(a.data(), b.data(), c.data(), a.size());
}

bool same_energy(double a, double b, std::span<const double> u) {
  const auto [low, high] = std::minmax_element(u.begin(), u.end());
  return std::abs(a - b) <= 1e-9 * std::max({1e-300, *high - *low, std::abs(*high), std::abs(*low)});
}

double interpolate_first_passage(const Grid1D& grid, std::span<const double> tau, double from) {
  const std::size_t n = grid.size();
  const auto between = [&](double x0, double t0, double x1, double t1) {
    return t0 + (t1 - t0) * (from - x0) / (x1 - x0);
  };
  if (from <= grid.centre(0))
    return grid.left() == Edge::absorbing ? between(grid.face(0), 0, grid.centre(0), tau[0]) : tau[0];
  if (from >= grid.centre(n - 1))
    return grid.right() == Edge::absorbing ? between(grid.centre(n - 1), tau[n - 1], grid.face(n), 0)
                                           : tau[n - 1];
  const auto centres = grid.centres();
  const auto j =
      static_cast<std::size_t>(std::upper_bound(centres.begin(), centres.end(), from) - centres.begin());
  return between(centres[j - 1], tau[j - 1], centres[j], tau[j]);
}

Status check_step(std::span<const double> p, std::size_t step, std::size_t steps, ProgressReporter& report) {
  const auto [sum, lowest] = chain_sum_and_lowest(p.data(), p.size());
  if (!std::isfinite(sum)) return Status::diverged;
  if (lowest < -rounding) return Status::ill_conditioned;
  const bool go_on = report(static_cast<double>(step + 1) / static_cast<double>(steps));
  return go_on || step + 1 == steps ? Status::converged : Status::cancelled;
}

std::string why_stopped(Status status, std::size_t step) {
  switch (status) {
    case Status::cancelled:
      return fmt::format("FokkerPlanck1D: cancelled after step {}.", step);
    case Status::ill_conditioned:
      return fmt::format(
          "FokkerPlanck1D: a mass became negative in step {}; shorten the time step, or use BackwardEuler.",
          step);
    default:
      return fmt::format("FokkerPlanck1D: the density left the finite numbers in step {}.", step);
  }
}

Density settled(const Grid1D& grid, std::vector<double> p) {
  double total = 0, kept = 0;
  for (double& mass : p) {
    if (!std::isfinite(mass)) mass = 0;
    total += mass;
    mass = std::max(0.0, mass);
    kept += mass;
  }
  if (kept > total)
    for (double& mass : p) mass *= std::max(0.0, total) / kept;
  return {grid, std::move(p)};
}

Solved<Density> stopped(const Grid1D& grid, std::vector<double> p, Status status, std::size_t step) {
  return {settled(grid, std::move(p)), status, why_stopped(status, step), {.steps = step}};
}

}  // namespace detail
}  // namespace stochtherm
