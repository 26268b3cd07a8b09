#pragma once
/// Grids in two and three dimensions: products of intervals cut into cells.

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/grid.hpp>
#include <stochtherm/core/vec.hpp>
#include <utility>
#include <vector>

namespace stochtherm {

/// Cells are numbered with the first coordinate fastest. Masses on them are plain vectors, one number per cell.
template <int N>
class ProductGrid {
  static_assert(N >= 2 && N <= 3, "grids have two or three dimensions");

 public:
  explicit ProductGrid(std::array<Grid1D, N> axes) : axes_(std::move(axes)) {
    std::size_t cells = 1;
    for (int a = 0; a < N; ++a) stride_[index(a)] = cells, cells *= axis(a).size();
    size_ = cells;
    require(cells <= 0xFFFFFFFFU, "cells are numbered with 32 bits", "cells", static_cast<double>(cells),
            "ProductGrid");
  }

  [[nodiscard]] const Grid1D& axis(int a) const { return axes_[index(a)]; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// From a cell to the next along an axis.
  [[nodiscard]] std::size_t stride(int a) const { return stride_[index(a)]; }
  /// Which cell of the axis a cell lies in.
  [[nodiscard]] std::size_t along(int a, std::size_t cell) const { return cell / stride(a) % axis(a).size(); }
  [[nodiscard]] Vec<double, N> centre(std::size_t cell) const {
    Vec<double, N> q;
    for (int a = 0; a < N; ++a) q[a] = axis(a).centre(along(a, cell));
    return q;
  }
  [[nodiscard]] double volume(std::size_t cell) const {
    double v = 1;
    for (int a = 0; a < N; ++a) v *= axis(a).width(along(a, cell));
    return v;
  }

 private:
  static constexpr std::size_t index(int a) { return static_cast<std::size_t>(a); }
  std::array<Grid1D, N> axes_;
  std::array<std::size_t, N> stride_{};
  std::size_t size_ = 0;
};

/// Masses proportional to volume * exp(-log_weight(centre)), normalised.
template <int N, class F>
[[nodiscard]] std::vector<double> masses_from_potential(const ProductGrid<N>& grid, F log_weight) {
  std::vector<double> p(grid.size());
  double lowest = INFINITY;
  for (std::size_t i = 0; i < p.size(); ++i) lowest = std::min(lowest, p[i] = log_weight(grid.centre(i)));
  require_finite(lowest, "least log_weight", "masses_from_potential");
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] = grid.volume(i) * std::exp(lowest - p[i]);
  for (double& mass : p) mass /= sum;
  return p;
}
/// sum p f(centre).
template <int N, class F>
[[nodiscard]] double expectation(const ProductGrid<N>& grid, std::span<const double> p, F f) {
  require(p.size() == grid.size(), "one mass per cell", "masses", static_cast<double>(p.size()));
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] * f(grid.centre(i));
  return sum;
}
/// What is left of a density when only one coordinate is looked at.
template <int N>
[[nodiscard]] Density marginal(const ProductGrid<N>& grid, std::span<const double> p, int a) {
  require(p.size() == grid.size(), "one mass per cell", "masses", static_cast<double>(p.size()));
  require(a >= 0 && a < N, "the axis must exist", "axis", a);
  std::vector<double> m(grid.axis(a).size());
  for (std::size_t i = 0; i < p.size(); ++i) m[grid.along(a, i)] += p[i];
  return Density(grid.axis(a), std::move(m));
}

}  // namespace stochtherm
