#include "gillespie.hpp"

void stochtherm::detail::gillespie_avx2(const ReactionJob& job, double* scratch) {
  if (job.count < 4)
    gillespie_one_by_one<simd::native_width>(job, scratch);
  else
    gillespie_lanes<simd::native_width, 4>(job, scratch);
}
