#pragma once
/// A colloid in a harmonic trap whose stiffness is changed: work with a free energy difference and no Gaussian law.
///
///   x' = -mu lambda x + sqrt(2 mu kT) xi,   U(x, lambda) = lambda x^2/2
///
/// Symbols (reduced units, docs/conventions.md): x position, lambda stiffness (energy/length^2), kT thermal energy, mu
/// mobility. The free energy is (kT/2) ln lambda. Inside a protocol the stiffness may be negative for a time; where
/// equilibrium is meant it must be positive.
///
/// The particle starts in equilibrium at the protocol's initial stiffness and stays Gaussian, so the mean and the
/// variance of the work obey a closed set of moment equations, integrated here to about 1e-12. They refuse kT or mu that
/// is not positive and stiffnesses that are not positive at the start.
/// Sources: Schmiedl & Seifert, Phys. Rev. Lett. 98, 108301 (2007), key `schmiedl2007`; Speck, J. Phys. A 44, 305001
/// (2011), key `speck2011`; quench: Kawai, Parrondo & Van den Broeck, Phys. Rev. Lett. 98, 080602 (2007), key
/// `kawai2007`.

#include <cmath>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/protocol.hpp>

namespace stochtherm::models {

/// The first two moments of a work.
struct WorkMoments {
  double mean, variance;
};

struct BreathingTrap {
  Temperature T{1.0};
  Mobility mu{1.0};

  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    return R(0.5) * R(lambda) * x * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return -(R(lambda) * x);
  }
  template <class L>
  [[nodiscard]] L stiffness(L lambda) const {
    return lambda;
  }
  template <class L>
  [[nodiscard]] double centre(L /*lambda*/) const {
    return 0.0;
  }

  /// kT/lambda.
  [[nodiscard]] double equilibrium_variance(double lambda) const;
  /// F(to) - F(from) = (kT/2) ln(to/from).
  [[nodiscard]] double free_energy_difference(double from, double to) const;
  /// Mean and variance of the work of a protocol, its jumps included, from equilibrium at its initial stiffness.
  [[nodiscard]] WorkMoments work(const Protocol& protocol) const;
  /// <x^2> at the end of a protocol, from the same start.
  [[nodiscard]] double final_variance(const Protocol& protocol) const;
  /// The work of a sudden change is (to - from) x^2/2: mean (kT/2)(r - 1) and variance (kT^2/2)(r - 1)^2, r = to/from.
  [[nodiscard]] WorkMoments quench_work(double from, double to) const;
  /// <W> - dF of a sudden change, kT (r - 1 - ln r)/2: kT times the relative entropy of the equilibrium at `from` to
  /// that at `to`.
  [[nodiscard]] double quench_dissipation(double from, double to) const;
};

}  // namespace stochtherm::models
