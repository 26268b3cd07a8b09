#include "ising.hpp"

stochtherm::studies::detail::IsingKernels stochtherm::studies::detail::ising_kernels_avx512() {
  return ising_kernels_here();
}
