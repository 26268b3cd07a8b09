#include "fill.hpp"

void stochtherm::random::detail::fill_avx2(const Draws& draws, double* out, std::size_t trajectories) {
  fill_packs<simd::native_width>(draws, out, trajectories);
}
