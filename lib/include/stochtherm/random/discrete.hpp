#pragma once
/// Coins and three-sided dice that share a normal's low moments: enough for weak averages, and cheaper.
///
/// Solves:       two-point numbers -1, 1 (1/2 each) and three-point numbers -sqrt 3, 0, sqrt 3 (1/6, 2/3, 1/6), named as
///               the normals of normal.hpp are.
/// Scheme:       Threefry-4x64-13, four numbers from its four words: the top bit, or the upper 52 bits against 1/6 and 5/6.
/// Order:        not applicable.
/// Exact for:    the moments of a standard normal to the third (two points) or the fifth (three points, to 2^-52).
/// Cost:         one Threefry call per four numbers: a third of what four normals cost.
/// Use when:     averages of smooth functions are wanted. Not when: tails or paths matter (normal).
/// References:   salmon2011, kloeden1992
/// Validated by: random/same_bits_any_order, langevin/discrete_increments

#include <stochtherm/random/normal.hpp>

namespace stochtherm::random {

/// Two-point numbers 4*block .. 4*block + 3 of each trajectory in the lanes.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> two_point_block(Seed seed, Stream stream,
                                                                             simd::Word<W> trajectory,
                                                                             std::uint64_t component,
                                                                             std::uint64_t block) {
  const auto w = detail::words<W>(Kind::two_point, seed, stream, trajectory, component, block);
  std::array<simd::Double<W>, 4> z;
  for (std::size_t i = 0; i < 4; ++i)
    z[i] = simd::as_double((w[i] & simd::Word<W>(0x8000000000000000U)) | simd::Word<W>(detail::bits_of_one));
  return z;
}

/// Three-point numbers, numbered alike.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> three_point_block(Seed seed, Stream stream,
                                                                               simd::Word<W> trajectory,
                                                                               std::uint64_t component,
                                                                               std::uint64_t block) {
  using D = simd::Double<W>;
  const auto u =
      detail::to_uniforms<W>(detail::words<W>(Kind::three_point, seed, stream, trajectory, component, block));
  const D root3(0x1.bb67ae8584caap+0);
  std::array<D, 4> z;
  for (std::size_t i = 0; i < 4; ++i)
    z[i] = select(less(u[i], D(1.0 / 6)), -root3, select(less(u[i], D(5.0 / 6)), D(0.0), root3));
  return z;
}

}  // namespace stochtherm::random
