#pragma once
/// A particle with inertia in a harmonic trap, or free: the Kramers-Klein process, solved by Chandrasekhar.
///
///   x' = v,   m v' = -k x - v/mu + sqrt(2 kT/mu) xi,   U(x) = k x^2/2
///
/// Symbols (reduced units, docs/conventions.md): x position, v velocity, k stiffness (energy/length^2; 0 is a free
/// particle), m mass, kT thermal energy, mu mobility (velocity/force). Derived: friction rate Gamma = 1/(mu m), omega0^2
/// = k/m. Underdamped for omega0 > Gamma/2, critically damped at equality, overdamped below. lambda is not used. Run
/// overdamped, the same model is the Ornstein-Uhlenbeck process.
///
/// Closed forms are exact in all branches, and accurate where two branches meet, for short times and for weak traps.
/// They refuse k that is negative, m, kT or mu that is not positive and times that are negative.
/// Source: Chandrasekhar, Rev. Mod. Phys. 15, 1 (1943), key `chandrasekhar1943`; free particle: Uhlenbeck & Ornstein,
/// Phys. Rev. 36, 823 (1930), key `uhlenbeckornstein1930`.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

/// A position and a velocity, or their means.
struct PhasePoint {
  double x, v;
};
/// Second moments about the means.
struct PhaseCovariance {
  double xx, xv, vv;
};

struct Oscillator {
  double k = 1.0;
  double m = 1.0;
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  [[nodiscard]] double mass() const { return m; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L /*lambda*/) const {
    return R(0.5 * k) * x * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L /*lambda*/) const {
    return R(-k) * x;
  }
  template <class L>
  [[nodiscard]] double stiffness(L /*lambda*/) const {
    return k;
  }
  template <class L>
  [[nodiscard]] double centre(L /*lambda*/) const {
    return 0.0;
  }

  /// Gamma = 1/(mu m).
  [[nodiscard]] double friction_rate() const;
  /// sqrt(k/m).
  [[nodiscard]] double natural_frequency() const;
  /// (<x(t)>, <v(t)>) from the sharp point `from`.
  [[nodiscard]] PhasePoint mean(PhasePoint from, double t) const;
  /// Covariance at time t from a sharp point.
  [[nodiscard]] PhaseCovariance covariance(double t) const;
  /// kT/k, 0 and kT/m; k > 0.
  [[nodiscard]] PhaseCovariance stationary_covariance() const;
  /// <(x(t) - x(0))^2> in equilibrium (free: of a thermal velocity): 2 (kT/m) int_0^t (t - s) phi(s) ds, phi the
  /// normalised velocity correlation.
  [[nodiscard]] double mean_square_displacement(double t) const;
  /// <x(t)^2> from rest at the bottom: x(0) = v(0) = 0.
  [[nodiscard]] double mean_square_displacement_from_rest(double t) const;
  /// Stationary <v(0) v(t)>.
  [[nodiscard]] double velocity_correlation(double t) const;
  /// Stationary <x(0) x(t)>; k > 0.
  [[nodiscard]] double correlation(double t) const;
};

}  // namespace stochtherm::models
