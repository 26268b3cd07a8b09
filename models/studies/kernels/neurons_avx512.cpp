#include "neurons.hpp"

stochtherm::studies::detail::NeuronKernels stochtherm::studies::detail::neuron_kernels_avx512() {
  return neuron_kernels_here();
}
