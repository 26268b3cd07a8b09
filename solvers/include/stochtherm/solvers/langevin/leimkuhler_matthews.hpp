#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Leimkuhler and Matthews' scheme: BAOAB without inertia.
///
/// Solves:       dx = mu F(x) dt + sqrt(2 mu kT) dB, constant mobility.
/// Scheme:       x' = x + mu dt F(x) + sqrt(2 mu kT dt) (z_n + z_{n+1})/2: each increment serves two steps.
/// Order:        weak 1 at finite times, weak 2 for stationary averages; strong 1/2, for the increment that is only half
///               spent keeps x sqrt(dt) from its path. x - sqrt(2 mu kT dt) z_{n+1}/2 is a Markov chain.
/// Exact for:    the stationary distribution of a harmonic trap, at any stable step.
/// Cost:         1 force call, 1 normal per coordinate: the price of Euler-Maruyama.
/// Use when:     stationary averages of positions matter. Not when: the path action or short times matter: its
///               positions alone are no Markov process.
/// References:   leimkuhler2013, leimkuhler2014
/// Validated by: langevin/leimkuhler_matthews, langevin/weak_order, langevin/strong_order, langevin/first_law
struct LeimkuhlerMatthews {
  static constexpr StepperFacts facts{.name = "Leimkuhler-Matthews",
                                      .calculus = Calculus::ito,
                                      .weak_order = 1,
                                      .strong_order = 0.5,
                                      .remembers = true,
                                      .exact_for = "stationary harmonic trap",
                                      .cite = "leimkuhler2013"};

  /// `last` is the increment of the step before; the step leaves its own there.
  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z, X& last) {
    const X mean = at.half(last + z);
    last = z;
    return x + at.drift(x) + at.noise(x, mean);
  }
};

}  // namespace stochtherm
