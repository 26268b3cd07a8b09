#pragma once
/// Many numbers at once, at the speed of the machine that the program runs on.
///
/// Solves:       z[k][i] = the number (seed, stream, first_trajectory + i, component, 6 block + k) of a kind, k = 0..5.
/// Scheme:       the functions of normal.hpp and discrete.hpp, compiled for baseline x86-64 (or any other processor),
///               AVX2 and AVX-512; the best that the processor has is chosen once. The environment variable
///               STOCHTHERM_INSTRUCTION_SET (baseline, avx2, avx512) overrides the choice.
/// Order:        not applicable.
/// Exact for:    the same bits on each of them.
/// Cost:         see bench/random.cpp.
/// Use when:     a block of trajectories needs its next six draws. Not when: a single number is wanted (normal).
/// References:   salmon2011, box1958
/// Validated by: random/same_bits_any_order

#include <cstddef>
#include <cstdint>
#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/stream.hpp>
#include <string_view>

namespace stochtherm::random {

/// Draws 6 block .. 6 block + 5 of n consecutive trajectories.
struct Draws {
  Kind kind;
  Seed seed;
  Stream stream;
  std::uint64_t first_trajectory, component, block;
};

/// `out` has 6 n places for n trajectories, n a multiple of 8: first all trajectories' draw 6 block, then the next.
void fill(const Draws& draws, std::span<double> out);

/// Which code `fill` runs here: "baseline", "avx2" or "avx512". Kernels that are compiled per instruction set follow it.
[[nodiscard]] std::string_view instruction_set();

}  // namespace stochtherm::random
