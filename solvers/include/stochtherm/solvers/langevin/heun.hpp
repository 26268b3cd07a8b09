#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Stochastic Heun: predict with Euler-Maruyama, correct with the mean of both forces and the same noise.
///
/// Solves:       dx = mu F(x) dt + sqrt(2 mu kT) dB, constant mobility.
/// Scheme:       y = x + mu dt F(x) + dB;  x' = x + mu dt (F(x) + F(y))/2 + dB,  dB = sqrt(2 mu kT dt) z.
/// Order:        weak 2, strong 1 (additive noise).
/// Exact for:    constant force.
/// Cost:         2 force calls, 1 normal.
/// Use when:     in doubt. Not when: the force is so stiff that mu |F'| dt > 1; shorten the step.
/// References:   kloeden1992, greiner1988
/// Validated by: langevin/weak_order, langevin/strong_order, langevin/first_law, langevin/dragged_trap
struct Heun {
  static constexpr StepperFacts facts{"Heun", Calculus::stratonovich, false,        2, 1,
                                      2,      "constant force",       "kloeden1992"};

  template <class R, class Force>
  static R step(const Force& force, R x, R mu_dt, R noise) {
    const R here = force(x);
    const R there = force(x + mu_dt * here + noise);
    return x + R(0.5) * mu_dt * (here + there) + noise;
  }
};

}  // namespace stochtherm
