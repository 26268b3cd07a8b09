#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Euler-Maruyama.
///
/// Solves:       dx = [mu F(x) + kT mu'(x)] dt + sqrt(2 mu kT) dB (Ito).
/// Scheme:       x' = x + dt [mu F + kT mu'] + sqrt(2 mu kT dt) z.
/// Order:        weak 1; strong 1 with constant mobility, 1/2 else.
/// Exact for:    constant force and mobility. In a harmonic trap the stationary variance is
///               (kT/k)/(1 - mu k dt/2), exactly.
/// Cost:         1 force call, 1 normal per coordinate.
/// Use when:     forces are dear and dt is small, or the exact transition kernel is wanted (path action). Not when:
///               stationary averages matter; Heun costs little more.
/// References:   maruyama1955, kloeden1992
/// Validated by: langevin/weak_order, langevin/strong_order, langevin/euler_maruyama_stationary_variance
struct EulerMaruyama {
  static constexpr StepperFacts facts{.name = "Euler-Maruyama",
                                      .calculus = Calculus::ito,
                                      .position_dependent_mobility = true,
                                      .weak_order = 1,
                                      .multiplicative_weak_order = 1,
                                      .strong_order = 1,
                                      .multiplicative_strong_order = 0.5,
                                      .exact_for = "constant force",
                                      .cite = "maruyama1955"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    return x + at.drift(x) + at.noise(x, z);
  }
};

}  // namespace stochtherm
