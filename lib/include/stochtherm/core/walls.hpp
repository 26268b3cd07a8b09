#pragma once
/// Walls that bound the coordinates of any model.

#include <array>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/grid.hpp>
#include <stochtherm/core/model.hpp>

namespace stochtherm {

/// Where one coordinate may be, and what happens at either end. An end at infinity is no wall. A periodic interval has
/// two finite ends, both periodic; the energy must agree there.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  Edge at_low = Edge::reflecting;
  Edge at_high = Edge::reflecting;
};

/// A wall at one point only.
[[nodiscard]] inline Interval above(double wall, Edge edge) { return {.low = wall, .at_low = edge}; }
[[nodiscard]] inline Interval below(double wall, Edge edge) { return {.high = wall, .at_high = edge}; }
[[nodiscard]] inline Interval between(double low, double high, Edge both) { return {low, high, both, both}; }

/// Throws unless low < high (a wall inside a wall), neither is NaN, and periodic ends come in pairs.
void require_valid(const Interval& interval);

/// The model M within walls; made by `within`.
template <Overdamped M>
struct Walled : M {
  std::array<Interval, dimension<M>> intervals;
  [[nodiscard]] const std::array<Interval, dimension<M>>& walls() const { return intervals; }
};

template <class M>
concept HasWalls = Overdamped<M> && requires(const M& m) {
  { m.walls() } -> std::convertible_to<std::array<Interval, dimension<M>>>;
};

/// `within(well, below(1.0, Edge::absorbing))`: the same physics, bounded. One interval for each coordinate.
template <Overdamped M, class... Intervals>
[[nodiscard]] Walled<M> within(const M& model, const Intervals&... intervals) {
  static_assert(sizeof...(Intervals) == dimension<M>, "give one interval for each coordinate");
  static_assert(!HasWalls<M>, "this model has walls already");
  (require_valid(intervals), ...);
  return {model, {intervals...}};
}

}  // namespace stochtherm
