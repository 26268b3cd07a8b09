#include "neurons.hpp"

stochtherm::studies::detail::NeuronKernels stochtherm::studies::detail::neuron_kernels_baseline() {
  return neuron_kernels_here();
}
