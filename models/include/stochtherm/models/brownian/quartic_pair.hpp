#pragma once
/// Two coordinates with quartic springs, each in a bath of its own: heat that no trapezoid rule accounts for.
///
///   q_i' = -mu_i dU/dq_i + sqrt(2 mu_i kT_i) xi_i
///   U(x, y, lambda) = k (x^2 + y^2)/2 + q (x^4 + y^4)/4 + u x y + c x^2 y^2/2 - lambda x
///
/// Symbols (reduced units, docs/conventions.md): x = q_0 and y = q_1 positions, k stiffness and u coupling
/// (energy/length^2), q quartic stiffness and c quartic coupling (energy/length^4), lambda pull at x (energy/length), kT1
/// and kT2 thermal energies of the baths of x and of y, mu1 and mu2 mobilities. The energy holds the particle for q > 0
/// and c > -q. The energy is of fourth order, so the heats of the two baths close the first law only when the
/// coordinates are moved one after the other; the model has no closed form but equilibrium at kT1 = kT2.
/// Source: Sekimoto, Stochastic Energetics (2010), key `sekimoto2010`.

#include <array>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/vec.hpp>

namespace stochtherm::models {

struct QuarticPair {
  double k = 1.0;
  double q = 1.0;
  double u = 0.0;
  double c = 1.0;
  Temperature T1{1.0};
  Temperature T2{1.0};
  Mobility mu1{1.0};
  Mobility mu2{1.0};

  static constexpr int dimension = 2;
  [[nodiscard]] std::array<Bath, 2> baths() const { return {{{T1, mu1}, {T2, mu2}}}; }
  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, 2>& r, L lambda) const {
    const R x2 = r[0] * r[0], y2 = r[1] * r[1];
    return R(0.5 * k) * (x2 + y2) + R(0.25 * q) * (x2 * x2 + y2 * y2) + R(u) * r[0] * r[1] +
           R(0.5 * c) * x2 * y2 - R(lambda) * r[0];
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> force(const Vec<R, 2>& r, L lambda) const {
    const R x2 = r[0] * r[0], y2 = r[1] * r[1];
    return {{R(lambda) - (R(k) + R(q) * x2 + R(c) * y2) * r[0] - R(u) * r[1],
             -((R(k) + R(q) * y2 + R(c) * x2) * r[1] + R(u) * r[0])}};
  }
};

}  // namespace stochtherm::models
