#pragma once
/// A trap in which the mobility depends on the place, and equilibrium does not: the test of any calculus.
///
///   dx = (mu F + kT mu') dt + sqrt(2 kT mu(x)) dB  (Ito),   mu(x) = mu0 (1 + a sin(w x))
///   U(x, lambda) = k x^2/2 + q x^4/4 - lambda x,   F = -k x - q x^3 + lambda
///
/// Symbols (reduced units, docs/conventions.md): x position, k stiffness (energy/length^2), q quartic stiffness
/// (energy/length^4), lambda tilt (energy/length), mu0 mean mobility, a its modulation (|a| < 1), w wave number
/// (1/length), kT thermal energy. The equilibrium density is e^{-U/kT} whatever mu(x) is; without the drift kT mu', in
/// Ito's calculus, it would be e^{-U/kT}/mu(x).
/// Source: Gardiner, Stochastic Methods (2009), key `gardiner2009`.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct VariableMobility {
  double k = 1.0;
  double q = 0.0;
  double mu0 = 1.0;
  double a = 0.5;
  double w = 1.0;
  Temperature T{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  template <class R>
  [[nodiscard]] R mobility(R x) const {
    using std::sin;
    return R(mu0) + R(mu0 * a) * sin(R(w) * x);
  }
  template <class R>
  [[nodiscard]] R mobility_gradient(R x) const {
    using std::cos;
    return R(mu0 * a * w) * cos(R(w) * x);
  }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    const R x2 = x * x;
    return (R(0.5 * k) + R(0.25 * q) * x2) * x2 - R(lambda) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return R(lambda) - (R(k) + R(q) * x * x) * x;
  }

  /// e^{-U/kT}/Z at x, probability per length; q > 0, or q = 0 and k > 0.
  [[nodiscard]] double equilibrium_density(double x, double lambda = 0) const;
  /// <x^2> in equilibrium at lambda = 0.
  [[nodiscard]] double equilibrium_second_moment() const;
  /// <x> to which Ito's calculus without the drift kT mu' would bring the trap at lambda = 0: with the density
  /// e^{-U/kT}/mu(x) it is not zero.
  [[nodiscard]] double mean_without_drift() const;
};

}  // namespace stochtherm::models
