#pragma once
/// Two coupled coordinates, each in a bath of its own: heat flows through the spring, and the state gyrates.
///
///   q_i' = -mu dU/dq_i + sqrt(2 mu kT_i) xi_i,   U(x, y) = k (x^2 + y^2)/2 + u x y
///
/// Symbols (reduced units, docs/conventions.md): x = q_0 and y = q_1 positions, k stiffness (energy/length^2), u
/// coupling (energy/length^2), kT1 and kT2 thermal energies of the baths of x and of y, mu mobility of both. lambda is
/// not used. Closed forms are exact. They refuse k, kT1, kT2 or mu that is not positive and couplings that are not
/// weaker than the springs, |u| < k.
///
/// The gyration is the current L = int (x o dy - y o dx), twice the area swept; u L/2 is the heat that bath 2 gives to
/// bath 1 but for what the springs store. Its diffusion follows from the generator tilted by L, whose largest
/// eigenfunction is a Gaussian; to second order in the tilt this leaves Lyapunov's equation.
/// Sources: Filliger & Reimann, Phys. Rev. Lett. 99, 230602 (2007), key `filliger2007`; uncertainty relation: Barato &
/// Seifert, Phys. Rev. Lett. 114, 158101 (2015), key `baratoseifert2015`.

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
  /// Angle in (-pi/2, pi/2] between the x axis and the long axis of the stationary density: -pi/4 for u > 0 at equal
  /// temperatures, and towards the hotter coordinate's axis otherwise. u = 0 at equal temperatures has no long axis and
  /// is refused.
  [[nodiscard]] double tilt() const;
  /// lim Var L/(2 t) = (mu/2k) [4 kT1 kT2 + (u/k)^2 (kT1 - kT2)^2].
  [[nodiscard]] double gyration_diffusion() const;
  /// Who looks every dt, and joins what he sees by straight lines, misses the loops between: of gyration, heat flow and
  /// entropy production he sees the share e^{-mu k dt} sinh(mu u dt)/(mu u dt). A ledger of step dt books the same, so
  /// its heats are of first order in dt, whatever the stepper.
  [[nodiscard]] double share_seen(double dt) const;
  /// lim Var L/(2 t) of the straight lines; dt > 0.
  [[nodiscard]] double gyration_diffusion_seen(double dt) const;
  /// lim Var L <S>/(2 <L>^2) = 1 + entropy_production/(2 mu k), S the entropy produced: the bound 1 is approached as
  /// the temperatures become equal (where L itself vanishes).
  [[nodiscard]] double uncertainty_product() const;
};

}  // namespace stochtherm::models
