#pragma once
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Platen's explicit scheme of weak order 2.
///
/// Solves:       dx = [mu F(x) + kT mu'(x)] dt + sqrt(2 mu kT) dB (Ito).
/// Scheme:       with a the drift, b = sqrt(2 mu kT), dB = sqrt(dt) z:  y = x + a dt + b dB,
///               y+- = x + a dt +- b sqrt(dt),  x' = x + (a(x) + a(y)) dt/2 + (b(y+) + b(y-) + 2 b) dB/4
///               + (b(y+) - b(y-)) (dB^2 - dt)/(4 sqrt(dt)).
/// Order:        weak 2 and strong 1, also where the mobility depends on position: its leading terms are Milstein's.
/// Exact for:    constant force and mobility.
/// Cost:         2 force calls, 1 normal; 3 mobilities.
/// Use when:     averages are wanted and the mobility depends on position. Not when: paths matter: Milstein
///               follows them as well for half the price.
/// References:   kloeden1992
/// Validated by: langevin/multiplicative_noise, langevin/weak_order, langevin/strong_order
struct WeakTwo {
  static constexpr StepperFacts facts{.name = "Platen weak 2",
                                      .calculus = Calculus::ito,
                                      .position_dependent_mobility = true,
                                      .weak_order = 2,
                                      .multiplicative_weak_order = 2,
                                      .strong_order = 1,
                                      .multiplicative_strong_order = 1,
                                      .force_calls = 2,
                                      .exact_for = "constant force",
                                      .cite = "kloeden1992"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    const X drift = at.drift(x), noise = at.noise(x, z), y = x + drift + noise;
    const X drifted = x + at.half(drift + at.drift(y));
    if constexpr (Dynamics::additive) {
      return drifted + noise;
    } else {
      const X one = X::all(typename Dynamics::Real(1.0)), b = at.noise_strength(x);
      const X up = at.noise_strength(x + drift + b), down = at.noise_strength(x + drift - b);
      return drifted + at.half(at.half((up + down) * z + (up - down) * (z * z - one)) + noise);
    }
  }
};

}  // namespace stochtherm
