#pragma once
/// Threefry-4x64: a keyed bijection of 256-bit counters whose outputs pass for random bits.
///
/// Solves:       a random number that is a function of its name: out = threefry(counter, key).
/// Scheme:       the Threefish-256 network without tweak; `Rounds` rounds of add, rotate, xor, a key
///               injection every 4.
/// Order:        exact integer arithmetic.
/// Exact for:    the published known-answer vectors (13 and 20 rounds).
/// Cost:         4 words per call; 6 operations per round. 13 rounds by default: one more than the fewest that pass
///               BigCrush according to the authors, who take 20 where speed matters less.
/// Use when:     always, through the functions of normal.hpp. Not when: secrets must be kept.
/// References:   salmon2011
/// Validated by: random/threefry_known_answers

#include <array>
#include <cstdint>

namespace stochtherm::random {

/// `U` is std::uint64_t or a pack of them: the same lines serve both.
template <class U>
using Block = std::array<U, 4>;

namespace detail {
template <class U>
U rotate_left(U x, int n) {
  return (x << n) | (x >> (64 - n));
}
}  // namespace detail

template <class U, int Rounds = 13>
[[gnu::always_inline]] inline Block<U> threefry4x64(Block<U> x, const std::array<std::uint64_t, 4>& key) {
  constexpr int rotation[8][2] = {{14, 16}, {52, 57}, {23, 40}, {5, 37},
                                  {25, 33}, {46, 12}, {58, 22}, {32, 32}};
  const std::uint64_t schedule[5] = {key[0], key[1], key[2], key[3],
                                     0x1BD11BDAA9FC1A22U ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
  for (int i = 0; i < 4; ++i) x[i] = x[i] + U(schedule[i]);
#pragma GCC unroll 32
  for (int round = 0; round < Rounds; ++round) {
    const int a = round % 2 == 0 ? 1 : 3, b = round % 2 == 0 ? 3 : 1;
    x[0] = x[0] + x[a];
    x[a] = detail::rotate_left(x[a], rotation[round % 8][0]) ^ x[0];
    x[2] = x[2] + x[b];
    x[b] = detail::rotate_left(x[b], rotation[round % 8][1]) ^ x[2];
    if (round % 4 == 3) {
      const int injection = round / 4 + 1;
      for (int i = 0; i < 4; ++i) x[i] = x[i] + U(schedule[(injection + i) % 5]);
      x[3] = x[3] + U(static_cast<std::uint64_t>(injection));
    }
  }
  return x;
}

}  // namespace stochtherm::random
