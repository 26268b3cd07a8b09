#pragma once
#include <stochtherm/solvers/langevin/dynamics.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// BAOAB, with inertia.
///
/// Solves:       dx = v dt,  m dv = F(x) dt - v/mu dt + sqrt(2 kT/mu) dB.
/// Scheme:       half a kick, half a drift, friction and noise exactly over dt, half a drift, half a kick. The energy
///               that the middle part exchanges is heat, coordinate by coordinate; what the rest fails to conserve is
///               shadow work.
/// Order:        weak 2, strong 1. The configurations of a harmonic trap have no bias at any stable step; averages of
///               positions converge with order 4 at high friction.
/// Exact for:    the stationary positions of a harmonic trap; the free particle's velocity.
/// Cost:         2 force calls, 1 normal per coordinate.
/// Use when:     there is inertia. Not when: omega dt > 2, where no such scheme is stable.
/// References:   leimkuhler2013, sivak2013
/// Validated by: langevin/underdamped_moments, langevin/weak_order, langevin/strong_order, langevin/first_law
struct Baoab {
  static constexpr StepperFacts facts{.name = "BAOAB",
                                      .motion = Motion::underdamped,
                                      .matrix_mobility = false,
                                      .weak_order = 2,
                                      .strong_order = 1,
                                      .force_calls = 2,
                                      .exact_for = "positions in a harmonic trap",
                                      .cite = "leimkuhler2013"};

  /// `baths.exchanged(before, after)` books what friction and noise did to the velocity.
  template <class Dynamics, class X, class Baths>
  [[gnu::always_inline]] static Phase<X> step(const Dynamics& at, Phase<X> s, const X& z, Baths& baths) {
    s.v = s.v + at.half_kick(s.q);
    s.q = s.q + at.half_drift(s.v);
    const X renewed = at.thermostat(s.v, z);
    baths.exchanged(s.v, renewed);
    s.v = renewed;
    s.q = s.q + at.half_drift(s.v);
    s.v = s.v + at.half_kick(s.q);
    return s;
  }
};

}  // namespace stochtherm
