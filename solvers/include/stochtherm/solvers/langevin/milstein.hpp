#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Milstein.
///
/// Solves:       dx = [mu F(x) + kT mu'(x)] dt + sqrt(2 mu kT) dB (Ito).
/// Scheme:       x' = x + dt [mu F + kT mu'] + b sqrt(dt) z + (b b'/2) dt (z^2 - 1), with b = sqrt(2 mu kT), so that
///               b b' = kT mu'.
/// Order:        weak 1, strong 1, also where the mobility depends on position. With constant mobility it is
///               Euler-Maruyama.
/// Exact for:    constant force and mobility.
/// Cost:         1 force call, 1 normal.
/// Use when:     single paths matter and the mobility depends on position. Not when: only averages are wanted.
/// References:   milstein1975, kloeden1992
/// Validated by: langevin/multiplicative_noise, langevin/weak_order, langevin/strong_order
struct Milstein {
  static constexpr StepperFacts facts{.name = "Milstein",
                                      .calculus = Calculus::ito,
                                      .position_dependent_mobility = true,
                                      .weak_order = 1,
                                      .multiplicative_weak_order = 1,
                                      .strong_order = 1,
                                      .multiplicative_strong_order = 1,
                                      .exact_for = "constant force",
                                      .cite = "milstein1975"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    const X euler = x + at.drift(x) + at.noise(x, z);
    if constexpr (Dynamics::additive)
      return euler;
    else
      return euler + at.half(at.spurious(x)) * (z * z - X::all(typename Dynamics::Real(1.0)));
  }
};

}  // namespace stochtherm
