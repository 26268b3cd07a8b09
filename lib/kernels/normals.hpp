#pragma once
/// The hot loop of the noise, compiled once per instruction set. Its packs carry the target in their names, so that the
/// linker cannot hand AVX-512 code to a machine that has none; tests/architecture/kernels_are_clean looks.

#include <cstddef>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::random::detail {

/// Draws 4 block .. 4 block + 3 of consecutive trajectories; `out` as in fill.hpp.
struct Draws {
  Seed seed;
  Stream stream;
  std::uint64_t first_trajectory, component, block;
  std::size_t trajectories;
};

template <int W>
[[gnu::always_inline]] inline void fill(const Draws& draws, double* out) {
  for (std::size_t i = 0; i < draws.trajectories; i += W) {
    const auto z = normal_block<W>(draws.seed, draws.stream, consecutive<W>(draws.first_trajectory + i),
                                   draws.component, draws.block);
    for (std::size_t k = 0; k < 4; ++k) z[k].store(out + k * draws.trajectories + i);
  }
}

void fill_normals_baseline(const Draws& draws, double* out);
void fill_normals_avx2(const Draws& draws, double* out);
void fill_normals_avx512(const Draws& draws, double* out);

}  // namespace stochtherm::random::detail
