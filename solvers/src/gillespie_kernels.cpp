#include <stochtherm/random/fill.hpp>

#include "../kernels/gillespie.hpp"

namespace stochtherm::detail {

void gillespie(const ReactionJob& job, double* scratch) {
  static const auto chosen = [] {
#if defined(STOCHTHERM_X86_KERNELS)
    const auto name = random::instruction_set();
    if (name == "avx512") return gillespie_avx512;
    if (name == "avx2") return gillespie_avx2;
#endif
    return gillespie_baseline;
  }();
  chosen(job, scratch);
}

}  // namespace stochtherm::detail
