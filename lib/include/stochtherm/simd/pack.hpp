#pragma once
/// W numbers that move together: one trajectory per lane. Plain vector extensions of GCC and Clang, no
/// intrinsics but for the square root. Every operation is the IEEE operation of its lane and none is
/// contracted, so the bits do not depend on W or on the instruction set.

#include <concepts>
#include <cstdint>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Code for one instruction set must never be linked in place of code for another: the names differ.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define STOCHTHERM_TARGET avx512
#elif defined(__AVX2__)
#define STOCHTHERM_TARGET avx2
#else
#define STOCHTHERM_TARGET baseline
#endif

namespace stochtherm::simd {
inline namespace STOCHTHERM_TARGET {

/// Lanes of double that one register of the instruction set being compiled for holds.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr int native_width = 8;
#elif defined(__AVX2__)
inline constexpr int native_width = 4;
#else
inline constexpr int native_width = 2;
#endif

namespace detail {
// The element type must depend on a template parameter too: GCC 12 drops the attribute otherwise.
template <class T, int W>
struct Vector {
  typedef T type __attribute__((vector_size(sizeof(T) * W)));
};
}  // namespace detail

template <class T, int W>
struct Pack {
  using Element = T;
  static constexpr int width = W;
  using Native = typename detail::Vector<T, W>::type;

  Native v;

  Pack() = default;
  template <class Scalar>
  requires std::integral<Scalar> || std::floating_point<Scalar>
  constexpr Pack(Scalar x) : v(static_cast<T>(x) - Native{}) {}  // x - 0 keeps the sign of zero and the NaN
  constexpr explicit Pack(const Native& native) : v(native) {}

  static Pack load(const T* p) {
    Pack r;
    __builtin_memcpy(&r.v, p, sizeof(Native));
    return r;
  }
  void store(T* p) const { __builtin_memcpy(p, &v, sizeof(Native)); }

  T operator[](int lane) const { return v[lane]; }
  void set(int lane, T x) { v[lane] = x; }

  friend Pack operator+(Pack a, Pack b) { return Pack(a.v + b.v); }
  friend Pack operator-(Pack a, Pack b) { return Pack(a.v - b.v); }
  friend Pack operator*(Pack a, Pack b) { return Pack(a.v * b.v); }
  friend Pack operator/(Pack a, Pack b) { return Pack(a.v / b.v); }
  friend Pack operator-(Pack a) { return Pack(-a.v); }
  friend Pack operator&(Pack a, Pack b) { return Pack(a.v & b.v); }
  friend Pack operator|(Pack a, Pack b) { return Pack(a.v | b.v); }
  friend Pack operator^(Pack a, Pack b) { return Pack(a.v ^ b.v); }
  friend Pack operator~(Pack a) { return Pack(~a.v); }
  friend Pack operator<<(Pack a, int n) { return Pack(a.v << n); }
  friend Pack operator>>(Pack a, int n) { return Pack(a.v >> n); }
  friend Pack operator>>(Pack a, Pack n) { return Pack(a.v >> n.v); }
  Pack& operator+=(Pack b) { return *this = *this + b; }
  Pack& operator-=(Pack b) { return *this = *this - b; }
  Pack& operator*=(Pack b) { return *this = *this * b; }
};

template <int W>
using Double = Pack<double, W>;
template <int W>
using Word = Pack<std::uint64_t, W>;

/// The same 64 bits, read as the other type.
template <int W>
Double<W> as_double(Word<W> x) {
  return Double<W>(reinterpret_cast<typename Double<W>::Native>(x.v));
}
template <int W>
Word<W> as_word(Double<W> x) {
  return Word<W>(reinterpret_cast<typename Word<W>::Native>(x.v));
}

/// All bits set in the lanes where a < b.
template <int W>
Word<W> less(Double<W> a, Double<W> b) {
  return Word<W>(reinterpret_cast<typename Word<W>::Native>(a.v < b.v));
}
/// All bits set in the lanes where a = b (nowhere for NaN).
template <int W>
Word<W> equal(Double<W> a, Double<W> b) {
  return Word<W>(reinterpret_cast<typename Word<W>::Native>(a.v == b.v));
}
/// a where the mask is set, else b.
template <int W>
Double<W> select(Word<W> mask, Double<W> a, Double<W> b) {
  return as_double((mask & as_word(a)) | (~mask & as_word(b)));
}

/// Whether some lane of a mask is set.
template <int W>
bool any(Word<W> mask) {
#if defined(__AVX512F__)
  if constexpr (W == 8) {
    const auto m = reinterpret_cast<__m512i>(mask.v);
    return _mm512_test_epi64_mask(m, m) != 0;
  }
#endif
#if defined(__AVX__)
  if constexpr (W == 4) return _mm256_movemask_pd(reinterpret_cast<__m256d>(mask.v)) != 0;
#endif
#if defined(__SSE2__)
  if constexpr (W == 2) return _mm_movemask_pd(reinterpret_cast<__m128d>(mask.v)) != 0;
#endif
  bool found = false;
  for (int i = 0; i < W; ++i) found = found || mask[i] != 0;
  return found;
}

template <int W>
Double<W> sqrt(Double<W> x) {
#if defined(__AVX512F__)
  if constexpr (W == 8)
    return Double<W>(reinterpret_cast<typename Double<W>::Native>(
        _mm512_maskz_sqrt_pd(0xff, reinterpret_cast<__m512d>(x.v))));
#endif
#if defined(__AVX__)
  if constexpr (W == 4)
    return Double<W>(
        reinterpret_cast<typename Double<W>::Native>(_mm256_sqrt_pd(reinterpret_cast<__m256d>(x.v))));
#endif
#if defined(__SSE2__)
  if constexpr (W == 2)
    return Double<W>(
        reinterpret_cast<typename Double<W>::Native>(_mm_sqrt_pd(reinterpret_cast<__m128d>(x.v))));
#endif
  Double<W> r;
  for (int i = 0; i < W; ++i) r.set(i, __builtin_sqrt(x[i]));
  return r;
}

template <int W>
Double<W> abs(Double<W> x) {
  return as_double(as_word(x) & Word<W>(0x7fffffffffffffffU));
}

}  // namespace STOCHTHERM_TARGET
}  // namespace stochtherm::simd
