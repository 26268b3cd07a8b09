#include <algorithm>
#include <cmath>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

Density::Density(Grid1D grid, std::vector<double> masses)
    : grid_(std::move(grid)), masses_(std::move(masses)) {
  require(masses_.size() == grid_.size(), "a density has one mass per cell", "number of masses",
          static_cast<double>(masses_.size()));
  for (double mass : masses_) require_not_negative(mass, "a mass must be finite and not negative", "mass");
  require(total() <= 1 + 1e-9, "the masses of a density must not exceed 1 together", "sum of masses",
          total());
}

Density Density::from_cell_potential(const Grid1D& grid, std::span<const double> potential) {
  for (double u : potential) require_finite(u, "potential / kT");
  const double lowest = *std::min_element(potential.begin(), potential.end());
  std::vector<double> masses(grid.size());
  for (std::size_t i = 0; i < masses.size(); ++i) masses[i] = grid.width(i) * std::exp(lowest - potential[i]);
  const double Z = pairwise_sum(masses);
  for (double& mass : masses) mass /= Z;
  return {grid, std::move(masses)};
}

Density Density::gaussian(const Grid1D& grid, double mean, double variance) {
  require_finite(mean, "mean");
  require_positive(variance, "the variance must be positive", "variance");
  const double scale = 1 / std::sqrt(2 * variance);
  std::vector<double> masses(grid.size());
  for (std::size_t i = 0; i < masses.size(); ++i) {
    const double a = (grid.face(i) - mean) * scale, b = (grid.face(i + 1) - mean) * scale;
    // Difference of tails on the side where they are small: no cancellation.
    masses[i] = a > 0 ? 0.5 * (std::erfc(a) - std::erfc(b)) : 0.5 * (std::erfc(-b) - std::erfc(-a));
  }
  const double inside = pairwise_sum(masses);
  require(inside >= 0.999,
          "the grid must cover the distribution: all but a thousandth of it (from_potential makes one that "
          "is cut)",
          "mass on the grid", inside);
  for (double& mass : masses) mass /= inside;
  return {grid, std::move(masses)};
}

Density Density::uniform(const Grid1D& grid) {
  return from_potential(grid, [](double) { return 0.0; });
}

Density Density::point(const Grid1D& grid, double x) {
  std::vector<double> masses(grid.size());
  masses[grid.cell(x)] = 1;
  return {grid, std::move(masses)};
}

double Density::total() const { return pairwise_sum(masses_); }

double Density::mean() const {
  const double mass = total();
  require(mass > 0, "the mean needs some mass that is not absorbed", "total", mass);
  return expectation([](double x) { return x; }) / mass;
}

double Density::variance() const {
  const double m = mean();
  return expectation([m](double x) { return (x - m) * (x - m); }) / total();
}

double Density::shannon() const {
  double h = 0;
  for (std::size_t i = 0; i < size(); ++i)
    if (masses_[i] > 0) h -= masses_[i] * std::log(masses_[i] / grid_.width(i));
  return h;
}

double Density::total_variation(const Density& other) const {
  require(grid_ == other.grid_, "the densities must share one grid", "other", "a density on another grid");
  double sum = 0;
  for (std::size_t i = 0; i < size(); ++i) sum += std::abs(masses_[i] - other.masses_[i]);
  return 0.5 * sum;
}

}  // namespace stochtherm
