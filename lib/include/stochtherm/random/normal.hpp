#pragma once
/// Randomness is a function, not an object: noise(seed, stream, trajectory, component, draw).
///
/// Solves:       independent uniform and standard normal numbers, each named by five integers.
/// Scheme:       Threefry-4x64-20 with key (seed, stream, 0, 0) and counter (draw/4, trajectory, component,
///               0); words in pairs through Box-Muller: radius from 52 bits of the first, angle from 54 bits
///               of the second.
/// Order:        not applicable.
/// Exact for:    the same bits on any machine, thread count, vector width and compiler. |z| <= 8.49 (52-bit
///               radius).
/// Cost:         one Threefry call, two logarithms and two sine/cosine pairs per four normals.
/// Use when:     a trajectory must be repeatable alone. Not when: more than 2^66 draws per trajectory are
///               needed.
/// References:   salmon2011, box1958
/// Validated by: random/threefry_known_answers, random/normal_moments, random/same_bits_any_order

#include <cstdint>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/stream.hpp>
#include <stochtherm/random/threefry.hpp>
#include <stochtherm/simd/math.hpp>

namespace stochtherm::random {

/// A pack that holds trajectory, trajectory + 1, ... in its lanes.
template <int W>
simd::Word<W> consecutive(std::uint64_t first) {
  simd::Word<W> r;
  for (int i = 0; i < W; ++i) r.set(i, first + static_cast<std::uint64_t>(i));
  return r;
}

namespace detail {

/// The four words of draws 4*block .. 4*block + 3, one trajectory per lane.
template <int W>
[[gnu::always_inline]] inline Block<simd::Word<W>> words(Seed seed, Stream stream, simd::Word<W> trajectory,
                                                         std::uint64_t component, std::uint64_t block) {
  using U = simd::Word<W>;
  return threefry4x64<U>({U(block), trajectory, U(component), U(std::uint64_t{0})},
                         {seed.value, static_cast<std::uint64_t>(stream), 0, 0});
}

/// Uniform on [1, 2) from the upper 52 bits.
template <int W>
simd::Double<W> one_to_two(simd::Word<W> bits) {
  return simd::as_double((bits >> 12) | simd::Word<W>(0x3ff0000000000000U));
}

/// Two words to two independent standard normals.
template <int W>
[[gnu::always_inline]] inline void box_muller(simd::Word<W> a, simd::Word<W> b, simd::Double<W>& z0,
                                              simd::Double<W>& z1) {
  using D = simd::Double<W>;
  const D u = D(2.0) - one_to_two(a);  // (0, 1]
  const D radius = sqrt(D(-2.0) * simd::detail::log_normal_range(u));
  // The angle is pi r with |r| <= 1/4, then moved to one of four quadrants by two bits that r does not use.
  const auto angle = simd::detail::sincospi_quarter((one_to_two(b) - D(1.5)) * D(0.5));
  const simd::Word<W> swap = simd::detail::mask_of_bit(b, 0);
  const D signed_radius = simd::detail::flip_sign(radius, b, 1);
  z0 = signed_radius * select(swap, angle.sin, angle.cos);
  z1 = signed_radius * select(swap, angle.cos, angle.sin);
}

}  // namespace detail

/// Standard normals number 4*block .. 4*block + 3 of each trajectory in the lanes.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> normal_block(Seed seed, Stream stream,
                                                                          simd::Word<W> trajectory,
                                                                          std::uint64_t component,
                                                                          std::uint64_t block) {
  const auto w = detail::words(seed, stream, trajectory, component, block);
  std::array<simd::Double<W>, 4> z;
  detail::box_muller(w[0], w[1], z[0], z[1]);
  detail::box_muller(w[2], w[3], z[2], z[3]);
  return z;
}

/// One standard normal by name.
inline double normal(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                     std::uint64_t draw) {
  return normal_block<1>(seed, stream, simd::Word<1>(trajectory), component, draw / 4)[draw % 4][0];
}

/// One uniform number on (0, 1) by name: 52 bits and a half, so never 0 and never 1.
inline double uniform(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                      std::uint64_t draw) {
  const auto w = detail::words(seed, stream, simd::Word<1>(trajectory), component, draw / 4)[draw % 4];
  return (detail::one_to_two(w)[0] - 1.0) + 0x1p-53;
}

}  // namespace stochtherm::random
