#include "current_moments.hpp"

stochtherm::detail::CurrentKernels stochtherm::detail::current_kernels_avx512() {
  return current_kernels_here();
}
