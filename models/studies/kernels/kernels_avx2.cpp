#include "pairs.hpp"

void stochtherm::studies::detail::kernels_avx2(AnyKernel* to) { list_kernels(Pairs{}, to); }
