#pragma once
/// A particle between two wells, tilted by lambda: one bit, and the classic of escape over a barrier.
///
///   x' = mu F + sqrt(2 mu kT) xi,   U(x, lambda) = B (1 - x^2)^2 - lambda x,   F = 4 B x (1 - x^2) + lambda
///
/// Symbols (reduced units, docs/conventions.md): x position in units of half the distance between the wells,
/// B barrier height at zero tilt (energy), lambda tilt (energy/length), kT thermal energy, mu mobility. Two
/// wells exist for |lambda| < 8 B/(3 sqrt 3). The closed forms refuse stronger tilts, and B, kT or mu that is
/// not positive.
/// Sources: Kramers, Physica 7, 284 (1940), key `kramers1940`. Passage times: the quadrature of
/// <stochtherm/solvers/fokker_planck/first_passage.hpp>.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct DoubleWell {
  double barrier = 1.0;  ///< B
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    const R w = R(1.0) - x * x;
    return R(barrier) * w * w - R(lambda) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return R(4.0 * barrier) * x * (R(1.0) - x * x) + R(lambda);
  }

  /// The tilt at which one well disappears: 8 B/(3 sqrt 3).
  [[nodiscard]] double coercive_tilt() const;
  [[nodiscard]] double left_minimum(double lambda = 0) const;
  [[nodiscard]] double barrier_top(double lambda = 0) const;
  [[nodiscard]] double right_minimum(double lambda = 0) const;
  /// d^2U/dx^2 = B (12 x^2 - 4), at any tilt.
  [[nodiscard]] double curvature(double x) const;
  /// Kramers' rate from the left well to the right one, mu/(2 pi) sqrt(U''(well) |U''(top)|) e^{-dU/kT}: the
  /// limit of a high barrier, too large by a fraction of order kT/dU. From right to left it is the rate at
  /// -lambda.
  [[nodiscard]] double kramers_rate(double lambda = 0) const;
};

}  // namespace stochtherm::models
