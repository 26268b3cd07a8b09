#pragma once
/// Randomness is a function, not an object: noise(seed, stream, trajectory, component, draw).
///
/// Solves:       independent uniform and standard normal numbers, each named by five integers.
/// Scheme:       Threefry-4x64-13 with key (seed, stream, 0, 0) and counter (draw/4, trajectory, component, kind). Four
///               normals are one point in four dimensions, by Box-Muller in two planes that share one logarithm:
///               -ln(u1 u2) is half its squared length, a uniform share s of that lies in the first plane, and
///               each plane has a uniform angle. 42 bits for each u, 40 for s, 54 for each angle.
/// Order:        not applicable.
/// Exact for:    the same bits on any machine, thread count, vector width and compiler. u and s are middles of
///               intervals of 2^-42 and 2^-40: |z| <= 10.92, and the variance is 1 - 8e-14.
/// Cost:         one Threefry call, one logarithm, one division, two square roots and two sine/cosine pairs per four
///               normals.
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
[[gnu::always_inline]] inline simd::Word<W> consecutive(std::uint64_t first) {
  typename simd::Word<W>::Native lanes{};
  for (int i = 0; i < W; ++i) lanes[i] = static_cast<std::uint64_t>(i);
  return simd::Word<W>(lanes) + simd::Word<W>(first);
}

namespace detail {

/// The four words of draws 4*block .. 4*block + 3, one trajectory per lane.
template <int W>
[[gnu::always_inline]] inline Block<simd::Word<W>> words(Kind kind, Seed seed, Stream stream, simd::Word<W> trajectory,
                                                         std::uint64_t component, std::uint64_t block) {
  using U = simd::Word<W>;
  return threefry4x64<U>({U(block), trajectory, U(component), U(static_cast<std::uint64_t>(kind))},
                         {seed.value, static_cast<std::uint64_t>(stream), 0, 0});
}

inline constexpr std::uint64_t bits_of_one = 0x3ff0000000000000U;

/// 1 + the lower 52 bits as a fraction.
template <int W>
[[gnu::always_inline]] inline simd::Double<W> one_and_fraction(simd::Word<W> bits) {
  return simd::as_double((bits & simd::Word<W>(0x000fffffffffffffU)) | simd::Word<W>(bits_of_one));
}

/// Uniform on (0, 1): the middles of 2^52 intervals.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> to_uniforms(const Block<simd::Word<W>>& w) {
  using D = simd::Double<W>;
  std::array<D, 4> u;
  for (int i = 0; i < 4; ++i) u[i] = (one_and_fraction(w[i]) - D(1.0)) + D(0x1p-53);
  return u;
}

/// sqrt 2 times (cos, sin) of an angle that is uniform in the first quadrant.
template <int W>
struct Direction {
  simd::Double<W> x, y;
};
template <int W>
[[gnu::always_inline]] inline Direction<W> quadrant_direction(simd::Word<W> bits) {
  const auto from_diagonal = simd::detail::sincos_quarter_turns(one_and_fraction(bits) - simd::Double<W>(1.5));
  return {from_diagonal.cos - from_diagonal.sin, from_diagonal.cos + from_diagonal.sin};
}

/// Four words to four independent standard normals. Of words 0 and 1, bit 63 is a sign, bits 62..43 are half of
/// the share, the others u; of words 2 and 3, bit 63 is a sign and bits 51..0 the angle.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> to_normals(const Block<simd::Word<W>>& w) {
  using D = simd::Double<W>;
  using U = simd::Word<W>;
  using simd::as_double, simd::as_word;

  // 2^-9 u: the odd multiples of 2^-52 below 2^-9.
  const auto u = [](U bits) {
    return D(1.0 + 0x1p-9) - as_double((bits & U(0x000007fffffffffeU)) | U(bits_of_one | 1U));
  };
  const D half_square = simd::detail::minus_log_scaled<18>(u(w[0]) * u(w[1]));  // half of |z|^2

  const U share_bits = ((w[0] >> 11) & U(0x000fffff00000000U)) | ((w[1] >> 31) & U(0x00000000fffff000U));
  const D first = half_square * (as_double(share_bits | U(bits_of_one | 0x800U)) - D(1.0));
  const D r0 = sqrt(first), r1 = sqrt(half_square - first);  // the sqrt 2 is in the directions

  const auto d0 = quadrant_direction(w[2]), d1 = quadrant_direction(w[3]);
  const auto signed_by = [](D x, U bits) { return as_double(as_word(x) ^ (bits & U(0x8000000000000000U))); };
  return {signed_by(r0 * d0.x, w[0]), signed_by(r0 * d0.y, w[2]), signed_by(r1 * d1.x, w[1]),
          signed_by(r1 * d1.y, w[3])};
}

}  // namespace detail

/// Standard normals number 4*block .. 4*block + 3 of each trajectory in the lanes.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> normal_block(Seed seed, Stream stream,
                                                                          simd::Word<W> trajectory,
                                                                          std::uint64_t component,
                                                                          std::uint64_t block) {
  return detail::to_normals<W>(detail::words<W>(Kind::normal, seed, stream, trajectory, component, block));
}

/// Uniform numbers on (0, 1), numbered alike.
template <int W>
[[gnu::always_inline]] inline std::array<simd::Double<W>, 4> uniform_block(Seed seed, Stream stream,
                                                                           simd::Word<W> trajectory,
                                                                           std::uint64_t component,
                                                                           std::uint64_t block) {
  return detail::to_uniforms<W>(detail::words<W>(Kind::uniform, seed, stream, trajectory, component, block));
}

/// One standard normal by name.
inline double normal(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                     std::uint64_t draw) {
  return normal_block<1>(seed, stream, simd::Word<1>(trajectory), component, draw / 4)[draw % 4][0];
}

/// One uniform number on (0, 1) by name: 52 bits and a half, so never 0 and never 1.
inline double uniform(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                      std::uint64_t draw) {
  return uniform_block<1>(seed, stream, simd::Word<1>(trajectory), component, draw / 4)[draw % 4][0];
}

}  // namespace stochtherm::random
