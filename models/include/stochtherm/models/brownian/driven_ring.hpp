#pragma once
/// A particle driven round a ring over a cosine potential: the simplest non-equilibrium steady state.
///
///   x' = mu (V sin x + f) + sqrt(2 mu kT) xi,   U(x) = V cos x,   x in [0, 2 pi)
///
/// Symbols (reduced units, docs/conventions.md): x angle, V amplitude (energy), f constant force without a
/// potential on the ring (energy/angle), kT thermal energy, mu mobility. lambda is not used. beta = 1/kT, D0
/// = mu kT.
///
/// Closed forms, exact to quadrature (relative error about 1e-13), free of overflow at any temperature. They
/// refuse kT or mu that is not positive and V or f that is not finite.
/// Sources: Stratonovich, Topics in the Theory of Random Noise (1967), key `stratonovich1967`; Reimann et
/// al., Phys. Rev. E 65, 031104 (2002), key `reimann2002`; Lifson & Jackson, J. Chem. Phys. 36, 2410 (1962),
/// key `lifsonjackson1962`.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct DrivenRing {
  double V = 1.0;
  double f = 0.0;
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  [[nodiscard]] double period() const { return 6.283185307179586476925286766559; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L /*lambda*/) const {
    using std::cos;
    return R(V) * cos(x);
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L /*lambda*/) const {
    using std::sin;
    return R(V) * sin(x);
  }
  template <class R, class L>
  [[nodiscard]] R nonconservative_force(R /*x*/, L /*lambda*/) const {
    return R(f);
  }

  /// Stationary probability current J, turns per time, with the sign of f:
  ///   J = D0/(2 pi) (1 - e^{-2 pi beta f}) / int_0^{2 pi} dy e^{-beta f y} I0(2 beta V sin(y/2)).
  [[nodiscard]] double current() const;
  /// <x'> = 2 pi J.
  [[nodiscard]] double mean_velocity() const;
  /// Total entropy production rate of the steady state, nats per time: 2 pi f J / kT.
  [[nodiscard]] double entropy_production() const;
  /// Stationary probability per angle at x.
  [[nodiscard]] double stationary_density(double x) const;
  /// Effective diffusion coefficient, lim Var x(t)/(2t) on the unrolled ring; at f = 0 Lifson and Jackson's
  /// D0/I0(beta V)^2.
  [[nodiscard]] double effective_diffusion() const;
};

}  // namespace stochtherm::models
