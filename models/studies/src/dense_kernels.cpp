#include <stochtherm/random/fill.hpp>

#include "../kernels/dense.hpp"

namespace stochtherm::studies::detail {

template <class Real>
DenseKernels<Real> dense_kernels() {
#if defined(STOCHTHERM_X86_KERNELS)
  const auto isa = random::instruction_set();
  if (isa == "avx512") return dense_kernels_avx512(Real{});
  if (isa == "avx2") return dense_kernels_avx2(Real{});
#endif
  return dense_kernels_baseline(Real{});
}
template DenseKernels<float> dense_kernels<float>();
template DenseKernels<double> dense_kernels<double>();

}  // namespace stochtherm::studies::detail
