#include "sweep.hpp"

void stochtherm::detail::sweep_avx2(const SweepLines& s, std::size_t lines, double* b, double* y) {
  sweep_packs<simd::native_width>(s, lines, b, y);
}
