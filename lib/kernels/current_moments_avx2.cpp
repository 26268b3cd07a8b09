#include "current_moments.hpp"

stochtherm::detail::CurrentKernels stochtherm::detail::current_kernels_avx2() {
  return current_kernels_here();
}
