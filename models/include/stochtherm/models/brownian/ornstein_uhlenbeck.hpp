#pragma once
/// Ornstein-Uhlenbeck process: an overdamped particle in a harmonic trap at rest.
///
///   x' = -mu k x + sqrt(2 mu kT) xi,   U(x) = k x^2 / 2
///
/// Symbols (reduced units, docs/conventions.md): x position, k stiffness (energy/length^2), kT thermal
/// energy, mu mobility (velocity/force); relaxation time 1/(mu k). lambda is not used. Closed forms are
/// exact. They refuse k, kT or mu that is not positive and times that are negative.
/// Source: Uhlenbeck & Ornstein, Phys. Rev. 36, 823 (1930); key `uhlenbeckornstein1930`.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct OrnsteinUhlenbeck {
  double k = 1.0;
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
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

  /// 1/(mu k).
  [[nodiscard]] double relaxation_time() const;
  /// <x(t)> from x(0) = x0: x0 e^{-mu k t}.
  [[nodiscard]] double mean(double x0, double t) const;
  /// Var x(t) from a sharp start: (kT/k)(1 - e^{-2 mu k t}).
  [[nodiscard]] double variance(double t) const;
  /// p(x, t | x0, 0), probability per length; t > 0.
  [[nodiscard]] double transition_density(double x, double x0, double t) const;
  /// kT/k.
  [[nodiscard]] double stationary_variance() const;
  /// Stationary <x(0) x(t)> = (kT/k) e^{-mu k |t|}.
  [[nodiscard]] double correlation(double t) const;
  /// Stationary <(x(t) - x(0))^2> = (2kT/k)(1 - e^{-mu k |t|}).
  [[nodiscard]] double mean_square_displacement(double t) const;
  /// Variance at which Euler-Maruyama of step dt settles: (kT/k)/(1 - mu k dt/2). Exact for 0 < mu k dt < 2;
  /// beyond, the scheme has no stationary state and this refuses.
  [[nodiscard]] double euler_maruyama_variance(double dt) const;
};

}  // namespace stochtherm::models
