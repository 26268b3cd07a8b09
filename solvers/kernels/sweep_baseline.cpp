#include "sweep.hpp"

void stochtherm::detail::sweep_baseline(const SweepLines& s, std::size_t lines, double* b, double* y) {
  sweep_packs<simd::native_width>(s, lines, b, y);
}
