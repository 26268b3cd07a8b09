#pragma once
/// The hot loop of the noise, compiled once per instruction set. Its packs carry the target in their names, so that the
/// linker cannot hand AVX-512 code to a machine that has none; tests/architecture/kernels_are_clean looks.

#include <cstddef>
#include <stochtherm/random/discrete.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::random::detail {

/// First the words of all trajectories of a tile, then their numbers: each loop alone fits the window in which a processor
/// reorders, both together do not.
template <int W, class Numbers>
[[gnu::always_inline]] inline void fill_with(Numbers numbers, const Draws& d, double* out,
                                             std::size_t trajectories) {
  using U = simd::Word<W>;
  constexpr std::size_t tile = 32;
  alignas(64) std::uint64_t buffer[4][tile];
  for (std::size_t begin = 0; begin < trajectories; begin += tile) {
    const std::size_t n = trajectories - begin < tile ? trajectories - begin : tile;
    for (std::size_t i = 0; i < n; i += W) {
      const auto w = words<W>(d.kind, d.seed, d.stream, consecutive<W>(d.first_trajectory + begin + i),
                              d.component, d.block);
      for (int k = 0; k < 4; ++k) w[k].store(buffer[k] + i);
    }
    for (std::size_t i = 0; i < n; i += W) {
      Block<U> w;
      for (int k = 0; k < 4; ++k) w[k] = U::load(buffer[k] + i);
      const auto z = numbers(w);
      for (std::size_t k = 0; k < draws_per_block; ++k) z[k].store(out + k * trajectories + begin + i);
    }
  }
}

template <int W>
[[gnu::always_inline]] inline void fill_packs(const Draws& d, double* out, std::size_t trajectories) {
  switch (d.kind) {
    case Kind::normal:
      return fill_with<W>([](const auto& w) { return to_normals<W>(w); }, d, out, trajectories);
    case Kind::uniform:
      return fill_with<W>([](const auto& w) { return to_uniforms<W>(w); }, d, out, trajectories);
    case Kind::two_point:
      return fill_with<W>([](const auto& w) { return to_two_points<W>(w); }, d, out, trajectories);
    case Kind::three_point:
      return fill_with<W>([](const auto& w) { return to_three_points<W>(w); }, d, out, trajectories);
  }
}

void fill_baseline(const Draws& draws, double* out, std::size_t trajectories);
void fill_avx2(const Draws& draws, double* out, std::size_t trajectories);
void fill_avx512(const Draws& draws, double* out, std::size_t trajectories);

}  // namespace stochtherm::random::detail
