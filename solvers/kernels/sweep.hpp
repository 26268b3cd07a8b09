#pragma once
/// The hot loop of the split step: Alexander's two-stage step along many lines at once, compiled once per instruction set.

#include <cstddef>
#include <stochtherm/simd/pack.hpp>

namespace stochtherm::detail {

/// Lines of n states, side by side: state k of line l stands at [k stride + l], in the masses and in the factors of
/// elimination from one end: probability of leaving to the next, rate of coming from it over the pivot, inverse pivot.
struct SweepLines {
  std::size_t n, stride;
  const double* to;
  const double* from;
  const double* inverse;
};

/// W K lines from masses b on. (The lines by value: what is stored might else change them, for all that the compiler knows.) `y` has room for n W K numbers.
template <int W, int K>
[[gnu::always_inline]] inline void sweep_pack(const SweepLines s, std::size_t line, double* b, double* y) {
  using D = simd::Double<W>;
  constexpr double g = 0.29289321881345247560, weight = (1 - g) / g;  // 1 - 1/sqrt 2
  constexpr std::size_t lanes = std::size_t{W} * K;
  const auto at = [&](const double* column, std::size_t k, int i) {
    return D::load(column + k * s.stride + line + i * W);
  };
  D carry[K], next[K];
  for (int i = 0; i < K; ++i) carry[i] = D(0.0);
  for (std::size_t k = 0; k < s.n; ++k)
    for (int i = 0; i < K; ++i) {
      const D x = at(b, k, i) + carry[i];
      x.store(y + k * lanes + i * W);
      carry[i] = at(s.to, k, i) * x;
    }
  for (int i = 0; i < K; ++i) next[i] = D(0.0);
  for (std::size_t k = s.n; k-- > 0;)
    for (int i = 0; i < K; ++i) {
      next[i] = D::load(y + k * lanes + i * W) * at(s.inverse, k, i) + at(s.from, k, i) * next[i];
      next[i].store(y + k * lanes + i * W);
    }
  for (int i = 0; i < K; ++i) carry[i] = D(0.0);
  for (std::size_t k = 0; k < s.n; ++k)
    for (int i = 0; i < K; ++i) {
      const D p = at(b, k, i), x = p + D(weight) * (D::load(y + k * lanes + i * W) - p) + carry[i];
      x.store(y + k * lanes + i * W);
      carry[i] = at(s.to, k, i) * x;
    }
  for (int i = 0; i < K; ++i) next[i] = D(0.0);
  for (std::size_t k = s.n; k-- > 0;)
    for (int i = 0; i < K; ++i) {
      next[i] = D::load(y + k * lanes + i * W) * at(s.inverse, k, i) + at(s.from, k, i) * next[i];
      next[i].store(b + k * s.stride + line + i * W);
    }
}

/// All `lines` of them.
template <int W>
[[gnu::always_inline]] inline void sweep_packs(const SweepLines& s, std::size_t lines, double* b, double* y) {
  std::size_t l = 0;
  for (; l + 2 * W <= lines; l += 2 * W) sweep_pack<W, 2>(s, l, b, y);
  for (; l < lines; ++l) sweep_pack<1, 1>(s, l, b, y);
}

void sweep_baseline(const SweepLines& s, std::size_t lines, double* b, double* y);
void sweep_avx2(const SweepLines& s, std::size_t lines, double* b, double* y);
void sweep_avx512(const SweepLines& s, std::size_t lines, double* b, double* y);

/// The one that this machine runs fastest; `y` has room for 16 n numbers.
void sweep(const SweepLines& s, std::size_t lines, double* b, double* y);

}  // namespace stochtherm::detail
