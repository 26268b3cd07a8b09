#include <array>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/studies/catalogue.hpp>

#include "../kernels/pairs.hpp"

namespace stochtherm::studies {
namespace {

using Kernels = std::array<detail::AnyKernel, std::tuple_size_v<detail::Pairs>>;

Kernels kernels_of_this_machine() {
  Kernels kernels{};
#if defined(STOCHTHERM_X86_KERNELS)
  if (random::instruction_set() == "avx512") return detail::kernels_avx512(kernels.data()), kernels;
  if (random::instruction_set() == "avx2") return detail::kernels_avx2(kernels.data()), kernels;
#endif
  return detail::kernels_baseline(kernels.data()), kernels;
}

template <class... M, class... S>
void hand_out(std::tuple<detail::Pair<M, S>...>, const Kernels& kernels) {
  std::size_t i = 0;
  (..., (stochtherm::detail::compiled_kernel<S, M> =
             reinterpret_cast<stochtherm::detail::CompiledKernel<M>>(kernels[i++])));
}

}  // namespace

std::size_t use_compiled_kernels() {
  static const Kernels kernels = [] {
    const Kernels all = kernels_of_this_machine();
    hand_out(detail::Pairs{}, all);
    return all;
  }();
  return kernels.size();
}

}  // namespace stochtherm::studies
