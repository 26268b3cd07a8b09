#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Euler-Maruyama.
///
/// Solves:       dx = mu F(x) dt + sqrt(2 mu kT) dB, constant mobility.
/// Scheme:       x' = x + mu dt F(x) + sqrt(2 mu kT dt) z.
/// Order:        weak 1, strong 1 (additive noise).
/// Exact for:    constant force. In a harmonic trap the stationary variance is (kT/k)/(1 - mu k dt/2),
///               exactly.
/// Cost:         1 force call, 1 normal.
/// Use when:     forces are dear and dt is small. Not when: stationary averages matter; Heun costs little
///               more.
/// References:   maruyama1955, kloeden1992
/// Validated by: langevin/weak_order, langevin/strong_order, langevin/euler_maruyama_stationary_variance
struct EulerMaruyama {
  static constexpr StepperFacts facts{"Euler-Maruyama", Calculus::ito, false, 1, 1, 1,
                                      "constant force", "maruyama1955"};

  template <class R, class Force>
  static R step(const Force& force, R x, R mu_dt, R noise) {
    return x + mu_dt * force(x) + noise;
  }
};

}  // namespace stochtherm
