#include "dense.hpp"

namespace stochtherm::studies::detail {

DenseKernels<float> dense_kernels_avx2(float x) { return dense_kernels_here(x); }
DenseKernels<double> dense_kernels_avx2(double x) { return dense_kernels_here(x); }

}  // namespace stochtherm::studies::detail
