#pragma once
/// The uniforms of one trajectory's events, in order.

#include <array>
#include <limits>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::detail {

/// `component` parts those who draw for different reasons.
class JumpNoise {
 public:
  JumpNoise(Seed seed, std::uint64_t trajectory, std::uint64_t component = 0)
      : seed_(seed), trajectory_(trajectory), component_(component) {}
  double next() {
    if (at_ == random::draws_per_block) {
      draws_ = random::detail::to_uniforms<1>(words());
      at_ = 0;
    }
    return draws_[at_++][0];
  }

  /// The same source as a generator of 64 bits, for distributions of other libraries.
  class Bits {
   public:
    using result_type = std::uint64_t;
    explicit Bits(JumpNoise& noise) : noise_(noise) {}
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
      if (at_ == 4) words_ = noise_.words(), at_ = 0;
      return words_[at_++].v[0];
    }

   private:
    JumpNoise& noise_;
    std::size_t at_ = 4;
    random::Block<simd::Word<1>> words_{};
  };

 private:
  random::Block<simd::Word<1>> words() {
    return random::detail::words<1>(random::Kind::uniform, seed_, random::Stream::jumps,
                                    simd::Word<1>(trajectory_), component_, block_++);
  }
  Seed seed_;
  std::uint64_t trajectory_, component_, block_ = 0;
  std::size_t at_ = random::draws_per_block;
  random::detail::Draws6<1> draws_{};
};

}  // namespace stochtherm::detail
