#include "normals.hpp"

void stochtherm::random::detail::fill_normals_baseline(const Draws& draws, double* out) {
  fill<simd::native_width>(draws, out);
}
