#pragma once
/// Randomness is a function, not an object: noise(seed, stream, trajectory, component, draw).
///
/// Solves:       independent uniform and standard normal numbers, each named by five integers.
/// Scheme:       Threefry-4x64-13 with key (seed, stream, 0, 0) and counter (draw/6, trajectory, component, kind). Six
///               normals are one point in six dimensions, by Box-Muller in three planes that share one logarithm:
///               -ln(u1 u2 u3) is half its squared length, three uniform spacings share that out among the planes, and each
///               plane has a uniform angle. 33 bits for each u, 32 for each share, 31 for each angle. Uniforms have 42.
/// Order:        not applicable.
/// Exact for:    the same bits on any machine, thread count, vector width and compiler. u and angles are middles of
///               intervals, logarithm, sine and cosine good to 5e-11: mean and variance are those of a standard normal
///               to 1e-10, and |z| <= 11.9.
/// Cost:         one Threefry call, one logarithm, one division, three square roots and three sine/cosine pairs per six
///               normals.
/// Use when:     a trajectory must be repeatable alone. Not when: more than 2^66 draws per trajectory are needed, or
///               structure at 2^-31 in the angle between two normals matters.
/// References:   salmon2011, box1958
/// Validated by: random/threefry_known_answers, random/normal_moments, random/independent_in_a_block,
///               random/same_bits_any_order

#include <array>
#include <cstddef>
#include <cstdint>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/stream.hpp>
#include <stochtherm/random/threefry.hpp>
#include <stochtherm/simd/math.hpp>

namespace stochtherm::random {

/// What one call of Threefry gives to one trajectory, of any kind of number.
inline constexpr std::size_t draws_per_block = 6;

/// A pack that holds trajectory, trajectory + 1, ... in its lanes.
template <int W>
[[gnu::always_inline]] inline simd::Word<W> consecutive(std::uint64_t first) {
  typename simd::Word<W>::Native lanes{};
  for (int i = 0; i < W; ++i) lanes[i] = static_cast<std::uint64_t>(i);
  return simd::Word<W>(lanes) + simd::Word<W>(first);
}

namespace detail {

/// The four words of draws 6*block .. 6*block + 5, one trajectory per lane.
template <int W>
[[gnu::always_inline]] inline Block<simd::Word<W>> words(Kind kind, Seed seed, Stream stream,
                                                         simd::Word<W> trajectory, std::uint64_t component,
                                                         std::uint64_t block) {
  using U = simd::Word<W>;
  return threefry4x64<U>({U(block), trajectory, U(component), U(static_cast<std::uint64_t>(kind))},
                         {seed.value, static_cast<std::uint64_t>(stream), 0, 0});
}

template <int W>
using Draws6 = std::array<simd::Double<W>, draws_per_block>;

inline constexpr std::uint64_t bits_of_one = 0x3ff0000000000000U, sign_bit = 0x8000000000000000U;

/// 1 + the bits of `mask`, of the lower 52, as a fraction, + `offset` bits.
template <int W>
[[gnu::always_inline]] inline simd::Double<W> one_and(simd::Word<W> bits, std::uint64_t mask,
                                                      std::uint64_t offset) {
  return simd::as_double((bits & simd::Word<W>(mask)) | simd::Word<W>(bits_of_one | offset));
}

/// Uniform on (0, 1): the middles of 2^42 intervals. Four take the upper bits of a word, two what is left of a pair.
template <int W>
[[gnu::always_inline]] inline Draws6<W> to_uniforms(const Block<simd::Word<W>>& w) {
  const auto uniform = [](simd::Word<W> bits) {
    return one_and(bits, 0x000ffffffffffc00U, 0x200U) - simd::Double<W>(1.0);
  };
  const auto rest = [](simd::Word<W> a, simd::Word<W> b) {
    const simd::Word<W> low(0x3fffffU);
    return ((a & low) << 30) | ((b & low) << 8);
  };
  return {uniform(w[0] >> 12), uniform(w[1] >> 12),       uniform(w[2] >> 12),
          uniform(w[3] >> 12), uniform(rest(w[0], w[1])), uniform(rest(w[2], w[3]))};
}

/// sqrt 2 times (cos, sin) of an angle that is uniform on the circle: bits 62..34 within a quadrant, bits 63 and 0 the
/// signs.
template <int W>
struct Direction {
  simd::Double<W> x, y;
};
template <int W>
[[gnu::always_inline]] inline Direction<W> direction(simd::Word<W> bits) {
  using simd::as_double, simd::as_word;
  const simd::Double<W> angle = one_and(bits >> 11, 0x000fffffff800000U, 0x400000U);
  const auto from_diagonal = simd::detail::sincos_quarter_turns(angle - simd::Double<W>(1.5));
  return {as_double(as_word(from_diagonal.cos - from_diagonal.sin) ^ (bits & simd::Word<W>(sign_bit))),
          as_double(as_word(from_diagonal.cos + from_diagonal.sin) ^ (bits << 63))};
}

/// Four words to six independent standard normals: words 0, 1 and 2 hold a direction and, in bits 33..1, a u; word 3 holds
/// the shares.
template <int W>
[[gnu::always_inline]] inline Draws6<W> to_normals(const Block<simd::Word<W>>& w) {
  using D = simd::Double<W>;
  // 2^-18 u: the odd multiples of 2^-52 below 2^-18.
  const auto u = [](simd::Word<W> bits) { return D(1.0 + 0x1p-18) - one_and(bits, 0x3fffffffeU, 1U); };
  const auto parts = simd::detail::log_parts<54>(u(w[0]) * u(w[1]) * u(w[2]));

  // Two points cut the unit interval into three; their offsets from the grid differ, so that no piece is empty. All of
  // this is exact.
  const D a = one_and(w[3] >> 12, 0x000ffffffff00000U, 0xc0000U);
  const D b = one_and(w[3] << 20, 0x000ffffffff00000U, 0x40000U);
  const D sum = a + b, middle = abs(a - b);
  const D first = (sum - D(2.0)) - middle, last = (D(4.0) - sum) - middle;  // twice the pieces

  const auto d0 = direction(w[0]), d1 = direction(w[1]), d2 = direction(w[2]);
  const D quarter_square = simd::detail::half_minus_log(parts);  // of |z|^2; the sqrt 2 is in the directions
  const D r0 = sqrt(quarter_square * first), r1 = sqrt(quarter_square * (middle + middle));
  const D r2 = sqrt(quarter_square * last);
  return {r0 * d0.x, r0 * d0.y, r1 * d1.x, r1 * d1.y, r2 * d2.x, r2 * d2.y};
}

}  // namespace detail

/// Standard normals number 6*block .. 6*block + 5 of each trajectory in the lanes.
template <int W>
[[gnu::always_inline]] inline detail::Draws6<W> normal_block(Seed seed, Stream stream,
                                                             simd::Word<W> trajectory,
                                                             std::uint64_t component, std::uint64_t block) {
  return detail::to_normals<W>(detail::words<W>(Kind::normal, seed, stream, trajectory, component, block));
}

/// One standard normal by name.
inline double normal(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                     std::uint64_t draw) {
  return normal_block<1>(seed, stream, simd::Word<1>(trajectory), component,
                         draw / draws_per_block)[draw % draws_per_block][0];
}

/// One uniform number on (0, 1) by name: never 0 and never 1.
inline double uniform(Seed seed, Stream stream, std::uint64_t trajectory, std::uint64_t component,
                      std::uint64_t draw) {
  const auto w = detail::words<1>(Kind::uniform, seed, stream, simd::Word<1>(trajectory), component,
                                  draw / draws_per_block);
  return detail::to_uniforms<1>(w)[draw % draws_per_block][0];
}

}  // namespace stochtherm::random
