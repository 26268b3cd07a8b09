#pragma once
#include <algorithm>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

namespace detail {
/// The facts of a stepper whose increments are discrete: no paths, and averages to `weak_order` at most.
[[nodiscard]] constexpr StepperFacts with_increments(StepperFacts facts, Increment increment,
                                                     double weak_order, const char* name) {
  facts.name = name;
  facts.weak_order = std::min(facts.weak_order, weak_order);
  facts.multiplicative_weak_order = std::min(facts.multiplicative_weak_order, weak_order);
  facts.strong_order = facts.multiplicative_strong_order = 0;
  facts.increment = increment;
  facts.exact_for = "-";
  facts.cite = "kloeden1992";
  return facts;
}
}  // namespace detail

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
  static constexpr StepperFacts facts =
      detail::with_increments(S::facts, Increment::two_point, 1, "two-point increments");
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
  static constexpr StepperFacts facts =
      detail::with_increments(S::facts, Increment::three_point, 2, "three-point increments");
};

}  // namespace stochtherm
