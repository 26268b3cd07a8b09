#pragma once
/// Geometric Brownian motion, the classic in which Ito and Stratonovich disagree, as a particle in a potential.
///
///   dx = m0 x dt + s x dB, in the sense of Ito, of Stratonovich, or of Haenggi and Klimontovich
///
/// Symbols: x > 0, m0 growth rate (1/time), s noise strength (1/sqrt(time)); kT is free and drops out. A particle with
/// mobility mu(x) = s^2 x^2/(2 kT) has the Ito drift mu F + kT mu' and the noise s x; kT mu' = s^2 x, so the wanted drift
/// a x (a = m0 for Ito, m0 + s^2/2 for Stratonovich, m0 + s^2 for Haenggi-Klimontovich) needs
///   F(x) = 2 kT (a/s^2 - 1)/x,   U(x) = 2 kT (1 - a/s^2) ln x.
/// e^{-U/kT} cannot be normalised: there is no equilibrium. lambda is not used.
///
/// Closed forms are exact. They refuse s that is zero, x0 that is not positive, kT that is not positive and times that
/// are negative.
/// Sources: Wong & Zakai, Ann. Math. Stat. 36, 1560 (1965), key `wongzakai1965`; Kloeden & Platen (1992), key
/// `kloeden1992`.

#include <cmath>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/calculus.hpp>

namespace stochtherm::models {

struct GeometricBrownian {
  double m0 = 0.1;
  double s = 0.4;
  Calculus drift = Calculus::ito;  ///< the calculus in which the drift is m0 x
  Temperature T{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  /// a: the drift in Ito's calculus is a x.
  [[nodiscard]] double ito_rate() const {
    const double later = drift == Calculus::ito ? 0 : drift == Calculus::stratonovich ? 0.5 : 1;
    return m0 + later * s * s;
  }
  template <class R>
  [[nodiscard]] R mobility(R x) const {
    return R(0.5 * s * s / T.kT) * x * x;
  }
  template <class R>
  [[nodiscard]] R mobility_gradient(R x) const {
    return R(s * s / T.kT) * x;
  }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L /*lambda*/) const {
    using std::log;
    return R(2 * T.kT * (1 - ito_rate() / (s * s))) * log(x);
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L /*lambda*/) const {
    return R(2 * T.kT * (ito_rate() / (s * s) - 1)) / x;
  }

  /// <x(t)> = x0 e^{a t}.
  [[nodiscard]] double mean(double x0, double t) const;
  /// Var x(t) = <x(t)>^2 (e^{s^2 t} - 1).
  [[nodiscard]] double variance(double x0, double t) const;
  /// Mean and variance after `steps` steps dt of Euler-Maruyama in Ito's calculus: x0 (1 + a dt)^n and x0^2 ([(1 + a
  /// dt)^2 + s^2 dt]^n - (1 + a dt)^{2n}).
  [[nodiscard]] double euler_maruyama_mean(double x0, double dt, int steps) const;
  [[nodiscard]] double euler_maruyama_variance(double x0, double dt, int steps) const;
  /// <x(t)> of x' = m0 x + s x eta with <eta(t) eta(t')> = e^{-|t - t'|/tau}/(2 tau), eta stationary at t = 0: the limit
  /// tau -> 0 is Stratonovich's, whatever `drift` says. tau >= 0.
  [[nodiscard]] double coloured_noise_mean(double x0, double t, double tau) const;
};

}  // namespace stochtherm::models
