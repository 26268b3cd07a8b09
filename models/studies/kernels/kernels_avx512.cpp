#include "pairs.hpp"

void stochtherm::studies::detail::kernels_avx512(AnyKernel* to) { list_kernels(Pairs{}, to); }
