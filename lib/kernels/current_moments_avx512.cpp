#include "current_moments.hpp"

namespace {
void add_currents(stochtherm::detail::CurrentTile tile) {
  stochtherm::detail::add_currents_with<stochtherm::simd::native_width>(tile);
}
void add_plane(const double* x, const double* y, std::size_t steps, bool constant, double* sums,
               double* products) {
  using namespace stochtherm;
  if (constant)
    detail::add_plane_with<simd::native_width, true>(x, y, steps, sums, products);
  else
    detail::add_plane_with<simd::native_width, false>(x, y, steps, sums, products);
}
void midpoints(const double* x, std::size_t steps, double* middle, double* dx) {
  stochtherm::detail::midpoints_with<stochtherm::simd::native_width>(x, steps, middle, dx);
}
}  // namespace

stochtherm::detail::CurrentKernels stochtherm::detail::current_kernels_avx512() {
  return {add_currents, add_plane, midpoints};
}
