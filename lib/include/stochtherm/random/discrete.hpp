#pragma once
/// Coins and three-sided dice that share a normal's low moments: enough for weak averages, and cheaper.
///
/// Solves:       two-point numbers -1, 1 (1/2 each) and three-point numbers -sqrt 3, 0, sqrt 3 (1/6, 2/3, 1/6), named as
///               the normals of normal.hpp are.
/// Scheme:       Threefry-4x64-13, six numbers from its four words: six bits, or six uniforms against 1/6 and 5/6.
/// Order:        not applicable.
/// Exact for:    the moments of a standard normal to the third (two points) or the fifth (three points, to 2^-42).
/// Cost:         one Threefry call per six numbers: a third of what six normals cost.
/// Use when:     averages of smooth functions are wanted. Not when: tails or paths matter (normal).
/// References:   salmon2011, kloeden1992
/// Validated by: random/same_bits_any_order, langevin/discrete_increments

#include <stochtherm/random/normal.hpp>

namespace stochtherm::random {

namespace detail {

/// Bits 63 of each word and 62 of the first two are coins.
template <int W>
[[gnu::always_inline]] inline Draws6<W> to_two_points(const Block<simd::Word<W>>& w) {
  const auto coin = [](simd::Word<W> bits) {
    return simd::as_double((bits & simd::Word<W>(sign_bit)) | simd::Word<W>(bits_of_one));
  };
  return {coin(w[0]), coin(w[1]), coin(w[2]), coin(w[3]), coin(w[0] << 1), coin(w[1] << 1)};
}

template <int W>
[[gnu::always_inline]] inline Draws6<W> to_three_points(const Block<simd::Word<W>>& w) {
  using D = simd::Double<W>;
  const D root3(0x1.bb67ae8584caap+0);
  Draws6<W> z = to_uniforms<W>(w);
  for (D& u : z) u = select(less(u, D(1.0 / 6)), -root3, select(less(u, D(5.0 / 6)), D(0.0), root3));
  return z;
}

}  // namespace detail

/// One coin by name.
inline double two_point(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                        std::uint64_t draw) {
  const auto w = detail::words<1>(Kind::two_point, seed, stream, simd::Word<1>(trajectory), component,
                                  draw / draws_per_block);
  return detail::to_two_points<1>(w)[draw % draws_per_block][0];
}

/// One throw of the three-sided die by name.
inline double three_point(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                          std::uint64_t draw) {
  const auto w = detail::words<1>(Kind::three_point, seed, stream, simd::Word<1>(trajectory), component,
                                  draw / draws_per_block);
  return detail::to_three_points<1>(w)[draw % draws_per_block][0];
}

}  // namespace stochtherm::random
