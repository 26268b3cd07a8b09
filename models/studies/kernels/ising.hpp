#pragma once
/// The checkerboard sweep of 64 spins a word and eight words a step, compiled once per instruction set.
///
/// The lattice is cut into eight strips of rows, one in each lane. A row of one colour of the checkerboard is a row of words: bit b of
/// word w is spin j = 64 w + b of its colour, in column 2j or 2j + 1. So of the four neighbours of a spin three have its own
/// place in their words, and the fourth the next place.

#include <cstddef>
#include <cstdint>
#include <stochtherm/simd/pack.hpp>

namespace stochtherm::studies::detail {

/// xoshiro256++ (blackman2021). `U` is std::uint64_t or a pack of them.
template <class U>
struct Xoshiro {
  U s[4];
  [[gnu::always_inline]] inline U operator()() {
    const U sum = s[0] + s[3], out = ((sum << 23) | (sum >> 41)) + s[0], t = s[1] << 17;
    s[2] = s[2] ^ s[0];
    s[3] = s[3] ^ s[1];
    s[1] = s[1] ^ s[2];
    s[0] = s[0] ^ s[3];
    s[2] = s[2] ^ t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return out;
  }
};

inline constexpr std::size_t ising_lanes = 8;

/// One colour to be updated, the other held. Words [(row + 1) words + w] of eight lanes each; row -1 and row `rows` mirror what
/// the neighbouring strips have there.
struct IsingColour {
  std::uint64_t *own, *other;
  std::size_t rows, words;  ///< of a strip; an even number of rows
  std::size_t colour;       ///< 0: spin 0 of row 0 is in column 0
};

/// Chances, bit by bit from the highest, each bit as a word of zeros or ones: of the flips that cost 8 and 4.
struct IsingChances {
  std::uint64_t cost8[64], cost4[64];
};

/// Sum of n (8 - 4 d) over the flips: what the spins took up.
using IsingUpdate = std::int64_t (*)(const IsingColour&, const IsingChances&, std::uint64_t* random);
struct IsingCounts {
  std::uint64_t broken_bonds, up;  ///< of all bonds; of the spins of both colours
};
using IsingMeasure = IsingCounts (*)(const IsingColour&);
struct IsingKernels {
  IsingUpdate metropolis, glauber, metropolis_booked, glauber_booked;
  IsingMeasure measure;
};

template <int W>
struct Eight {
  static constexpr int packs = static_cast<int>(ising_lanes) / W;
  using Word = simd::Word<W>;
  Word p[packs];

  [[gnu::always_inline]] static inline Eight load(const std::uint64_t* from) {
    Eight r;
    for (int i = 0; i < packs; ++i) r.p[i] = Word::load(from + i * W);
    return r;
  }
  [[gnu::always_inline]] static inline Eight all(std::uint64_t x) {
    Eight r;
    for (int i = 0; i < packs; ++i) r.p[i] = Word(x);
    return r;
  }
  [[gnu::always_inline]] inline void store(std::uint64_t* to) const {
    for (int i = 0; i < packs; ++i) p[i].store(to + i * W);
  }
  [[gnu::always_inline]] inline bool any() const {
    Word sum = p[0];
    for (int i = 1; i < packs; ++i) sum = sum | p[i];
    // simd::any is asked about masks: all bits of a lane, or none.
    return simd::any(Word(reinterpret_cast<typename Word::Native>(sum.v != typename Word::Native{})));
  }
#define STOCHTHERM_EIGHT(op)                                                 \
  [[gnu::always_inline]] friend inline Eight operator op(Eight a, Eight b) { \
    for (int i = 0; i < packs; ++i) a.p[i] = a.p[i] op b.p[i];               \
    return a;                                                                \
  }
  STOCHTHERM_EIGHT(&)
  STOCHTHERM_EIGHT(|)
  STOCHTHERM_EIGHT(^)
  STOCHTHERM_EIGHT(+)
#undef STOCHTHERM_EIGHT
  [[gnu::always_inline]] friend inline Eight operator~(Eight a) {
    for (int i = 0; i < packs; ++i) a.p[i] = ~a.p[i];
    return a;
  }
  [[gnu::always_inline]] friend inline Eight operator<<(Eight a, int n) {
    for (int i = 0; i < packs; ++i) a.p[i] = a.p[i] << n;
    return a;
  }
  [[gnu::always_inline]] friend inline Eight operator>>(Eight a, int n) {
    for (int i = 0; i < packs; ++i) a.p[i] = a.p[i] >> n;
    return a;
  }
};

/// How many of the four neighbours differ, as a number of three binary digits, of the spins `own` at (row, w).
template <int W>
struct Differing {
  Eight<W> ones, twos, fours;
};
template <int W>
[[gnu::always_inline]] inline Differing<W> differing(const IsingColour& c, Eight<W> own, std::size_t row,
                                                     std::size_t w) {
  using E = Eight<W>;
  const std::size_t stride = c.words * ising_lanes;
  const std::uint64_t* at = c.other + (row + 1) * stride;
  const E here = E::load(at + w * ising_lanes);
  const E a = own ^ E::load(at - stride + w * ising_lanes), b = own ^ E::load(at + stride + w * ising_lanes);
  E beside;
  if ((row + c.colour) % 2 == 0) {
    const std::size_t before = w == 0 ? c.words - 1 : w - 1;
    beside = (here << 1) | (E::load(at + before * ising_lanes) >> 63);
  } else {
    const std::size_t after = w + 1 == c.words ? 0 : w + 1;
    beside = (here >> 1) | (E::load(at + after * ising_lanes) << 63);
  }
  const E d = own ^ here, e = own ^ beside;
  const E ab = a ^ b, de = d ^ e, two1 = a & b, two2 = d & e;
  return {ab ^ de, (two1 ^ two2) | (ab & de), two1 & two2};
}

/// The set bits of each byte.
template <int W>
[[gnu::always_inline]] inline Eight<W> bits_of_bytes(Eight<W> x) {
  using E = Eight<W>;
  const E m1 = E::all(0x5555555555555555U), m2 = E::all(0x3333333333333333U),
          m4 = E::all(0x0f0f0f0f0f0f0f0fU);
  x = (x & m1) + ((x >> 1) & m1);
  x = (x & m2) + ((x >> 2) & m2);
  return (x + (x >> 4)) & m4;
}
/// The sum of the bytes.
template <int W>
[[gnu::always_inline]] inline Eight<W> sum_of_bytes(Eight<W> x) {
  using E = Eight<W>;
  const E m = E::all(0x00ff00ff00ff00ffU);
  x = (x & m) + ((x >> 8) & m);
  x = x + (x >> 16);
  return (x + (x >> 32)) & E::all(0xffffU);
}
template <int W>
[[gnu::always_inline]] inline std::uint64_t total(Eight<W> x) {
  std::uint64_t sum = 0, lanes[ising_lanes];
  x.store(lanes);
  for (const std::uint64_t n : lanes) sum += n;
  return sum;
}

template <bool glauber, bool booked, int W>
[[gnu::always_inline]] inline std::int64_t update_ising(const IsingColour& colour,
                                                        const IsingChances& chances, std::uint64_t* random) {
  using E = Eight<W>;
  const IsingColour c = colour;
  Xoshiro<E> next;
  for (std::size_t i = 0; i < 4; ++i) next.s[i] = E::load(random + i * ising_lanes);
  E flips = E::all(0), differences = E::all(0);
  for (std::size_t row = 0; row < c.rows; ++row)
    for (std::size_t w = 0; w < c.words; ++w) {
      std::uint64_t* place = c.own + ((row + 1) * c.words + w) * ising_lanes;
      const E own = E::load(place);
      const auto d = differing<W>(c, own, row, w);
      // Glauber: the chance with d differing neighbours is one less the chance with 4 - d.
      const E none = ~(d.ones | d.twos | d.fours);
      const E cost8 = glauber ? none | d.fours : none, cost4 = glauber ? d.ones : d.ones & ~d.twos;
      // A number's binary digits are read until all spins know whether theirs is below their chance.
      E undecided = cost8 | cost4, below = E::all(0);
      const auto digit = [&](std::size_t k) __attribute__((always_inline)) {
        const E chance = (cost8 & E::all(chances.cost8[k])) | (cost4 & E::all(chances.cost4[k])), u = next();
        below = below | (undecided & chance & ~u);
        undecided = undecided & ~(u ^ chance);
      };
#pragma GCC unroll 8
      for (std::size_t k = 0; k < 8; ++k) digit(k);
      for (std::size_t k = 8; k < 64 && undecided.any(); k += 2) {
        digit(k);
        digit(k + 1);
      }
      E flip;
      if constexpr (glauber) {
        const E tie = d.twos & ~d.ones, more = (d.twos & d.ones) | d.fours;
        flip = (tie & next()) | (~tie & (below ^ more));
      } else {
        flip = below | ~(cost8 | cost4);
      }
      (own ^ flip).store(place);
      if constexpr (booked) {
        flips = flips + sum_of_bytes<W>(bits_of_bytes<W>(flip));
        differences = differences + sum_of_bytes<W>(bits_of_bytes<W>(flip & d.ones) +
                                                    (bits_of_bytes<W>(flip & d.twos) << 1) +
                                                    (bits_of_bytes<W>(flip & d.fours) << 2));
      }
    }
  for (std::size_t i = 0; i < 4; ++i) next.s[i].store(random + i * ising_lanes);
  // What the strips before and after now see.
  const std::size_t stride = c.words * ising_lanes, last = ising_lanes - 1;
  for (std::size_t i = 0; i < stride; ++i) {
    const std::size_t lane = i % ising_lanes;
    const std::size_t before = i - lane + (lane == 0 ? last : lane - 1),
                      after = i - lane + (lane == last ? 0 : lane + 1);
    c.own[i] = c.own[c.rows * stride + before];
    c.own[(c.rows + 1) * stride + i] = c.own[stride + after];
  }
  if constexpr (!booked) return 0;
  return 8 * static_cast<std::int64_t>(total<W>(flips)) -
         4 * static_cast<std::int64_t>(total<W>(differences));
}

template <int W>
[[gnu::always_inline]] inline IsingCounts measure_ising(const IsingColour& c) {
  using E = Eight<W>;
  E broken = E::all(0), up = E::all(0);
  for (std::size_t row = 0; row < c.rows; ++row)
    for (std::size_t w = 0; w < c.words; ++w) {
      const std::size_t place = ((row + 1) * c.words + w) * ising_lanes;
      const E own = E::load(c.own + place), other = E::load(c.other + place);
      const auto d = differing<W>(c, own, row, w);
      broken = broken + sum_of_bytes<W>(bits_of_bytes<W>(d.ones) + (bits_of_bytes<W>(d.twos) << 1) +
                                        (bits_of_bytes<W>(d.fours) << 2));
      up = up + sum_of_bytes<W>(bits_of_bytes<W>(own) + bits_of_bytes<W>(other));
    }
  return {total<W>(broken), total<W>(up)};
}

// As the including file is compiled: of internal linkage, so that no other target's stand in for them.
template <bool glauber, bool booked>
[[maybe_unused, gnu::flatten]] static std::int64_t update_ising_here(const IsingColour& c,
                                                                     const IsingChances& chances,
                                                                     std::uint64_t* random) {
  return update_ising<glauber, booked, simd::native_width>(c, chances, random);
}
[[maybe_unused, gnu::flatten]] static IsingCounts measure_ising_here(const IsingColour& c) {
  return measure_ising<simd::native_width>(c);
}
[[maybe_unused]] static IsingKernels ising_kernels_here() {
  return {update_ising_here<false, false>, update_ising_here<true, false>, update_ising_here<false, true>,
          update_ising_here<true, true>, measure_ising_here};
}

IsingKernels ising_kernels_baseline();
IsingKernels ising_kernels_avx2();
IsingKernels ising_kernels_avx512();

}  // namespace stochtherm::studies::detail
