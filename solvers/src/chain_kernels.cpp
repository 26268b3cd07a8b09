#include <stochtherm/random/fill.hpp>

#include "../kernels/chain.hpp"

namespace stochtherm::detail {
namespace {

struct Kernels {
  decltype(&chain_batch_baseline) batch;
  decltype(&chain_bernoulli_baseline) bernoulli;
  decltype(&chain_dot_change_baseline) dot_change;
  decltype(&chain_sum_and_lowest_baseline) sum_and_lowest;
};
const Kernels& kernels() {
  static const Kernels chosen = [] {
#if defined(STOCHTHERM_X86_KERNELS)
    const auto name = random::instruction_set();
    if (name == "avx512")
      return Kernels{chain_batch_avx512, chain_bernoulli_avx512, chain_dot_change_avx512,
                     chain_sum_and_lowest_avx512};
    if (name == "avx2")
      return Kernels{chain_batch_avx2, chain_bernoulli_avx2, chain_dot_change_avx2,
                     chain_sum_and_lowest_avx2};
#endif
    return Kernels{chain_batch_baseline, chain_bernoulli_baseline, chain_dot_change_baseline,
                   chain_sum_and_lowest_baseline};
  }();
  return chosen;
}

}  // namespace

void chain_batch(const ChainLine& line, double* b, std::size_t count) { kernels().batch(line, b, count); }
void chain_bernoulli(const double* z, double* rise, double* fall, std::size_t n) {
  kernels().bernoulli(z, rise, fall, n);
}

double chain_dot_change(const double* a, const double* b, const double* c, std::size_t n) {
  return kernels().dot_change(a, b, c, n);
}
SumAndLowest chain_sum_and_lowest(const double* p, std::size_t n) { return kernels().sum_and_lowest(p, n); }

}  // namespace stochtherm::detail
