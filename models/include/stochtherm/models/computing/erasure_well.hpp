#pragma once
/// One bit in a double well, and the cycle that erases it: lower the barrier, tilt, raise the barrier, untilt.
///
///   x' = mu F + sqrt(2 mu kT) xi,   U(x, s) = E(s) (x^4 - 2 x^2) - A(s) x,   lambda = s = t/tau in [0, 1]
///
/// Symbols (reduced units, docs/conventions.md): x position in units of half the distance between the wells, E barrier
/// height at zero tilt and A tilt (energies), tau duration of the cycle, kT thermal energy, mu mobility. E(s) and A(s)
/// are straight between the points of `cycle` and constant beyond its ends. Run it with Protocol::linear(0, 1, tau); a
/// different timing of the same cycle is another protocol from 0 to 1.
///
/// The start is equilibrium in the symmetric well, the target the right well. Bounds refuse probabilities outside [0, 1]
/// and kT, mu or durations that are not positive.
/// Sources: Landauer, IBM J. Res. Dev. 5, 183 (1961), key `landauer1961`; the experiment: Berut et al., Nature 483, 187
/// (2012), key `berut2012`; the bound at finite time: Aurell et al., J. Stat. Phys. 147, 487 (2012), key `aurell2012`.

#include <array>
#include <cmath>
#include <cstddef>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/units.hpp>

namespace stochtherm::models {

struct ErasureWell {
  /// Barrier and tilt at one point of the cycle.
  struct Point {
    double s, barrier, tilt;
  };
  /// Points of increasing s. The default: barrier 8 -> 2, tilt 0 -> 6, barrier 2 -> 8, tilt 6 -> 0.
  std::array<Point, 5> cycle{{{0.0, 8, 0}, {0.2, 2, 0}, {0.7, 2, 6}, {0.9, 8, 6}, {1.0, 8, 0}}};
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  /// E(s).
  template <class L>
  [[nodiscard]] auto barrier(L s) const {
    return along(s + 0.0, &Point::barrier);
  }
  /// A(s).
  template <class L>
  [[nodiscard]] auto tilt(L s) const {
    return along(s + 0.0, &Point::tilt);
  }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L s) const {
    const R x2 = x * x;
    return R(barrier(s)) * (x2 - R(2.0)) * x2 - R(tilt(s)) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L s) const {
    return R(4.0) * R(barrier(s)) * (R(1.0) - x * x) * x + R(tilt(s));
  }

  /// ln 2 - h(p) in units of kT, h the binary entropy in nats: the least mean work that leaves the bit in the target well
  /// with probability p, wells and ends of the cycle being alike.
  [[nodiscard]] double landauer_bound(double success) const;
  /// The squared Wasserstein distance (length^2) between equilibrium at s = 0 and the same density cut off at x = 0 and
  /// doubled on the right: what a perfect erasure has to move.
  [[nodiscard]] double wasserstein_squared() const;
  /// kT ln 2 + W2^2/(mu tau), the least mean work of a perfect erasure in time tau, whatever the potential does in
  /// between: Aurell et al.
  [[nodiscard]] double finite_time_bound(double duration) const;

 private:
  /// Straight lines, without branches so that s may be one number per lane: sum of rises (|y| - |y - h| + h)/2, which is
  /// y = s - s_i kept within [0, h].
  template <class L>
  [[nodiscard]] L along(L s, double Point::*value) const {
    using std::abs;
    L sum(cycle[0].*value);
    for (std::size_t i = 0; i + 1 < cycle.size(); ++i) {
      const double h = cycle[i + 1].s - cycle[i].s;
      const L y = s - L(cycle[i].s);
      sum = sum + L((cycle[i + 1].*value - cycle[i].*value) / (2 * h)) * (abs(y) - abs(y - L(h)) + L(h));
    }
    return sum;
  }
};

/// W2^2 of two Gaussians of means m and standard deviations s: (m1 - m0)^2 + (s1 - s0)^2.
[[nodiscard]] double gaussian_wasserstein_squared(double m0, double s0, double m1, double s1);

/// An erasure experiment in SI units.
struct ErasureExperiment {
  double well_position;  ///< m, half the distance between the wells
  double bead_radius;    ///< m
  double viscosity;      ///< Pa s
  double temperature;    ///< K
  double high_barrier;   ///< kT
  double low_barrier;    ///< kT
  double tilt_force;     ///< N, the largest
  double barrier_time;   ///< s, to lower the barrier, and again to raise it
  double tilt_time;      ///< s, of the ramp of the force
  double release_time;   ///< s, to let go of the force

  /// After Berut et al. 2012, key `berut2012`: a silica bead of 2 um in water between two optical traps. As remembered from
  /// the literature, not checked against the paper: wells at +-0.45 um, a barrier above 8 kT (taken as 8) that is lowered
  /// to 2.2 kT, ramps of the tilt between 5 s and 40 s, a largest force near 38 fN, stages of 1 s. Assumed here: water of
  /// 1.0 mPa s at 300 K, no correction of the friction by the wall, a quartic shape of the wells, the barrier raised before
  /// the force is let go.
  static ErasureExperiment berut2012(double tilt_time = 20);

  /// 6 pi viscosity radius, N s/m.
  [[nodiscard]] double friction() const;
  /// k_B T/friction, m^2/s.
  [[nodiscard]] double diffusivity() const;
  /// Lengths in well positions, times in well_position^2/diffusivity, energies in k_B T.
  [[nodiscard]] Scales scales() const;
  /// The force at which the left well vanishes at the low barrier, 8 E/(3 sqrt 3 a), in N.
  [[nodiscard]] double coercive_force() const;
  /// The cycle in reduced units: kT = mu = 1, lengths in well positions.
  [[nodiscard]] ErasureWell reduced() const;
  /// The whole cycle, s.
  [[nodiscard]] double duration() const;
};

}  // namespace stochtherm::models
