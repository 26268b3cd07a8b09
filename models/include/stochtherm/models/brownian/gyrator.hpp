#pragma once
/// Two coupled coordinates, each in a bath of its own: heat flows through the spring, and the state gyrates.
///
///   q_i' = -mu dU/dq_i + sqrt(2 mu kT_i) xi_i,   U(x, y) = k (x^2 + y^2)/2 + u x y
///
/// Symbols (reduced units, docs/conventions.md): x = q_0 and y = q_1 positions, k stiffness (energy/length^2), u
/// coupling (energy/length^2), kT1 and kT2 thermal energies of the baths of x and of y, mu mobility of both. lambda is
/// not used. Closed forms are exact. They refuse k, kT1, kT2 or mu that is not positive and couplings that are not
/// weaker than the springs, |u| < k.
/// Source: Filliger & Reimann, Phys. Rev. Lett. 99, 230602 (2007), key `filliger2007`.

#include <array>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/vec.hpp>

namespace stochtherm::models {

struct Gyrator {
  double k = 1.0;
  double u = 0.5;
  Temperature T1{1.0};
  Temperature T2{1.0};
  Mobility mu{1.0};

  static constexpr int dimension = 2;
  [[nodiscard]] std::array<Bath, 2> baths() const { return {{{T1, mu}, {T2, mu}}}; }
  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, 2>& q, L /*lambda*/) const {
    return R(0.5 * k) * (q[0] * q[0] + q[1] * q[1]) + R(u) * q[0] * q[1];
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> force(const Vec<R, 2>& q, L /*lambda*/) const {
    return {{-(R(k) * q[0] + R(u) * q[1]), -(R(k) * q[1] + R(u) * q[0])}};
  }

  /// <q_i q_j>; the means are zero.
  [[nodiscard]] SquareMatrix<2> stationary_covariance() const;
  /// Nats per time: mu u^2 (kT1 - kT2)^2/(2 k kT1 kT2).
  [[nodiscard]] double entropy_production() const;
  /// Heat INTO the system from bath 2, per time, equal to what it gives to bath 1: mu u^2 (kT2 - kT1)/(2 k).
  [[nodiscard]] double heat_current() const;
  /// <x y' - y x'>, Stratonovich: mu u (kT2 - kT1)/k.
  [[nodiscard]] double mean_angular_momentum() const;
};

}  // namespace stochtherm::models
