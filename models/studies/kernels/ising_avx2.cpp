#include "ising.hpp"

stochtherm::studies::detail::IsingKernels stochtherm::studies::detail::ising_kernels_avx2() {
  return ising_kernels_here();
}
