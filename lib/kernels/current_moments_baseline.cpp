#include "current_moments.hpp"

stochtherm::detail::CurrentKernels stochtherm::detail::current_kernels_baseline() {
  return current_kernels_here();
}
