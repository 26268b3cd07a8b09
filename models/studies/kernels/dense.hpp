#pragma once
/// What learning machines spend their time on: matrix products, tanh, chances and draws of units. Compiled once per instruction set.
///
/// Each element of a product is summed in the order of k, with a multiplication and an addition, whatever the width of a register and the size
/// of a block: the same bits on every instruction set. (A library's product has neither the bits nor, inside one program, the choice of
/// instruction set for templates. It costs a fifth of the speed that fused operations have where a processor has them.)

#include <algorithm>
#include <cstddef>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/simd/math.hpp>
#include <stochtherm/simd/pack.hpp>

namespace stochtherm::studies::detail {

/// Element (i, j) stands at[i row + j column].
template <class Real>
struct Strided {
  const Real* at;
  std::size_t row, column;
};

/// C (m x n, row by row, rows ldc apart) += A (m x k) B (k x n).
template <class Real>
struct Product {
  std::size_t m, n, k;
  Strided<Real> A, B;
  Real* C;
  std::size_t ldc;
};

/// States of units under fields: their means, and states drawn with those means. Element e = d T + t is draw d of trajectory t, T = a sixth of
/// the (padded) number of elements, which 48 must divide.
template <class Real>
struct Units {
  std::size_t elements;
  Real* mean;   ///< fields in, means out
  Real* state;  ///< may be null: no draw
  bool plus_minus;
  Seed seed;
  random::Stream stream;
  std::uint64_t step;
};

/// Room for a packed block of B.
inline constexpr std::size_t block_depth = 256, block_width = 64;
template <class Real>
using PackedBlock = Real[block_depth * block_width];

namespace {  // every target has its own

#if defined(__AVX512F__) && defined(__AVX512DQ__)
constexpr int register_bytes = 64, most_vectors = 4;
#elif defined(__AVX2__)
constexpr int register_bytes = 32, most_vectors = 2;
#else
constexpr int register_bytes = 16, most_vectors = 2;
#endif
constexpr int most_rows = 6;
template <class Real>
constexpr int lanes = register_bytes / static_cast<int>(sizeof(Real));

/// Rows x (vectors of lanes) of C, over k: the whole of it lies in registers.
template <class Real, int rows, int vectors>
[[gnu::always_inline]] inline void tile(std::size_t k, Strided<Real> A, const Real* packed, Real* C,
                                        std::size_t ldc) {
  using Lane = simd::Pack<Real, lanes<Real>>;
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  Lane sum[rows][vectors];
  for (int i = 0; i < rows; ++i)
    for (int v = 0; v < vectors; ++v)
      sum[i][v] =
          Lane::load(C + static_cast<std::size_t>(i) * ldc + static_cast<std::size_t>(v * lanes<Real>));
  const Real* a = A.at;
  for (std::size_t step = 0; step < k; ++step, a += A.column, packed += width) {
    Lane b[vectors];
    for (int v = 0; v < vectors; ++v) b[v] = Lane::load(packed + v * lanes<Real>);
    for (int i = 0; i < rows; ++i) {
      const Lane factor(a[static_cast<std::size_t>(i) * A.row]);
      for (int v = 0; v < vectors; ++v) sum[i][v] = sum[i][v] + factor * b[v];
    }
  }
  for (int i = 0; i < rows; ++i)
    for (int v = 0; v < vectors; ++v)
      sum[i][v].store(C + static_cast<std::size_t>(i) * ldc + static_cast<std::size_t>(v * lanes<Real>));
}

/// As `tile`, where fewer than all columns belong to C.
template <class Real, int rows, int vectors>
inline void tile_within(std::size_t k, Strided<Real> A, const Real* packed, Real* C, std::size_t ldc,
                        std::size_t columns) {
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  if (columns == width) return tile<Real, rows, vectors>(k, A, packed, C, ldc);
  Real room[rows * width] = {};
  for (std::size_t i = 0; i < rows; ++i) std::copy_n(C + i * ldc, columns, room + i * width);
  tile<Real, rows, vectors>(k, A, packed, room, width);
  for (std::size_t i = 0; i < rows; ++i) std::copy_n(room + i * width, columns, C + i * ldc);
}

template <class Real, int vectors>
inline void panel(const Product<Real>& p, std::size_t first_k, std::size_t depth, std::size_t first_column,
                  Real* packed) {
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  const std::size_t columns = std::min(width, p.n - first_column);
  for (std::size_t s = 0; s < depth; ++s) {
    const Real* from = p.B.at + (first_k + s) * p.B.row + first_column * p.B.column;
    Real* to = packed + s * width;
    if (p.B.column == 1)
      std::copy_n(from, columns, to);
    else
      for (std::size_t j = 0; j < columns; ++j) to[j] = from[j * p.B.column];
    std::fill(to + columns, to + width, Real(0));
  }
  const auto rows_from = [&](std::size_t i) {
    return Strided<Real>{p.A.at + i * p.A.row + first_k * p.A.column, p.A.row, p.A.column};
  };
  std::size_t i = 0;
  for (; i + most_rows <= p.m; i += most_rows)
    tile_within<Real, most_rows, vectors>(depth, rows_from(i), packed, p.C + i * p.ldc + first_column, p.ldc,
                                          columns);
  for (; i + 2 <= p.m; i += 2)
    tile_within<Real, 2, vectors>(depth, rows_from(i), packed, p.C + i * p.ldc + first_column, p.ldc,
                                  columns);
  for (; i < p.m; ++i)
    tile_within<Real, 1, vectors>(depth, rows_from(i), packed, p.C + i * p.ldc + first_column, p.ldc,
                                  columns);
}

template <class Real>
inline void multiply_add(const Product<Real>& p) {
  alignas(64) PackedBlock<Real> packed;
  for (std::size_t k = 0; k < p.k; k += block_depth) {
    const std::size_t depth = std::min(block_depth, p.k - k);
    for (std::size_t j = 0; j < p.n;) {
      const std::size_t left = (p.n - j + lanes<Real> - 1) / lanes<Real>;
      const std::size_t vectors = std::min<std::size_t>(left, most_vectors);
      if constexpr (most_vectors >= 4) {
        if (vectors == 4) panel<Real, 4>(p, k, depth, j, packed);
        if (vectors == 3) panel<Real, 3>(p, k, depth, j, packed);
      }
      if (vectors == 2) panel<Real, 2>(p, k, depth, j, packed);
      if (vectors == 1) panel<Real, 1>(p, k, depth, j, packed);
      j += vectors * lanes<Real>;
    }
  }
}

/// Eight numbers as double, through f and back.
template <class Real, class F>
[[gnu::always_inline]] inline void eight(Real* x, const F& f) {
  constexpr int W = simd::native_width;
  double room[8];
  for (int i = 0; i < 8; ++i) room[i] = static_cast<double>(x[i]);
  for (int i = 0; i < 8; i += W) f(simd::Double<W>::load(room + i)).store(room + i);
  for (int i = 0; i < 8; ++i) x[i] = static_cast<Real>(room[i]);
}

template <class Real>
inline void tanh_of(Real* x, std::size_t elements) {
  for (std::size_t i = 0; i < elements; i += 8) eight(x + i, [](auto y) { return tanh(y); });
}

template <class Real>
inline void draw_units(const Units<Real>& units) {
  constexpr int W = simd::native_width;
  using D = simd::Double<W>;
  const std::size_t trajectories = units.elements / 6;
  const D one(1.0), two(2.0), scale(units.plus_minus ? -2.0 : -1.0);
  // The chance of the upper value: 1/(1 + e^{-x}), or 1/(1 + e^{-2x}).
  for (std::size_t e = 0; e < units.elements; e += 8)
    eight(units.mean + e, [&](D x) { return one / (one + exp(scale * x)); });
  if (units.state != nullptr) {
    const D low(units.plus_minus ? -1.0 : 0.0);
    std::uint64_t number[8];
    for (std::size_t t = 0; t < trajectories; t += W) {
      for (int lane = 0; lane < W; ++lane) number[lane] = t + static_cast<std::uint64_t>(lane);
      const auto u = random::detail::to_uniforms<W>(random::detail::words<W>(
          random::Kind::uniform, units.seed, units.stream, simd::Word<W>::load(number), units.step, 0));
      for (std::size_t d = 0; d < 6; ++d) {
        const std::size_t e = d * trajectories + t;
        double room[8];
        for (int lane = 0; lane < W; ++lane)
          room[lane] = static_cast<double>(units.mean[e + static_cast<std::size_t>(lane)]);
        select(less(u[d], D::load(room)), one, low).store(room);
        for (int lane = 0; lane < W; ++lane)
          units.state[e + static_cast<std::size_t>(lane)] = static_cast<Real>(room[lane]);
      }
    }
  }
  if (units.plus_minus)
    for (std::size_t e = 0; e < units.elements; e += 8)
      eight(units.mean + e, [&](D p) { return two * p - one; });
}

}  // namespace

template <class Real>
struct DenseKernels {
  void (*multiply_add)(const Product<Real>&);
  void (*tanh)(Real* x, std::size_t elements);  ///< elements a multiple of 8
  void (*draw_units)(const Units<Real>&);
};

// As the including file is compiled; flat, so that no exponential is a call.
#define STOCHTHERM_DENSE(Real)                                                                          \
  [[maybe_unused, gnu::flatten]] static void multiply_add_##Real(const Product<Real>& p) {              \
    multiply_add(p);                                                                                    \
  }                                                                                                     \
  [[maybe_unused, gnu::flatten]] static void tanh_##Real(Real* x, std::size_t n) { tanh_of(x, n); }     \
  [[maybe_unused, gnu::flatten]] static void draw_units_##Real(const Units<Real>& u) { draw_units(u); } \
  [[maybe_unused]] static DenseKernels<Real> dense_kernels_here(Real) {                                 \
    return {multiply_add_##Real, tanh_##Real, draw_units_##Real};                                       \
  }
STOCHTHERM_DENSE(float)
STOCHTHERM_DENSE(double)
#undef STOCHTHERM_DENSE

// The argument only names the type.
DenseKernels<float> dense_kernels_baseline(float);
DenseKernels<double> dense_kernels_baseline(double);
DenseKernels<float> dense_kernels_avx2(float);
DenseKernels<double> dense_kernels_avx2(double);
DenseKernels<float> dense_kernels_avx512(float);
DenseKernels<double> dense_kernels_avx512(double);

/// Those of the machine that the program runs on.
template <class Real>
[[nodiscard]] DenseKernels<Real> dense_kernels();

}  // namespace stochtherm::studies::detail
