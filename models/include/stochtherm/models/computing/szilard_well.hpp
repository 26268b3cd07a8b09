#pragma once
/// Szilard's engine as a double well: the barrier is the wall, the tilt is the piston.
///
///   x' = mu F + sqrt(2 mu kT) xi,   U(x, s) = E(s) (x^4 - 2 x^2) - A(s) x,   lambda = s in [-1, 1]
///
/// From the symmetric well at s = 0 the cycle goes to s = 1 after "right" was read and to s = -1 after "left", the mirror
/// image U(x, -s) = U(-x, s). On the way, |s| from 0 to 1: the tilt grows until the well that was read holds its
/// probability in equilibrium, the barrier goes down, the tilt goes back, the barrier goes up. So s = 1, 0 and -1 are the
/// same symmetric well, dF = 0, and a slow cycle is reversible: it gains kT (ln 2 - h(eps)), as `Szilard` does.
///
/// Symbols (reduced units, docs/conventions.md): x position in units of half the distance between the wells, E barrier and
/// A tilt (energies), kT thermal energy, mu mobility, eps probability of a wrong reading. Functions refuse parameters
/// that are not positive and eps outside (0, 1/2].
/// Sources: Szilard, Z. Phys. 53, 840 (1929), key `szilard1929`; Sagawa & Ueda, Phys. Rev. Lett. 104, 090602 (2010), key
/// `sagawaueda2010`.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct SzilardWell {
  double high = 8;  ///< barrier that keeps the sides apart
  double low = 1;   ///< barrier while the particle may choose
  double tilt = 1;  ///< largest A
  Temperature T{1.0};
  Mobility mu{1.0};

  /// The engine whose tilt suits readings that are wrong with probability `error`.
  [[nodiscard]] static SzilardWell for_error(double error, double high = 8, double low = 1);

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  /// E(s).
  template <class L>
  [[nodiscard]] auto barrier(L s) const {
    return high + (low - high) * (even(s + 0.0, 0.2, 0.4) - even(s + 0.0, 0.8, 1.0));
  }
  /// A(s).
  template <class L>
  [[nodiscard]] auto tilting(L s) const {
    return tilt * (odd(s + 0.0, 0.0, 0.2) - odd(s + 0.0, 0.4, 0.8));
  }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L s) const {
    const R x2 = x * x;
    return R(barrier(s)) * (x2 - R(2.0)) * x2 - R(tilting(s)) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L s) const {
    return R(4.0) * R(barrier(s)) * (R(1.0) - x * x) * x + R(tilting(s));
  }

  /// P(x > 0) in equilibrium at the high barrier and tilt A, by quadrature.
  [[nodiscard]] double probability_right(double A) const;

 private:
  /// 0 up to a, 1 from b on, a straight line between.
  template <class L>
  [[nodiscard]] static L rise(L s, double a, double b) {
    using std::abs;
    return L(0.5 / (b - a)) * (abs(s - L(a)) - abs(s - L(b)) + L(b - a));
  }
  template <class L>
  [[nodiscard]] static L even(L s, double a, double b) {
    return rise(s, a, b) + rise(-s, a, b);
  }
  template <class L>
  [[nodiscard]] static L odd(L s, double a, double b) {
    return rise(s, a, b) - rise(-s, a, b);
  }
};

}  // namespace stochtherm::models
