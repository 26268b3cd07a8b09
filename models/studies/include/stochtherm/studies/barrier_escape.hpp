#pragma once
/// Escape over the barrier of a double well, three ways: how good is Kramers' rate, how good is a grid?

#include <cstddef>
#include <stochtherm/models/brownian/double_well.hpp>

namespace stochtherm::studies {

struct BarrierEscape {
  double quadrature;    ///< mean time from the left minimum to the right one, exact
  double grid;          ///< the same from the Fokker-Planck operator; NaN when `cells` is 0
  double kramers_rate;  ///< the limit of a high barrier, 1/time
};

/// Mean first passage from the left minimum of `well` to the right one, untilted; on `cells` cells between
/// three half-distances left of the barrier and the right minimum (0: without a grid).
[[nodiscard]] BarrierEscape barrier_escape(const models::DoubleWell& well, std::size_t cells);

}  // namespace stochtherm::studies
