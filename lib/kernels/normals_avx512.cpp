#include "normals.hpp"

void stochtherm::random::detail::fill_normals_avx512(const Draws& draws, double* out) {
  fill<simd::native_width>(draws, out);
}
