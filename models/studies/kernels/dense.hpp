#pragma once
/// What learning machines spend their time on: matrix products, tanh, chances and draws of units. Compiled once per instruction set.
///
/// Each element of a product is summed in the order of k, with a multiplication and an addition, whatever the width of a register and the size
/// of a block: the same bits on every instruction set. (A library's product has neither the bits nor, inside one program, the choice of
/// instruction set for templates. It costs a fifth of the speed that fused operations have where a processor has them.)
/// Where one operand holds bits, only the rows of the other whose bit is set are added: no multiplication, and no term that is 0.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

/// Rows of bits, eight to a byte, the lowest first. A row begins on a byte; seven bytes beyond the last row are readable.
struct Bits {
  const std::uint8_t* at;
  std::size_t row;  ///< bytes from one row to the next
};

/// C (m x n, row by row, rows ldc apart) += A (m x k, bits) B (k x n).
template <class Real>
struct Selection {
  std::size_t m, n, k;
  Bits A;
  Strided<Real> B;
  Real* C;
  std::size_t ldc;
};

/// Units under fields x: the chance 1/(1 + e^{-slope x}) of being up, and a draw with it; the uniform numbers, and so what happens, resolve
/// 2^-42. Element e = d T + t is draw d of trajectory t, T = a sixth of the (padded) number of elements, which 48 must divide.
template <class Real>
struct Units {
  std::size_t elements;
  Real* chance;      ///< fields in, chances out
  std::uint8_t* up;  ///< a bit each, as in Bits; may be null: no draw
  double slope;
  Seed seed;
  random::Stream stream;
  std::uint64_t step;
};

/// Room for a packed block of B.
inline constexpr std::size_t block_depth = 256, block_width = 64;
template <class Real>
using PackedBlock = Real[block_depth * block_width];
/// Rows of B that one word of bits selects from: the depth of a block there.
inline constexpr std::size_t bits_of_word = 64;

namespace {  // every target has its own

// Registers for a row of C: most_vectors where most_rows rows are summed at a time, selected_vectors where one is.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
constexpr int register_bytes = 64, most_vectors = 4, selected_vectors = 4;
#elif defined(__AVX2__)
constexpr int register_bytes = 32, most_vectors = 2, selected_vectors = 8;
#else
constexpr int register_bytes = 16, most_vectors = 2, selected_vectors = 8;
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

/// A block of B, row by row with zeros up to the width; read as it lies in memory, turned or not.
template <class Real, int vectors>
inline void pack(const Strided<Real>& B, std::size_t first_k, std::size_t depth, std::size_t first_column,
                 std::size_t columns, Real* packed) {
  using Lane = simd::Pack<Real, lanes<Real>>;
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  const Real* from = B.at + first_k * B.row + first_column * B.column;
  if (columns < width) std::fill_n(packed, depth * width, Real(0));
  if (B.column != 1)
    for (std::size_t j = 0; j < columns; ++j)
      for (std::size_t s = 0; s < depth; ++s) packed[s * width + j] = from[s * B.row + j * B.column];
  else if (columns < width)
    for (std::size_t s = 0; s < depth; ++s) std::copy_n(from + s * B.row, columns, packed + s * width);
  else
    for (std::size_t s = 0; s < depth; ++s)
      for (int v = 0; v < vectors; ++v)
        Lane::load(from + s * B.row + v * lanes<Real>).store(packed + s * width + v * lanes<Real>);
}

template <class Real, int vectors>
inline void panel(const Product<Real>& p, std::size_t first_k, std::size_t depth, std::size_t first_column,
                  Real* packed) {
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  const std::size_t columns = std::min(width, p.n - first_column);
  pack<Real, vectors>(p.B, first_k, depth, first_column, columns, packed);
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

/// The first bits of a row, 64 at most.
[[gnu::always_inline]] inline std::uint64_t word(const std::uint8_t* row, std::size_t count) {
  std::uint64_t w;
  std::memcpy(&w, row, sizeof w);
  if constexpr (std::endian::native == std::endian::big) w = __builtin_bswap64(w);
  return count < bits_of_word ? w & ((std::uint64_t{1} << count) - 1) : w;
}

/// A row of C in registers, and the rows of the packed block that the bits of a word select.
template <class Real, int vectors>
[[gnu::always_inline]] inline void add_rows(std::uint64_t selected, const Real* packed, Real* C) {
  using Lane = simd::Pack<Real, lanes<Real>>;
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  Lane sum[vectors];
  for (int v = 0; v < vectors; ++v) sum[v] = Lane::load(C + v * lanes<Real>);
  for (; selected != 0; selected &= selected - 1) {
    const Real* b = packed + static_cast<std::size_t>(std::countr_zero(selected)) * width;
    for (int v = 0; v < vectors; ++v) sum[v] = sum[v] + Lane::load(b + v * lanes<Real>);
  }
  for (int v = 0; v < vectors; ++v) sum[v].store(C + v * lanes<Real>);
}

template <class Real, int vectors>
inline void selected_panel(const Selection<Real>& p, std::size_t first_column, Real* packed) {
  constexpr std::size_t width = static_cast<std::size_t>(vectors * lanes<Real>);
  const std::size_t columns = std::min(width, p.n - first_column);
  for (std::size_t k = 0; k < p.k; k += bits_of_word) {
    const std::size_t depth = std::min(bits_of_word, p.k - k);
    pack<Real, vectors>(p.B, k, depth, first_column, columns, packed);
    for (std::size_t i = 0; i < p.m; ++i) {
      const std::uint64_t selected = word(p.A.at + i * p.A.row + k / 8, depth);
      Real* C = p.C + i * p.ldc + first_column;
      if (columns == width) {
        add_rows<Real, vectors>(selected, packed, C);
      } else {
        Real room[width] = {};
        std::copy_n(C, columns, room);
        add_rows<Real, vectors>(selected, packed, room);
        std::copy_n(room, columns, C);
      }
    }
  }
}

template <class Real>
inline void add_selected(const Selection<Real>& p) {
  constexpr std::size_t width = static_cast<std::size_t>(selected_vectors * lanes<Real>);
  alignas(64) Real packed[bits_of_word * width];  // 16 kB at most: the first cache has room for it
  std::size_t j = 0;
  for (; j + width <= p.n; j += width) selected_panel<Real, selected_vectors>(p, j, packed);
  for (; j < p.n; j += lanes<Real>) selected_panel<Real, 1>(p, j, packed);
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

/// The lanes of a mask as bits, the first the lowest.
template <int W>
[[gnu::always_inline]] inline unsigned lanes_of(simd::Word<W> mask) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  if constexpr (W == 8) return _mm512_movepi64_mask(reinterpret_cast<__m512i>(mask.v));
#endif
#if defined(__AVX__)
  if constexpr (W == 4) return static_cast<unsigned>(_mm256_movemask_pd(reinterpret_cast<__m256d>(mask.v)));
#endif
#if defined(__SSE2__)
  if constexpr (W == 2) return static_cast<unsigned>(_mm_movemask_pd(reinterpret_cast<__m128d>(mask.v)));
#endif
  unsigned bits = 0;
  for (int i = 0; i < W; ++i) bits |= (mask[i] != 0 ? 1U : 0U) << i;
  return bits;
}

template <class Real>
inline void draw_units(const Units<Real>& units) {
  constexpr int W = simd::native_width;
  using D = simd::Double<W>;
  const std::size_t trajectories = units.elements / random::draws_per_block;
  const D one(1.0), minus_slope(-units.slope);
  for (std::size_t t = 0; t < trajectories; t += 8) {
    double u[random::draws_per_block][8];
    if (units.up != nullptr)
      for (std::size_t i = 0; i < 8; i += W) {
        const auto drawn = random::detail::to_uniforms<W>(random::detail::words<W>(
            random::Kind::uniform, units.seed, units.stream, random::consecutive<W>(t + i), units.step, 0));
        for (std::size_t d = 0; d < random::draws_per_block; ++d) drawn[d].store(u[d] + i);
      }
    for (std::size_t d = 0; d < random::draws_per_block; ++d) {
      const std::size_t e = d * trajectories + t;
      unsigned up = 0;
      int i = 0;
      eight(units.chance + e, [&](D x) {
        const D chance = one / (one + exp(minus_slope * x));
        if (units.up != nullptr) up |= lanes_of(less(D::load(u[d] + i), chance)) << i;
        i += W;
        return chance;
      });
      if (units.up != nullptr) units.up[e / 8] = static_cast<std::uint8_t>(up);
    }
  }
}

}  // namespace

template <class Real>
struct DenseKernels {
  void (*multiply_add)(const Product<Real>&);
  void (*add_selected)(const Selection<Real>&);
  void (*tanh)(Real* x, std::size_t elements);  ///< elements a multiple of 8
  void (*draw_units)(const Units<Real>&);
};

// As the including file is compiled; flat, so that no exponential is a call.
#define STOCHTHERM_DENSE(Real)                                                                          \
  [[maybe_unused, gnu::flatten]] static void multiply_add_##Real(const Product<Real>& p) {              \
    multiply_add(p);                                                                                    \
  }                                                                                                     \
  [[maybe_unused, gnu::flatten]] static void add_selected_##Real(const Selection<Real>& p) {            \
    add_selected(p);                                                                                    \
  }                                                                                                     \
  [[maybe_unused, gnu::flatten]] static void tanh_##Real(Real* x, std::size_t n) { tanh_of(x, n); }     \
  [[maybe_unused, gnu::flatten]] static void draw_units_##Real(const Units<Real>& u) { draw_units(u); } \
  [[maybe_unused]] static DenseKernels<Real> dense_kernels_here(Real) {                                 \
    return {multiply_add_##Real, add_selected_##Real, tanh_##Real, draw_units_##Real};                  \
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
