#include "../kernels/fill.hpp"

#include <cstdlib>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::random {
namespace {

struct Target {
  std::string_view name;
  void (*fill)(const Draws&, double*, std::size_t trajectories);
  bool available;
};

Target choose() {
#if defined(STOCHTHERM_X86_KERNELS)
  const Target targets[] = {{"avx512", detail::fill_avx512,
                             __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")},
                            {"avx2", detail::fill_avx2, __builtin_cpu_supports("avx2") != 0},
                            {"baseline", detail::fill_baseline, true}};
#else
  const Target targets[] = {{"baseline", detail::fill_baseline, true}};
#endif
  const char* wanted = std::getenv("STOCHTHERM_INSTRUCTION_SET");
  for (const Target& target : targets)
    if (target.available && (wanted == nullptr || target.name == wanted)) return target;
  throw InvalidArgument("fill",
                        "the instruction set must be baseline, avx2 or avx512, and this machine must have it",
                        "STOCHTHERM_INSTRUCTION_SET", wanted);
}

const Target& target() {
  static const Target chosen = choose();
  return chosen;
}

}  // namespace

void fill(const Draws& draws, std::span<double> out) {
  require(!out.empty() && out.size() % (8 * draws_per_block) == 0,
          "noise comes for a multiple of 8 trajectories, six draws each", "numbers wanted",
          static_cast<double>(out.size()));
  target().fill(draws, out.data(), out.size() / draws_per_block);
}

std::string_view instruction_set() { return target().name; }

}  // namespace stochtherm::random
