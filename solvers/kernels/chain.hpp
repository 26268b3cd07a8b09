#pragma once
/// The hot loop of many densities on one line, compiled once per instruction set.

#include <cstddef>
#include <stochtherm/simd/math.hpp>
#include <stochtherm/simd/pack.hpp>

namespace stochtherm::detail {

/// A factorised line: its left part in order, its right part from the right end on, and the state between them.
struct ChainLine {
  std::size_t n, left;
  const double* to[2];
  const double* from[2];
  const double* inverse[2];
  double last_inverse;
};

/// W right-hand sides, b[state x count + k]: from both ends to the middle, and back. The two sides hide each other's waiting.
template <int W>
[[gnu::always_inline]] inline void chain_pack(const ChainLine line, double* b, std::size_t count) {
  using D = simd::Double<W>;
  const std::size_t L = line.left, R = line.n - 1 - L, both = L < R ? L : R;
  double* const left = b;
  double* const right = b + (line.n - 1) * count;
  const auto l = [&](std::size_t k) { return left + k * count; };
  const auto r = [&](std::size_t k) { return right - k * count; };
  D from_left(0.0), from_right(0.0);  // what state k hands on
  const auto step_left = [&](std::size_t k) {
    const D x = D::load(l(k)) + from_left;
    x.store(l(k));
    from_left = D(line.to[0][k]) * x;
  };
  const auto step_right = [&](std::size_t k) {
    const D x = D::load(r(k)) + from_right;
    x.store(r(k));
    from_right = D(line.to[1][k]) * x;
  };
  for (std::size_t k = 0; k < both; ++k) step_left(k), step_right(k);
  for (std::size_t k = both; k < L; ++k) step_left(k);
  for (std::size_t k = both; k < R; ++k) step_right(k);
  const D middle = (D::load(l(L)) + from_left + from_right) * D(line.last_inverse);
  middle.store(l(L));
  D next_left = middle, next_right = middle;
  const auto back_left = [&](std::size_t k) {
    next_left = D::load(l(k)) * D(line.inverse[0][k]) + D(line.from[0][k]) * next_left;
    next_left.store(l(k));
  };
  const auto back_right = [&](std::size_t k) {
    next_right = D::load(r(k)) * D(line.inverse[1][k]) + D(line.from[1][k]) * next_right;
    next_right.store(r(k));
  };
  std::size_t i = L, j = R;
  while (i > 0 && j > 0) back_left(--i), back_right(--j);
  while (i > 0) back_left(--i);
  while (j > 0) back_right(--j);
}

/// All of them, a cache line at a time: on the way back what was touched on the way there is still near.
template <int W>
[[gnu::always_inline]] inline void chain_packs(const ChainLine& line, double* b, std::size_t count) {
  std::size_t k = 0;
  for (; k + 8 <= count; k += 8) chain_pack<8>(line, b + k, count);
  for (; k < count; ++k) chain_pack<1>(line, b + k, count);
}

/// B(z) = z/(e^z - 1) and B(-z) = e^z B(z): with a = |z|, e = e^{-a}, the larger is a/(1 - e), the smaller e times that. Near
/// a = 0, where 1 - e cancels, (1 - e)/a is its series (to 1e-17 for a < 1/2).
template <int W>
[[gnu::always_inline]] inline void bernoulli_pack(const double* z, double* rise, double* fall) {
  using D = simd::Double<W>;
  const D x = D::load(z), a = abs(x), e = exp(-a);
  constexpr double factorial[] = {479001600.0, 39916800.0, 3628800.0, 362880.0, 40320.0, 5040.0,
                                  720.0,       120.0,      24.0,      6.0,      2.0,     1.0};
  D series(1.0 / 6227020800.0);  // sum of (-a)^k/(k + 1)!
  for (const double f : factorial) series = D(1.0 / f) - series * a;
  const auto near = less(a, D(0.5));
  const D larger = select(near, D(1.0), a) / select(near, series, D(1.0) - e), smaller = e * larger;
  const auto uphill = less(D(0.0), x);
  select(uphill, smaller, larger).store(rise);
  select(uphill, larger, smaller).store(fall);
}
template <int W>
[[gnu::always_inline]] inline void bernoulli_packs(const double* z, double* rise, double* fall,
                                                   std::size_t n) {
  std::size_t i = 0;
  for (; i + W <= n; i += W) bernoulli_pack<W>(z + i, rise + i, fall + i);
  for (; i < n; ++i) bernoulli_pack<1>(z + i, rise + i, fall + i);
}

/// Eight sums side by side, in a fixed order: the same bits on every machine.
[[gnu::always_inline]] inline double sum_of_lanes(const simd::Double<8>& s) {
  return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}
/// sum a (c - b).
[[gnu::always_inline]] inline double dot_change_packs(const double* a, const double* b, const double* c,
                                                      std::size_t n) {
  using D = simd::Double<8>;
  D sum(0.0);
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) sum += D::load(a + i) * (D::load(c + i) - D::load(b + i));
  double rest = 0;
  for (; i < n; ++i) rest += a[i] * (c[i] - b[i]);
  return sum_of_lanes(sum) + rest;
}
/// The sum, and the smallest below 0.
struct SumAndLowest {
  double sum, lowest;
};
[[gnu::always_inline]] inline SumAndLowest sum_and_lowest_packs(const double* p, std::size_t n) {
  using D = simd::Double<8>;
  D sum(0.0), lowest(0.0);
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const D x = D::load(p + i);
    sum += x;
    lowest = select(less(x, lowest), x, lowest);
  }
  SumAndLowest all{sum_of_lanes(sum), 0};
  for (int k = 0; k < 8; ++k) all.lowest = lowest[k] < all.lowest ? lowest[k] : all.lowest;
  for (; i < n; ++i) all.sum += p[i], all.lowest = p[i] < all.lowest ? p[i] : all.lowest;
  return all;
}

void chain_batch_baseline(const ChainLine& line, double* b, std::size_t count);
void chain_batch_avx2(const ChainLine& line, double* b, std::size_t count);
void chain_batch_avx512(const ChainLine& line, double* b, std::size_t count);

void chain_bernoulli_baseline(const double* z, double* rise, double* fall, std::size_t n);
void chain_bernoulli_avx2(const double* z, double* rise, double* fall, std::size_t n);
void chain_bernoulli_avx512(const double* z, double* rise, double* fall, std::size_t n);

double chain_dot_change_baseline(const double* a, const double* b, const double* c, std::size_t n);
double chain_dot_change_avx2(const double* a, const double* b, const double* c, std::size_t n);
double chain_dot_change_avx512(const double* a, const double* b, const double* c, std::size_t n);
SumAndLowest chain_sum_and_lowest_baseline(const double* p, std::size_t n);
SumAndLowest chain_sum_and_lowest_avx2(const double* p, std::size_t n);
SumAndLowest chain_sum_and_lowest_avx512(const double* p, std::size_t n);

/// Those that this machine runs fastest (random::instruction_set says which).
void chain_batch(const ChainLine& line, double* b, std::size_t count);
void chain_bernoulli(const double* z, double* rise, double* fall, std::size_t n);
double chain_dot_change(const double* a, const double* b, const double* c, std::size_t n);
SumAndLowest chain_sum_and_lowest(const double* p, std::size_t n);

}  // namespace stochtherm::detail
