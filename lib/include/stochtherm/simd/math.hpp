#pragma once
/// Elementary functions on packs, found by argument-dependent lookup: a model that calls `exp(x)` unqualified
/// runs on double and on packs alike. Only +, -, *, /, sqrt and integer operations, in a fixed order: the
/// bits are the same on every instruction set. The errors quoted are re-measured against long double by
/// lib/test/simd.cpp.
///
/// Polynomials: Chebyshev interpolation of the stated function on the stated interval, computed with 60
/// digits.

#include <stochtherm/simd/pack.hpp>

namespace stochtherm::simd {
inline namespace STOCHTHERM_TARGET {

namespace detail {

/// Horner's rule, highest coefficient last.
template <int W, int N>
Double<W> polynomial(Double<W> x, const double (&c)[N]) {
  Double<W> r(c[N - 1]);
  for (int i = N - 2; i >= 0; --i) r = r * x + Double<W>(c[i]);
  return r;
}

inline constexpr double round_shift = 0x1.8p52;  // adding it leaves the nearest integer in the low bits

/// The nearest integer (ties to even) for |x| < 2^51, as a double and as a two's complement word.
template <int W>
struct Rounded {
  Double<W> value;
  Word<W> integer;
};
template <int W>
Rounded<W> round_to_integer(Double<W> x) {
  const Double<W> shifted = x + Double<W>(round_shift);
  return {shifted - Double<W>(round_shift), as_word(shifted) - Word<W>(0x4338000000000000U)};
}

/// 2^n for -1022 <= n <= 1023.
template <int W>
Double<W> power_of_two(Word<W> n) {
  return as_double((n + Word<W>(1023U)) << 52);
}

/// e^r - 1 for |r| <= ln2/2.
template <int W>
Double<W> exp_minus_one(Double<W> r) {
  // (e^r - 1 - r)/r^2 ; error 2e-19.
  constexpr double c[] = {0x1.0000000000000p-1,  0x1.5555555555557p-3,  0x1.5555555555556p-5,
                          0x1.11111111100dfp-7,  0x1.6c16c16c162d6p-10, 0x1.a01a01abe6327p-13,
                          0x1.a01a01a6d7833p-16, 0x1.71de0237479e4p-19, 0x1.27e4db67abc75p-22,
                          0x1.af4ddda32bea9p-26, 0x1.1f72fc848c527p-29};
  return r + r * r * polynomial(r, c);
}

/// ln x for positive normal finite x, nothing else. Max error 0.83 ulp (worst x = 0x1.65ff37fa028f1p+0).
/// x = 2^e m with m in [sqrt(1/2), sqrt 2): ln x = e ln 2 + 2 atanh(s), s = (m-1)/(m+1).
template <int W>
[[gnu::always_inline]] inline Double<W> log_normal_range(Double<W> x) {
  // Subtracting the bits of sqrt(1/2) moves the split between exponent and mantissa from 1 to sqrt(1/2).
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcdU;
  const Word<W> shifted = as_word(x) - Word<W>(sqrt_half);
  const Double<W> m = as_double((shifted & Word<W>(0x000fffffffffffffU)) + Word<W>(sqrt_half));
  // The exponent is the 12-bit two's complement number on top: flip its sign bit, read it as an integer,
  // undo.
  const Double<W> e = as_double(((shifted >> 52) ^ Word<W>(0x800U)) | Word<W>(0x4330000000000000U)) -
                      Double<W>(0x1p52 + 2048.0);
  // (2 atanh(s) - 2 s)/s^3 as a polynomial in z = s^2 on [0, 0.0295]; error 4e-18 of the result.
  constexpr double c[] = {0x1.5555555555558p-1, 0x1.99999999952e2p-2, 0x1.2492492df14bfp-2,
                          0x1.c71c62e57c0cfp-3, 0x1.7462b4ac51915p-3, 0x1.39fe603f8739ep-3,
                          0x1.2b584c80de001p-3};
  const Double<W> f = m - Double<W>(1.0);
  const Double<W> s = f / (m + Double<W>(1.0));
  const Double<W> z = s * s;
  const Double<W> half_f2 = Double<W>(0.5) * f * f;
  // ln(1+f) = f - (f^2/2 - s (f^2/2 + z P(z))): the leading term is exact.
  const Double<W> tail = s * (half_f2 + z * polynomial(z, c)) + e * Double<W>(0x1.ef35793c76730p-45);
  return e * Double<W>(0x1.62e42fefa3800p-1) - ((half_f2 - tail) - f);
}

/// -ln(2^Scale x)/2 for normal x in (0, 2^-Scale), to 9e-12: a quarter of the squared length of normals. In two parts, for
/// the first ends in a division, and there is other work to do meanwhile.
/// x = 2^e m with m in [1, 2): ln x = (e + 1/2) ln 2 - 2 atanh(s), s = (sqrt 2 - m)/(sqrt 2 + m).
template <int W>
struct LogParts {
  Double<W> halves;  ///< the odd integer -2 e - 1 - 2 Scale
  Double<W> s;
};
template <int Scale, int W>
[[gnu::always_inline]] inline LogParts<W> log_parts(Double<W> x) {
  const Double<W> sqrt2(0x1.6a09e667f3bcdp+0);
  const Word<W> bits = as_word(x);
  const Double<W> m = as_double((bits & Word<W>(0x000fffffffffffffU)) | Word<W>(0x3ff0000000000000U));
  // The exponent, doubled, with a 1 below it.
  const Double<W> halves = Double<W>(0x1p52 + 2 * (1023 - Scale)) -
                           as_double(((bits >> 51) & Word<W>(0xffeU)) | Word<W>(0x4330000000000001U));
  return {halves, (sqrt2 - m) / (sqrt2 + m)};
}
template <int W>
[[gnu::always_inline]] inline Double<W> half_minus_log(const LogParts<W>& p) {
  // atanh(s)/s as a polynomial in z = s^2 on [0, 0.0295]; error 8.6e-12 of the result. In two levels, for the square root
  // that follows leaves nothing else to wait for.
  const Double<W> z = p.s * p.s, z2 = z * z;
  const Double<W> c01 = Double<W>(0x1.0000000004988p+0) + z * Double<W>(0x1.555554db6d410p-2);
  const Double<W> c23 = Double<W>(0x1.999a9bbfcf938p-3) + z * Double<W>(0x1.2432ec97e26d1p-3);
  return p.halves * Double<W>(0x1.62e42fefa39efp-3) +
         p.s * (c01 + z2 * (c23 + z2 * Double<W>(0x1.e3a9bc9e83906p-4)));
}

/// sin and cos of a quarter turns, a pi/2, for |a| <= 1/2, to 5e-11: what the directions of normals need.
template <int W>
struct SinCos {
  Double<W> sin, cos;
};
template <int W>
[[gnu::always_inline]] inline SinCos<W> sincos_quarter_turns(Double<W> a) {
  // sin(a pi/2)/a and cos(a pi/2) in z = a^2 on [0, 1/4]; errors 6.8e-12 and 4.8e-11.
  constexpr double s[] = {0x1.921fb5443b587p+0, -0x1.4abbce56ae6e6p-1, 0x1.466bbac8a54e8p-4,
                          -0x1.32ca9d79fc665p-8, 0x1.4bc85ccb213adp-13};
  constexpr double c[] = {0x1.ffffffff9785fp-1, -0x1.3bd3cc7313b31p+0, 0x1.03c1dc16cde6ep-2,
                          -0x1.55c57912f05fdp-6, 0x1.d9c2e7f15bcf2p-11};
  const Double<W> z = a * a;
  return {a * polynomial(z, s), polynomial(z, c)};
}

/// sin and cos of x = n pi/2 + r, |r| <= pi/4: the two polynomials and the quadrant n.
template <int W>
struct Quadrant {
  SinCos<W> of_rest;
  Word<W> n;
};
template <int W>
Quadrant<W> reduce_quadrant(Double<W> x) {
  const auto [n, integer] = round_to_integer(x * Double<W>(0x1.45f306dc9c883p-1));
  // pi/2 in three parts; the products with the first two are exact for |n| < 2^20.
  const Double<W> r = ((x - n * Double<W>(0x1.921fb54400000p+0)) - n * Double<W>(0x1.0b4611a600000p-34)) -
                      n * Double<W>(0x1.3198a2e037073p-69);
  constexpr double s[] = {-0x1.5555555555555p-3, 0x1.1111111111110p-7,   -0x1.a01a01a019936p-13,
                          0x1.71de3a54605eep-19, -0x1.ae64541266378p-26, 0x1.61217ec01749dp-33,
                          -0x1.ab17a79237a19p-41};
  constexpr double c[] = {0x1.5555555555555p-5,   -0x1.6c16c16c16c16p-10, 0x1.a01a01a019d0ap-16,
                          -0x1.27e4fb7712bdfp-22, 0x1.1eed8deb6d561p-29,  -0x1.9394b9c9c20a4p-37,
                          0x1.ab783376962cfp-45};
  const Double<W> z = r * r;
  const Double<W> half = Double<W>(0.5) * z;
  const Double<W> w = Double<W>(1.0) - half;
  return {{r + r * (z * polynomial(z, s)), w + (((Double<W>(1.0) - w) - half) + z * z * polynomial(z, c))},
          integer};
}

/// All bits set where bit `b` of n is set.
template <int W>
Word<W> mask_of_bit(Word<W> n, int b) {
  return Word<W>(0U) - ((n >> b) & Word<W>(1U));
}
/// x with its sign flipped where bit `b` of n is set.
template <int W>
Double<W> flip_sign(Double<W> x, Word<W> n, int b) {
  return as_double(as_word(x) ^ (((n >> b) & Word<W>(1U)) << 63));
}

}  // namespace detail

/// Natural logarithm. Max error 0.83 ulp for positive normal x; subnormal x are scaled first; 0 gives -inf, a
/// negative number or NaN gives NaN, +inf gives +inf.
template <int W>
Double<W> log(Double<W> x) {
  const Double<W> zero(0.0), infinity(__builtin_inf());
  const Word<W> tiny = less(x, Double<W>(0x1p-1022));
  const Double<W> scaled = select(tiny, x * Double<W>(0x1p54), x);
  const Double<W> regular =
      detail::log_normal_range(scaled) - select(tiny, Double<W>(0x1.2b708872320e2p+5), zero);  // 54 ln 2
  const Double<W> special = select(less(x, zero), Double<W>(__builtin_nan("")), -infinity);    // x <= 0
  const Double<W> positive = select(less(x, infinity), regular, x + x);  // +inf and NaN stay
  return select(less(zero, x), positive, select(equal(x, x), special, x));
}

/// e^x. Max error 1.01 ulp where the result is normal (worst x = -0x1.61e9be639e14ap+9); overflows to +inf,
/// underflows gradually to 0.
template <int W>
[[gnu::always_inline]] inline Double<W> exp(Double<W> x) {
  const Double<W> low(-746.0), high(710.0);
  x = select(less(x, low), low, select(less(high, x), high, x));
  const auto n = detail::round_to_integer(x * Double<W>(0x1.71547652b82fep+0));
  const Double<W> r =
      (x - n.value * Double<W>(0x1.62e42fefa3800p-1)) - n.value * Double<W>(0x1.ef35793c76730p-45);
  const Double<W> p = Double<W>(1.0) + detail::exp_minus_one(r);
  // Two factors, because 2^n alone may leave the range of the exponent.
  const auto half = detail::round_to_integer(n.value * Double<W>(0.5));
  return p * detail::power_of_two(half.integer) * detail::power_of_two(n.integer - half.integer);
}

/// Hyperbolic tangent. Max error 2.5 ulp (worst x = -0x1.c57af8881f7e4p-3).
/// tanh|x| = E/(E + 2) with E = e^{2|x|} - 1 = 2^n (e^r - 1) + (2^n - 1): nothing cancels near 0.
template <int W>
Double<W> tanh(Double<W> x) {
  const Double<W> y = abs(x) + abs(x), high(44.0);  // beyond, the result is 1
  const Double<W> bounded = select(less(high, y), high, y);
  const auto n = detail::round_to_integer(bounded * Double<W>(0x1.71547652b82fep+0));
  const Double<W> r =
      (bounded - n.value * Double<W>(0x1.62e42fefa3800p-1)) - n.value * Double<W>(0x1.ef35793c76730p-45);
  const Double<W> scale = detail::power_of_two(n.integer);
  const Double<W> e = scale * detail::exp_minus_one(r) + (scale - Double<W>(1.0));
  const Double<W> size = e / (e + Double<W>(2.0));
  return as_double(as_word(size) | (as_word(x) & Word<W>(0x8000000000000000U)));
}

/// Max error 1.5 ulp for |x| <= 10 and 2.3 ulp for |x| <= 1e6 (worst x = -0x1.90b7aae4238e9p+19); beyond, the
/// sine of a number within 1 ulp of x.
template <int W>
Double<W> sin(Double<W> x) {
  const auto [f, n] = detail::reduce_quadrant(x);
  return detail::flip_sign(select(detail::mask_of_bit(n, 0), f.cos, f.sin), n, 1);
}

/// As sin.
template <int W>
Double<W> cos(Double<W> x) {
  const auto [f, n] = detail::reduce_quadrant(x);
  return detail::flip_sign(select(detail::mask_of_bit(n, 0), f.sin, f.cos), n + Word<W>(1U), 1);
}

}  // namespace STOCHTHERM_TARGET
}  // namespace stochtherm::simd
