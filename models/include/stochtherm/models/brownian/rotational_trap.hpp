#pragma once
/// A trap that stirs: a harmonic force towards the centre and a force round it, which no potential has.
///
///   r' = mu (-k r + kappa z x r) + sqrt(2 mu kT) xi,   U(r) = k r^2/2,   z x r = (-y, x)
///
/// Symbols (reduced units, docs/conventions.md): r = (x, y) position, k stiffness and kappa strength of the torque
/// (energy/length^2), kT thermal energy, mu mobility. lambda is not used. In the steady state the density is that of
/// equilibrium, and all the dissipation is in the rotation at the rate mu kappa.
///
/// Correlation C(t) = <x'(t) x'(0)> and response R(t) = d<x'(t)>/df(0) of the velocity, per axis, both axes alike. At t
/// = 0 they have the delta functions 2 mu kT delta(t) and mu delta(t) of white noise; the functions of time give the
/// rest, those of frequency, int dt e^{i omega t}, are complete. Harada and Sasa: the heat given to the bath per time
/// is sum over axes of (1/mu) int d(omega)/2 pi [C(omega) - 2 kT Re R(omega)].
///
/// Closed forms are exact. They refuse k, kT or mu that is not positive and kappa that is not finite.
/// Source: Harada & Sasa, Phys. Rev. Lett. 95, 130602 (2005), key `haradasasa2005`.

#include <array>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/vec.hpp>

namespace stochtherm::models {

struct RotationalTrap {
  double k = 1.0;
  double kappa = 1.0;
  Temperature T{1.0};
  Mobility mu{1.0};

  static constexpr int dimension = 2;
  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, 2>& r, L /*lambda*/) const {
    return R(0.5 * k) * (r[0] * r[0] + r[1] * r[1]);
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> force(const Vec<R, 2>& r, L /*lambda*/) const {
    return {{R(-k) * r[0], R(-k) * r[1]}};
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> nonconservative_force(const Vec<R, 2>& r, L /*lambda*/) const {
    return {{R(-kappa) * r[1], R(kappa) * r[0]}};
  }

  /// <x^2> = <y^2> = kT/k; <x y> = 0.
  [[nodiscard]] double stationary_variance() const;
  /// Nats per time: 2 mu kappa^2/k.
  [[nodiscard]] double entropy_production() const;
  /// <x y' - y x'> = 2 mu kappa kT/k.
  [[nodiscard]] double mean_angular_momentum() const;
  /// Stationary <x(t) x(0)> = (kT/k) e^{-mu k |t|} cos(mu kappa t).
  [[nodiscard]] double correlation(double t) const;
  /// <x'(t) x'(0)> for t != 0, without the delta function.
  [[nodiscard]] double velocity_correlation(double t) const;
  /// d<x'(t)>/df(0) for t > 0, without the delta function; 0 for t < 0.
  [[nodiscard]] double velocity_response(double t) const;
  [[nodiscard]] double velocity_spectrum(double omega) const;
  /// Re R(omega).
  [[nodiscard]] double velocity_response_spectrum(double omega) const;
};

}  // namespace stochtherm::models
