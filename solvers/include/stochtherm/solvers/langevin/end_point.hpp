#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// The kinetic scheme: the noise is as strong as at the end of the step (Haenggi-Klimontovich).
///
/// Solves:       dx = mu F(x) dt + sqrt(2 mu kT) dB in the sense of Haenggi and Klimontovich (anti-Ito).
/// Scheme:       y = x + dt mu(x) F(x) + sqrt(2 mu(x) kT dt) z;  x' = x + dt mu(x) F(x) + sqrt(2 mu(y) kT dt) z.
/// Order:        weak 1; strong 1 with constant mobility, 1/2 else.
/// Exact for:    constant force and mobility. Needs no gradient of the mobility: Boltzmann's distribution follows
///               from the calculus itself.
/// Cost:         1 force call, 1 normal, 2 mobilities.
/// Use when:     the mobility depends on position and its gradient is dear or unknown. Not when: paths matter.
/// References:   hanggi1982, klimontovich1990, huetter1998
/// Validated by: langevin/multiplicative_noise, langevin/weak_order, langevin/strong_order
struct EndPoint {
  static constexpr StepperFacts facts{.name = "end point",
                                      .calculus = Calculus::haenggi_klimontovich,
                                      .position_dependent_mobility = true,
                                      .weak_order = 1,
                                      .multiplicative_weak_order = 1,
                                      .strong_order = 1,
                                      .multiplicative_strong_order = 0.5,
                                      .exact_for = "constant force",
                                      .cite = "huetter1998"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    const X drifted = x + at.drift(x);
    return drifted + at.noise(drifted + at.noise(x, z), z);
  }
};

}  // namespace stochtherm
