#include <cstdlib>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/fill.hpp>

#include "../kernels/normals.hpp"

namespace stochtherm::random {
namespace {

struct Target {
  std::string_view name;
  void (*fill)(const detail::Draws&, double*);
  bool available;
};

Target choose() {
#if defined(STOCHTHERM_X86_KERNELS)
  const Target targets[] = {{"avx512", detail::fill_normals_avx512,
                             __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")},
                            {"avx2", detail::fill_normals_avx2, __builtin_cpu_supports("avx2") != 0},
                            {"baseline", detail::fill_normals_baseline, true}};
#else
  const Target targets[] = {{"baseline", detail::fill_normals_baseline, true}};
#endif
  const char* wanted = std::getenv("STOCHTHERM_INSTRUCTION_SET");
  for (const Target& target : targets)
    if (target.available && (wanted == nullptr || target.name == wanted)) return target;
  throw InvalidArgument("fill_normals",
                        "the instruction set must be baseline, avx2 or avx512, and this machine must have it",
                        "STOCHTHERM_INSTRUCTION_SET", wanted);
}

const Target& target() {
  static const Target chosen = choose();
  return chosen;
}

}  // namespace

void fill_normals(Seed seed, Stream stream, std::uint64_t first_trajectory, std::uint64_t component,
                  std::uint64_t block, std::span<double> out) {
  require(!out.empty() && out.size() % 32 == 0,
          "noise comes for a multiple of 8 trajectories, four draws each", "numbers wanted",
          static_cast<double>(out.size()));
  target().fill({seed, stream, first_trajectory, component, block, out.size() / 4}, out.data());
}

std::string_view instruction_set() { return target().name; }

}  // namespace stochtherm::random
