#pragma once
#include <stochtherm/solvers/langevin/baoab.hpp>
#include <stochtherm/solvers/langevin/euler_maruyama.hpp>

namespace stochtherm {

/// Accepts or rejects the moves of another stepper, so that each step obeys detailed balance.
template <Stepper S>
struct Metropolised;

/// Metropolis-adjusted Langevin.
///
/// Solves:       dx = [mu F(x) + kT mu'(x)] dt + sqrt(2 mu kT) dB, in one bath.
/// Scheme:       Euler-Maruyama proposes y with the kernel k(y|x); it is accepted with probability
///               min[1, exp(-dE/kT) k(x|y)/k(y|x)], dE = U(y) - U(x) less the trapezoid work of a non-conservative force.
/// Order:        weak 1 and strong 3/4 with constant mobility: a move of order sqrt(dt) is lost with a probability of
///               order dt^{3/2}. Weak 1/2 and strong 1/4 where the mobility depends on position: there the probability
///               is of order sqrt(dt), for the proposal knows the mobility at one end only. Stationary averages have
///               no bias in either case.
/// Exact for:    Boltzmann's distribution at any step; Jarzynski's and Crooks' theorems and -Q/kT = ln of the ratio of
///               forward and backward probabilities, too.
/// Cost:         2 force calls, 1 normal per coordinate, 1 uniform number and a logarithm.
/// Use when:     averages must not depend on the step. Not when: rejections slow the motion (a large step), or
///               dynamics matters and the mobility depends on position.
/// References:   roberts1996, bourabee2010, sivak2013
/// Validated by: langevin/metropolised, langevin/weak_order, langevin/strong_order, langevin/first_law
template <>
struct Metropolised<EulerMaruyama> {
  static constexpr StepperFacts facts{.name = "Metropolised Euler-Maruyama",
                                      .calculus = Calculus::ito,
                                      .position_dependent_mobility = true,
                                      .weak_order = 1,
                                      .multiplicative_weak_order = 0.5,
                                      .strong_order = 0.75,
                                      .multiplicative_strong_order = 0.25,
                                      .force_calls = 2,
                                      .metropolised = true,
                                      .exact_for = "Boltzmann's distribution",
                                      .cite = "roberts1996"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X propose(const Dynamics& at, const X& x, const X& z) {
    return EulerMaruyama::step(at, x, z);
  }
};

/// Generalised hybrid Monte Carlo: Metropolised motion with inertia.
///
/// Solves:       dx = v dt,  m dv = F(x) dt - v/mu dt + sqrt(2 kT/mu) dB, in one bath.
/// Scheme:       friction and noise exactly over dt/2; a velocity Verlet step, accepted with probability
///               min[1, exp(-dH/kT)] and else undone with the velocity reversed; friction and noise over dt/2.
/// Order:        weak 2, strong 1: a move of order 1 (the velocity is reversed) is lost with a probability of order
///               dt^3. Stationary averages have no bias.
/// Exact for:    the canonical distribution at any step; the fluctuation theorems too. dH of accepted moves is heat: no
///               shadow work.
/// Cost:         2 force calls, 2 normals per coordinate, 1 uniform number and a logarithm.
/// Use when:     averages must not depend on the step. Not when: dynamics matters and many moves are rejected: each
///               reverses the velocity.
/// References:   horowitz1991, sivak2013
/// Validated by: langevin/metropolised, langevin/weak_order, langevin/strong_order, langevin/first_law
template <>
struct Metropolised<Baoab> {
  static constexpr StepperFacts facts{.name = "Metropolised velocity Verlet",
                                      .motion = Motion::underdamped,
                                      .matrix_mobility = false,
                                      .weak_order = 2,
                                      .strong_order = 1,
                                      .normals = 2,
                                      .force_calls = 2,
                                      .metropolised = true,
                                      .exact_for = "the canonical distribution",
                                      .cite = "horowitz1991"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static Phase<X> propose(const Dynamics& at, Phase<X> s) {
    s.v = s.v + at.half_kick(s.q);
    s.q = s.q + at.half_drift(s.v) + at.half_drift(s.v);
    s.v = s.v + at.half_kick(s.q);
    return s;
  }
};

}  // namespace stochtherm
