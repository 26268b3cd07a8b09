#include <array>
#include <bit>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using random::Stream;

/// Draws trajectories 0..15, steps 0..47 in packs of W; `key` names the trajectory of a lane.
template <int W, class Key>
std::uint64_t fingerprint(Seed seed, Key key) {
  std::uint64_t sum = 0;
  for (std::uint64_t first = 0; first < 16; first += W)
    for (std::uint64_t block = 0; block < 8; ++block) {
      simd::Word<W> trajectory;
      for (int i = 0; i < W; ++i) trajectory.set(i, key(first, i));
      const auto z = random::normal_block(seed, Stream::thermal, trajectory, 0, block);
      for (std::size_t k = 0; k < 6; ++k)
        for (int i = 0; i < W; ++i)  // a sum that knows who drew what, but not in which order
          sum += std::bit_cast<std::uint64_t>(z[k][i]) *
                 (2 * ((first + static_cast<std::uint64_t>(i)) * 48 + 6 * block + k) + 1);
    }
  return sum;
}

/// The same through the compiled kernel that this machine chose; there the lanes' key is the first trajectory.
template <class Key>
std::uint64_t kernel_fingerprint(Seed seed, Key key) {
  std::uint64_t sum = 0;
  std::array<double, 96> z{};
  for (std::uint64_t block = 0; block < 8; ++block) {
    random::fill({random::Kind::normal, seed, Stream::thermal, key(8, 0) - 8, 0, block}, z);
    for (std::uint64_t k = 0; k < 6; ++k)
      for (std::uint64_t i = 0; i < 16; ++i)
        sum += std::bit_cast<std::uint64_t>(z[k * 16 + i]) * (2 * (i * 48 + 6 * block + k) + 1);
  }
  return sum;
}

template <class Key>
Verdict run(const Effort& effort, Key key) {
  std::uint64_t one_by_one = 0;
  for (std::uint64_t trajectory = 0; trajectory < 16; ++trajectory)
    for (std::uint64_t draw = 0; draw < 48; ++draw)
      one_by_one +=
          std::bit_cast<std::uint64_t>(random::normal(effort.seed, Stream::thermal, trajectory, 0, draw)) *
          (2 * (trajectory * 48 + draw) + 1);
  Verdict v;
  v.checks = {bits_equal("packs of 2", fingerprint<2>(effort.seed, key), one_by_one),
              bits_equal("packs of 4", fingerprint<4>(effort.seed, key), one_by_one),
              bits_equal("packs of 8", fingerprint<8>(effort.seed, key), one_by_one),
              bits_equal("compiled kernel, " + std::string(random::instruction_set()),
                         kernel_fingerprint(effort.seed, key), one_by_one)};
  return v;
}

const Registered registered{{
    .name = "random/same_bits_any_order",
    .claim =
        "A normal number depends on (seed, stream, trajectory, component, draw) alone: drawn one by one "
        "or in packs "
        "of 2, 4 or 8 lanes, or by the kernel compiled for this machine, 512 numbers have the same bits.",
    .equation = "z = noise(seed, stream, trajectory, component, draw)",
    .source = "salmon2011",
    .tags = {"exact"},
    .check =
        [](const Effort& e) {
          return run(e,
                     [](std::uint64_t first, int lane) { return first + static_cast<std::uint64_t>(lane); });
        },
    .sabotage = {"the noise is keyed by the lane instead of the trajectory",
                 [](const Effort& e) {
                   return run(e, [](std::uint64_t, int lane) { return static_cast<std::uint64_t>(lane); });
                 }},
}};

}  // namespace
}  // namespace stochtherm::validation
