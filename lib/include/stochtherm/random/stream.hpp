#pragma once
/// Who consumes the noise, and as which kind of number.

#include <cstdint>

namespace stochtherm::random {

/// A new consumer adds an enumerator at the end and disturbs no existing number.
enum class Stream : std::uint64_t {
  initial_state = 1,
  thermal = 2,
  measurement = 3,
  data = 4,
  acceptance = 5,
  bridge = 6,
  stepper_memory = 7,
  jumps = 8,
  resampling = 9,
  jitter = 10
};

/// Numbers of different kinds are independent even where their names agree.
enum class Kind : std::uint64_t {
  normal = 0,       ///< standard normal
  uniform = 1,      ///< on (0, 1)
  two_point = 2,    ///< -1 or 1, each 1/2: the moments of a normal to the third
  three_point = 3,  ///< -sqrt 3, 0 or sqrt 3 with 1/6, 2/3, 1/6: the moments of a normal to the fifth
};

}  // namespace stochtherm::random
