#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/schrodinger/madelung.hpp>
#include <utility>

namespace stochtherm {
namespace {

constexpr const char* me = "evolve(QuantumFluid)";

void require_fluid(const QuantumFluid& f) {
  const std::size_t n = f.x.size();
  require(n >= 7, "a fluid needs seven nodes", "nodes", static_cast<double>(n), me);
  require(f.v.size() == n && f.mass.size() + 1 == n, "a fluid has one velocity per node, one mass per cell",
          "nodes", static_cast<double>(n), me);
  for (double v : f.v) require_finite(v, "velocity", me);
  for (double m : f.mass) require_positive(m, "the mass of a cell must be positive", "mass", me);
  for (double x : f.x) require_finite(x, "node", me);
  for (std::size_t i = 0; i + 1 < n; ++i)
    require(f.x[i] < f.x[i + 1], "the nodes must increase", "node", f.x[i + 1], me);
}

/// False where nodes have overtaken each other.
bool accelerate(const QuantumFluid& f, double nu, const std::function<double(double)>& slope,
                std::vector<double>& root, std::vector<double>& stress, std::vector<double>& a) {
  const std::size_t n = f.x.size();
  for (std::size_t j = 0; j + 1 < n; ++j) {
    const double d = f.x[j + 1] - f.x[j];
    if (!(d > 0)) return false;
    root[j] = std::sqrt(f.mass[j] / d);
    stress[j] = 0;
  }
  for (std::size_t i = 1; i + 1 < n; ++i) {  // the two cells beside node i; stress is dW/d(width)
    const double gap = 0.5 * (f.x[i + 1] - f.x[i - 1]), g = (root[i] - root[i - 1]) / gap;
    stress[i] -= g * (root[i] / (f.x[i + 1] - f.x[i]) + 0.5 * g);
    stress[i - 1] += g * (root[i - 1] / (f.x[i] - f.x[i - 1]) - 0.5 * g);
  }
  for (std::size_t i = 2; i + 2 < n; ++i) {
    const double m = 0.5 * (f.mass[i - 1] + f.mass[i]);
    a[i] = 2 * nu * nu * (stress[i] - stress[i - 1]) / m;
  }
  const auto straight = [&](std::size_t to, std::size_t b, std::size_t c) {
    a[to] = a[b] + (a[c] - a[b]) * (f.x[to] - f.x[b]) / (f.x[c] - f.x[b]);
  };
  straight(1, 2, 3), straight(0, 2, 3);
  straight(n - 2, n - 3, n - 4), straight(n - 1, n - 3, n - 4);
  if (slope)
    for (std::size_t i = 0; i < n; ++i) a[i] -= 2 * nu * slope(f.x[i]);
  return true;
}

}  // namespace

QuantumFluid QuantumFluid::packet(double from, double to, std::size_t cells,
                                  const std::function<double(double)>& density,
                                  const std::function<double(double)>& velocity) {
  require(std::isfinite(from) && std::isfinite(to) && from < to, "a packet needs an interval", "to", to);
  require(cells >= 6, "a packet needs six cells", "cells", static_cast<double>(cells));
  QuantumFluid f;
  const double h = (to - from) / static_cast<double>(cells);
  for (std::size_t i = 0; i <= cells; ++i) {
    f.x.push_back(from + h * static_cast<double>(i));
    f.v.push_back(velocity(f.x.back()));
  }
  for (std::size_t j = 0; j < cells; ++j) {
    const double a = f.x[j];
    f.mass.push_back(h / 6 * (density(a) + 4 * density(a + 0.5 * h) + density(a + h)));
  }
  const double all = f.total();
  require_positive(all, "a packet must have mass", "mass");
  for (double& m : f.mass) m /= all;
  return f;
}

double QuantumFluid::total() const {
  double sum = 0;
  for (double m : mass) sum += m;
  return sum;
}

double QuantumFluid::mean() const {
  double sum = 0;
  for (std::size_t j = 0; j < mass.size(); ++j) sum += mass[j] * 0.5 * (x[j] + x[j + 1]);
  return sum / total();
}

double QuantumFluid::variance() const {
  const double about = mean();
  double sum = 0;
  for (std::size_t j = 0; j < mass.size(); ++j) {
    const double y = 0.5 * (x[j] + x[j + 1]) - about;
    sum += mass[j] * y * y;
  }
  return sum / total();
}

Solved<QuantumFluid> evolve(QuantumFluid f, double nu, double duration, double dt,
                            const std::function<double(double)>& slope, const Progress& progress) {
  require_positive(nu, "nu = hbar/2m must be positive", "nu", me);
  require_positive(duration, "the duration must be positive", "duration", me);
  require_positive(dt, "the time step must be positive", "dt", me);
  const double count = std::round(duration / dt);
  require(count >= 1 && count < 1e12 && std::abs(count * dt - duration) <= 1e-9 * duration,
          "the time step must divide the duration", "dt", dt, me);
  require_fluid(f);
  const auto steps = static_cast<std::size_t>(count);
  const std::size_t n = f.x.size();
  std::vector<double> root(n), stress(n), a(n);
  ProgressReporter report(progress);
  bool ordered = accelerate(f, nu, slope, root, stress, a);
  for (std::size_t step = 0; step < steps; ++step) {
    for (std::size_t i = 0; i < n; ++i) {
      f.v[i] += 0.5 * dt * a[i];
      f.x[i] += dt * f.v[i];
    }
    ordered = ordered && accelerate(f, nu, slope, root, stress, a);
    if (!ordered)
      return {
          std::move(f),
          Status::diverged,
          "nodes overtook each other: shorten dt, or the packet has a zero where a fluid cannot follow it",
          {.steps = step + 1}};
    for (std::size_t i = 0; i < n; ++i) f.v[i] += 0.5 * dt * a[i];
    if (!report(static_cast<double>(step + 1) / count))
      return {std::move(f),
              Status::cancelled,
              "cancelled: the fluid is that of the last step",
              {.steps = step + 1}};
  }
  return Solved<QuantumFluid>(std::move(f), {.steps = steps});
}

}  // namespace stochtherm
