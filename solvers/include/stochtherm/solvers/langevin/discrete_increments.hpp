#pragma once
#include <algorithm>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// Any overdamped stepper of weak order 1, with coins for normals.
///
/// Solves:       what `S` solves.
/// Scheme:       that of `S`; the increments are +1 or -1, each with probability 1/2.
/// Order:        weak 1: the increments share the first three moments of a normal. No paths: strong order none.
/// Exact for:    mean and variance of a step under constant force.
/// Cost:         as S, with one random bit per coordinate and step.
/// Use when:     averages of smooth functions are wanted. Not when: tails, rare events or paths matter.
/// References:   kloeden1992
/// Validated by: langevin/weak_order, langevin/discrete_increments
template <OverdampedStepper S>
requires(!S::facts.metropolised) struct TwoPoint : S {
  static constexpr StepperFacts facts = [] {
    StepperFacts f = S::facts;
    f.name = "two-point increments";
    f.weak_order = std::min(f.weak_order, 1.0);
    f.multiplicative_weak_order = std::min(f.multiplicative_weak_order, 1.0);
    f.strong_order = f.multiplicative_strong_order = 0;
    f.increment = Increment::two_point;
    f.exact_for = "-";
    f.cite = "kloeden1992";
    return f;
  }();
};

/// Any overdamped stepper of weak order 2 or less, with three-sided dice for normals.
///
/// Solves:       what `S` solves.
/// Scheme:       that of `S`; the increments are 0 with probability 2/3, +-sqrt 3 with 1/6 each.
/// Order:        weak, as `S` up to 2: the increments share the first five moments of a normal. Strong order none.
/// Exact for:    the first five moments of a step under constant force.
/// Cost:         as S, with two thirds of a random word per coordinate and step; no logarithm, sine or square root.
/// Use when:     averages of smooth functions are wanted. Not when: tails, rare events or paths matter.
/// References:   kloeden1992
/// Validated by: langevin/weak_order, langevin/discrete_increments
template <OverdampedStepper S>
requires(!S::facts.metropolised) struct ThreePoint : S {
  static constexpr StepperFacts facts = [] {
    StepperFacts f = S::facts;
    f.name = "three-point increments";
    f.weak_order = std::min(f.weak_order, 2.0);
    f.multiplicative_weak_order = std::min(f.multiplicative_weak_order, 2.0);
    f.strong_order = f.multiplicative_strong_order = 0;
    f.increment = Increment::three_point;
    f.exact_for = "-";
    f.cite = "kloeden1992";
    return f;
  }();
};

}  // namespace stochtherm
