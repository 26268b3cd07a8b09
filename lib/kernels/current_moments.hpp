#pragma once
/// The hot loop of currents: sums and products of phi_a dx_d over a tile of steps, compiled once per instruction set.
/// Eight partial sums whatever the width of the machine, so the bits are the same on each.

#include <cstddef>
#include <stochtherm/simd/pack.hpp>

namespace stochtherm::detail {

/// A tile of steps: `functions` columns phi (the first may be null for the constant 1), `coordinates` columns dx, each
/// `steps` long, a multiple of 8, padded with dx = 0. Current c = a * coordinates + d is phi_a dx_d. `currents` is room for
/// them, functions * coordinates * stride. sums[c] and products[c * currents + e], e <= c, are added to.
struct CurrentTile {
  const double* const* phi;
  const double* const* dx;
  std::size_t functions, coordinates, steps, stride;
  double* currents;
  double* sums;
  double* products;
};

template <int W>
[[gnu::always_inline]] inline void add_currents_with(CurrentTile t) {
  using D = simd::Double<W>;
  constexpr int parts = 8 / W;
  constexpr std::size_t abreast = W == 8 ? 4 : 2;  // currents by currents in registers
  const std::size_t n = t.functions * t.coordinates;
  for (std::size_t a = 0; a < t.functions; ++a)
    for (std::size_t d = 0; d < t.coordinates; ++d) {
      const double* phi = t.phi[a];
      const double* dx = t.dx[d];
      double* out = t.currents + (a * t.coordinates + d) * t.stride;
      D total[parts];
      for (D& x : total) x = D(0.0);
      for (std::size_t i = 0; i < t.steps; i += 8)
        for (int p = 0; p < parts; ++p) {
          const std::size_t at = i + static_cast<std::size_t>(p * W);
          const D j = phi == nullptr ? D::load(dx + at) : D::load(phi + at) * D::load(dx + at);
          j.store(out + at);
          total[p] += j;
        }
      double lanes[8];
      for (int p = 0; p < parts; ++p) total[p].store(lanes + p * W);
      t.sums[a * t.coordinates + d] +=
          ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }
  for (std::size_t c = 0; c < n; c += abreast)
    for (std::size_t e = 0; e <= c; e += abreast) {
      D total[abreast][abreast][parts];
      for (auto& row : total)
        for (auto& cell : row)
          for (D& x : cell) x = D(0.0);
      const double *left[abreast], *right[abreast];
      for (std::size_t k = 0; k < abreast; ++k) {  // past the end the last one again: not written
        left[k] = t.currents + (c + k < n ? c + k : n - 1) * t.stride;
        right[k] = t.currents + (e + k < n ? e + k : n - 1) * t.stride;
      }
      for (std::size_t i = 0; i < t.steps; i += 8)
        for (int p = 0; p < parts; ++p) {
          const std::size_t at = i + static_cast<std::size_t>(p * W);
          D l[abreast], r[abreast];
          for (std::size_t k = 0; k < abreast; ++k)
            l[k] = D::load(left[k] + at), r[k] = D::load(right[k] + at);
          for (std::size_t k = 0; k < abreast; ++k)
            for (std::size_t m = 0; m < abreast; ++m) total[k][m][p] += l[k] * r[m];
        }
      for (std::size_t k = 0; k < abreast && c + k < n; ++k)
        for (std::size_t m = 0; m < abreast && e + m <= c + k; ++m) {
          double lanes[8];
          for (int p = 0; p < parts; ++p) total[k][m][p].store(lanes + p * W);
          t.products[(c + k) * n + e + m] += ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
                                             ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        }
    }
}

/// out = (x_i + x_(i+1))/2 and x_(i+1) - x_i for i < steps.
template <int W>
[[gnu::always_inline]] inline void midpoints_with(const double* x, std::size_t steps, double* middle,
                                                  double* dx) {
  using D = simd::Double<W>;
  std::size_t i = 0;
  for (; i + W <= steps; i += W) {
    const D a = D::load(x + i), b = D::load(x + i + 1);
    (D(0.5) * (a + b)).store(middle + i);
    (b - a).store(dx + i);
  }
  for (; i < steps; ++i) middle[i] = 0.5 * (x[i] + x[i + 1]), dx[i] = x[i + 1] - x[i];
}

/// The same for two coordinates weighed with x and y (and 1 before them), straight from the path, all sums in registers.
/// `steps` is a multiple of 8; x and y have one sample more.
template <int W, bool constant>
[[gnu::always_inline]] inline void add_plane_with(const double* x, const double* y, std::size_t steps,
                                                  double* sums, double* products) {
  using D = simd::Double<W>;
  constexpr int n = constant ? 6 : 4, parts = 8 / W;
  D first[parts][n], second[parts][n * (n + 1) / 2];
  for (int p = 0; p < parts; ++p) {
    for (D& t : first[p]) t = D(0.0);
    for (D& t : second[p]) t = D(0.0);
  }
  for (std::size_t i = 0; i < steps; i += 8)
    for (int p = 0; p < parts; ++p) {
      const std::size_t at = i + static_cast<std::size_t>(p * W);
      const D x0 = D::load(x + at), x1 = D::load(x + at + 1), y0 = D::load(y + at), y1 = D::load(y + at + 1);
      const D dx = x1 - x0, dy = y1 - y0, mx = D(0.5) * (x0 + x1), my = D(0.5) * (y0 + y1);
      D j[n];
      if constexpr (constant) j[0] = dx, j[1] = dy;
      constexpr int c = constant ? 2 : 0;
      j[c] = mx * dx, j[c + 1] = mx * dy, j[c + 2] = my * dx, j[c + 3] = my * dy;
      int k = 0;
      for (int a = 0; a < n; ++a) {
        first[p][a] += j[a];
        for (int b = 0; b <= a; ++b) second[p][k++] += j[a] * j[b];
      }
    }
  const auto total = [&](auto part) {
    double l[8];
    for (int p = 0; p < parts; ++p) part(p).store(l + p * W);
    return ((l[0] + l[1]) + (l[2] + l[3])) + ((l[4] + l[5]) + (l[6] + l[7]));
  };
  int k = 0;
  for (int a = 0; a < n; ++a) {
    sums[a] += total([&](int p) { return first[p][a]; });
    for (int b = 0; b <= a; ++b, ++k) products[a * n + b] += total([&](int p) { return second[p][k]; });
  }
}

struct CurrentKernels {
  void (*add_currents)(CurrentTile);
  void (*add_plane)(const double* x, const double* y, std::size_t steps, bool constant, double* sums,
                    double* products);
  void (*midpoints)(const double* x, std::size_t steps, double* middle, double* dx);
};

/// The kernels as the including file is compiled: of internal linkage, so that no other target's stand in for them.
[[maybe_unused]] static CurrentKernels current_kernels_here() {
  constexpr int W = simd::native_width;
  return {
      [](CurrentTile tile) { add_currents_with<W>(tile); },
      [](const double* x, const double* y, std::size_t steps, bool constant, double* sums, double* products) {
        constant ? add_plane_with<W, true>(x, y, steps, sums, products)
                 : add_plane_with<W, false>(x, y, steps, sums, products);
      },
      [](const double* x, std::size_t steps, double* middle, double* dx) {
        midpoints_with<W>(x, steps, middle, dx);
      }};
}

CurrentKernels current_kernels_baseline();
CurrentKernels current_kernels_avx2();
CurrentKernels current_kernels_avx512();

}  // namespace stochtherm::detail
