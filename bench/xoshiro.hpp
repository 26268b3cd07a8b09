#pragma once
/// A fast generator that a careful user would write down: xoshiro256+ (Blackman & Vigna, ACM Trans. Math. Softw. 47, 36,
/// 2021), as a standard engine, so that Boost's ziggurat can use it. A baseline, not part of the library.

#include <cstdint>

struct Xoshiro256Plus {
  using result_type = std::uint64_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  explicit Xoshiro256Plus(std::uint64_t seed) {
    for (auto& word : s) {  // splitmix64
      seed += 0x9e3779b97f4a7c15U;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
      word = z ^ (z >> 31);
    }
  }
  result_type operator()() {
    const std::uint64_t result = s[0] + s[3], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return result;
  }
  std::uint64_t s[4];
};
