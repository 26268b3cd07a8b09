#pragma once
/// A colloid in a harmonic trap whose centre is moved: the standard example of work against dissipation.
///
///   x' = -mu k (x - lambda) + sqrt(2 mu kT) xi,   U(x, lambda) = k (x - lambda)^2 / 2
///
/// Symbols (reduced units, docs/conventions.md): x position, lambda trap centre, k stiffness
/// (energy/length^2), kT thermal energy, mu mobility (velocity/force). The free energy does not depend on
/// lambda.
///
/// Closed forms: lambda(t) = v t from equilibrium at t = 0; with s = mu k t the work is Gaussian with
///   <W> = v^2/(mu^2 k) (s - 1 + e^{-s}),   Var W = 2 kT <W>.
/// Signs: work is done on the system, heat flows INTO it (van Zon & Cohen give the heat to the bath). They
/// refuse k, kT or mu that is not positive and times that are negative.
/// Sources: van Zon & Cohen, Phys. Rev. E 67, 046102 (2003); key `vanzoncohen2003`; change of speed: Hatano & Sasa,
/// Phys. Rev. Lett. 86, 3463 (2001), key `hatanosasa2001`.

#include <cmath>
#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct DraggedTrap {
  double k = 1.0;
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    const R y = x - R(lambda);
    return R(0.5 * k) * y * y;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return R(-k) * (x - R(lambda));
  }

  template <class L>
  [[nodiscard]] double stiffness(L /*lambda*/) const {
    return k;
  }
  template <class L>
  [[nodiscard]] L centre(L lambda) const {
    return lambda;
  }

  /// lambda.
  [[nodiscard]] double equilibrium_mean(double lambda) const { return lambda; }
  /// kT/k.
  [[nodiscard]] double equilibrium_variance() const;
  /// F(to) - F(from) = 0.
  [[nodiscard]] double free_energy_difference(double /*from*/, double /*to*/) const { return 0.0; }
  /// <x(t)> - v t: how far the particle lags behind the trap.
  [[nodiscard]] double mean_lag(double v, double t) const;
  [[nodiscard]] double mean_work(double v, double t) const;
  [[nodiscard]] double work_variance(double v, double t) const;
  /// p(W = w), per energy; v != 0 and t > 0.
  [[nodiscard]] double work_density(double w, double v, double t) const;
  /// P(W < 0) = erfc(sqrt(<W>/kT)/2)/2: how often a pull of duration t gains work.
  [[nodiscard]] double probability_of_negative_work(double v, double t) const;
  /// <U(t)> - <U(0)> = k <lag>^2/2.
  [[nodiscard]] double mean_energy_change(double v, double t) const;
  /// Heat INTO the system, <U(t)> - <U(0)> - <W>: negative, as the particle warms the bath.
  [[nodiscard]] double mean_heat(double v, double t) const;

  /// In the frame of a trap that has long moved at speed v the density is normal, with mean -v/(mu k) and the variance
  /// of equilibrium.
  [[nodiscard]] double stationary_lag(double v) const;
  /// Hatano and Sasa's Y of a sudden change of speed is normal, with mean (to - from)^2/(2 mu^2 k kT) and twice that
  /// variance; <e^{-Y}> = 1.
  [[nodiscard]] double mean_hatano_sasa(double from, double to) const;
};

}  // namespace stochtherm::models
