#pragma once
/// Many normals at once, at the speed of the machine that the program runs on.
///
/// Solves:       z[k][i] = noise(seed, stream, first_trajectory + i, component, 4 block + k), k = 0..3.
/// Scheme:       the function of normal.hpp, compiled for baseline x86-64 (or any other processor), AVX2 and AVX-512;
///               the best that the processor has is chosen once. The environment variable
///               STOCHTHERM_INSTRUCTION_SET (baseline, avx2, avx512) overrides the choice.
/// Order:        not applicable.
/// Exact for:    the same bits on each of them.
/// Cost:         see bench/random.cpp.
/// Use when:     a block of trajectories needs its next four draws. Not when: a single number is wanted (normal).
/// References:   salmon2011, box1958
/// Validated by: random/same_bits_any_order

#include <cstddef>
#include <cstdint>
#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/stream.hpp>
#include <string_view>

namespace stochtherm::random {

/// `out` has 4 n places for n trajectories, n a multiple of 8: first all trajectories' draw 4 block, then the next.
void fill_normals(Seed seed, Stream stream, std::uint64_t first_trajectory, std::uint64_t component,
                  std::uint64_t block, std::span<double> out);

/// Which code `fill_normals` runs here: "baseline", "avx2" or "avx512".
[[nodiscard]] std::string_view instruction_set();

}  // namespace stochtherm::random
