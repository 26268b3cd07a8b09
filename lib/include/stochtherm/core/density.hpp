#pragma once
/// A probability density on a grid, kept as cell masses: sum p = 1 to rounding, and no weights to forget.

#include <cmath>
#include <cstddef>
#include <span>
#include <stochtherm/core/grid.hpp>
#include <stochtherm/core/model.hpp>
#include <vector>

namespace stochtherm {

class Density {
 public:
  /// Masses must be finite and not negative. Their sum is 1, or less where absorbing edges have taken some.
  Density(Grid1D grid, std::vector<double> masses);

  /// Masses proportional to width * exp(-log_weight(centre)), normalised; robust against any offset of
  /// log_weight.
  template <class F>
  static Density from_potential(const Grid1D& grid, F log_weight) {
    std::vector<double> potential(grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) potential[i] = log_weight(grid.centre(i));
    return from_cell_potential(grid, potential);
  }
  /// The Boltzmann distribution exp(-U/kT)/Z of a model at fixed lambda, on the grid.
  template <Overdamped1D M>
  static Density boltzmann(const Grid1D& grid, const M& model, double lambda = 0) {
    const double kT = Temperature(model.bath()).kT;
    return from_potential(grid, [&](double x) { return static_cast<double>(model.energy(x, lambda)) / kT; });
  }
  /// Normal distribution, from the exact cell integrals (erfc), renormalised on the grid. Refused where the grid cuts off
  /// more than a thousandth of it.
  static Density gaussian(const Grid1D& grid, double mean, double variance);
  static Density uniform(const Grid1D& grid);
  /// All mass in the cell that holds x.
  static Density point(const Grid1D& grid, double x);

  [[nodiscard]] const Grid1D& grid() const { return grid_; }
  [[nodiscard]] std::span<const double> masses() const { return masses_; }
  [[nodiscard]] double operator[](std::size_t cell) const { return masses_[cell]; }
  [[nodiscard]] std::size_t size() const { return masses_.size(); }
  /// Sum of the masses: what has not been absorbed.
  [[nodiscard]] double total() const;
  /// Probability per length in a cell.
  [[nodiscard]] double pdf(std::size_t cell) const { return masses_[cell] / grid_.width(cell); }
  /// sum p f(centre).
  template <class F>
  [[nodiscard]] double expectation(F f) const {
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) sum += masses_[i] * f(grid_.centre(i));
    return sum;
  }
  [[nodiscard]] double mean() const;
  [[nodiscard]] double variance() const;
  /// Differential entropy -sum p ln(p/width), nats.
  [[nodiscard]] double shannon() const;
  /// Half the sum of |p - q|; both on the same grid.
  [[nodiscard]] double total_variation(const Density& other) const;

 private:
  static Density from_cell_potential(const Grid1D& grid, std::span<const double> potential);
  Grid1D grid_;
  std::vector<double> masses_;
};

}  // namespace stochtherm
