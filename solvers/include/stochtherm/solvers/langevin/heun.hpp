#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Stochastic Heun: predict with Euler-Maruyama, correct with the mean of both ends and the same noise.
///
/// Solves:       dx = [mu F(x) + kT mu'(x)/2] dt + sqrt(2 mu kT) o dB (Stratonovich).
/// Scheme:       y = x + a(x) dt + b(x) dB;  x' = x + (a(x) + a(y)) dt/2 + (b(x) + b(y)) dB/2, with
///               a = mu F + kT mu'/2, b = sqrt(2 mu kT), dB = sqrt(dt) z.
/// Order:        weak 2 and strong 1 with constant mobility; weak 1 else, strong 1 for one noise or noises that do not
///               mix.
/// Exact for:    constant force and mobility.
/// Cost:         2 force calls, 1 normal per coordinate.
/// Use when:     in doubt. Not when: the force is so stiff that mu |F'| dt > 1; shorten the step.
/// References:   kloeden1992, greiner1988
/// Validated by: langevin/weak_order, langevin/strong_order, langevin/first_law, langevin/dragged_trap
struct Heun {
  static constexpr StepperFacts facts{.name = "Heun",
                                      .calculus = Calculus::stratonovich,
                                      .position_dependent_mobility = true,
                                      .weak_order = 2,
                                      .multiplicative_weak_order = 1,
                                      .strong_order = 1,
                                      .multiplicative_strong_order = 1,
                                      .force_calls = 2,
                                      .exact_for = "constant force",
                                      .cite = "kloeden1992"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    const X drift = at.drift(x), noise = at.noise(x, z);
    const X y = x + drift + noise;
    if constexpr (Dynamics::additive)
      return x + at.half(drift + at.drift(y)) + noise;
    else
      return x + at.half(drift + at.drift(y)) + at.half(noise + at.noise(y, z));
  }
};

}  // namespace stochtherm
