#pragma once
/// The hot loop of the noise, compiled once per instruction set. Its packs carry the target in their names, so that the
/// linker cannot hand AVX-512 code to a machine that has none; tests/architecture/kernels_are_clean looks.

#include <cstddef>
#include <stochtherm/random/discrete.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::random::detail {

template <int W, class BlockOf>
[[gnu::always_inline]] inline void fill_with(BlockOf block_of, const Draws& d, double* out, std::size_t trajectories) {
  for (std::size_t i = 0; i < trajectories; i += W) {
    const auto z = block_of(d.seed, d.stream, consecutive<W>(d.first_trajectory + i), d.component, d.block);
    for (std::size_t k = 0; k < 4; ++k) z[k].store(out + k * trajectories + i);
  }
}

template <int W>
[[gnu::always_inline]] inline void fill_packs(const Draws& d, double* out, std::size_t trajectories) {
  switch (d.kind) {
    case Kind::normal: return fill_with<W>([](auto... name) { return normal_block<W>(name...); }, d, out, trajectories);
    case Kind::uniform:
      return fill_with<W>([](auto... name) { return uniform_block<W>(name...); }, d, out, trajectories);
    case Kind::two_point:
      return fill_with<W>([](auto... name) { return two_point_block<W>(name...); }, d, out, trajectories);
    case Kind::three_point:
      return fill_with<W>([](auto... name) { return three_point_block<W>(name...); }, d, out, trajectories);
  }
}

void fill_baseline(const Draws& draws, double* out, std::size_t trajectories);
void fill_avx2(const Draws& draws, double* out, std::size_t trajectories);
void fill_avx512(const Draws& draws, double* out, std::size_t trajectories);

}  // namespace stochtherm::random::detail
