#pragma once
// Random numbers of one kind in their order, six to a call.

#include <array>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::studies {

template <random::Kind kind>
class Sequence {
 public:
  Sequence(Seed seed, random::Stream stream, std::uint64_t trajectory = 0)
      : seed_(seed), stream_(stream), trajectory_(trajectory) {}
  double operator()() {
    if (left_ == 0) {
      const auto w = random::detail::words<1>(kind, seed_, stream_, simd::Word<1>(trajectory_), 0, block_++);
      const auto u = [&w] {
        if constexpr (kind == random::Kind::uniform)
          return random::detail::to_uniforms<1>(w);
        else
          return random::detail::to_normals<1>(w);
      }();
      for (std::size_t i = 0; i < 6; ++i) draws_[i] = u[i][0];
      left_ = 6;
    }
    return draws_[6 - left_--];
  }

 private:
  Seed seed_;
  random::Stream stream_;
  std::uint64_t trajectory_, block_ = 0;
  std::size_t left_ = 0;
  std::array<double, 6> draws_{};
};
using Uniforms = Sequence<random::Kind::uniform>;
using Normals = Sequence<random::Kind::normal>;

}  // namespace stochtherm::studies
