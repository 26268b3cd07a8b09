#pragma once
/// How finely the density behind a study is computed.

#include <cstddef>
#include <stochtherm/core/error.hpp>

namespace stochtherm::studies {

/// Reflecting grid on [-reach, reach], and the largest time step.
struct OnAGrid {
  double reach = 2.2;
  std::size_t cells = 200;
  double dt = 5e-3;
};

/// The longest step that is no longer than `dt` and divides `duration`.
[[nodiscard]] double dividing_step(double duration, double dt);

}  // namespace stochtherm::studies
