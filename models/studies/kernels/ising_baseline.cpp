#include "ising.hpp"

stochtherm::studies::detail::IsingKernels stochtherm::studies::detail::ising_kernels_baseline() {
  return ising_kernels_here();
}
