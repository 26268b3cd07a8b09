#include "pairs.hpp"

void stochtherm::studies::detail::kernels_baseline(AnyKernel* to) { list_kernels(Pairs{}, to); }
