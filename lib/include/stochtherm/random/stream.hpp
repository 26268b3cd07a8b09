#pragma once
/// Who consumes the noise.

#include <cstdint>

namespace stochtherm::random {

/// A new consumer adds an enumerator at the end and disturbs no existing number.
enum class Stream : std::uint64_t { initial_state = 1, thermal = 2, measurement = 3, data = 4 };

}  // namespace stochtherm::random
