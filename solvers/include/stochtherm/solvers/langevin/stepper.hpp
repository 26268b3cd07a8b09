#pragma once
/// What every stepper says of itself. The solver table, the validation sweeps and the citations are made from this.

#include <stochtherm/core/calculus.hpp>

namespace stochtherm {

enum class Motion { overdamped, underdamped };

/// The random increments of a step, all of mean 0 and variance 1.
enum class Increment { gaussian, two_point, three_point };

struct StepperFacts {
  const char* name;
  Motion motion = Motion::overdamped;
  Calculus calculus = Calculus::ito;
  bool position_dependent_mobility = false;  ///< may it be used with a mobility gradient?
  bool matrix_mobility = true;               ///< may it be used with a mobility matrix?
  double weak_order = 1;                     ///< of averages, additive noise
  double multiplicative_weak_order = 0;  ///< of averages, where the mobility depends on position; 0: refused
  double strong_order = 1;               ///< of paths, additive noise; 0: none
  double multiplicative_strong_order = 0;  ///< of paths, where the mobility depends on position; 0: none
  Increment increment = Increment::gaussian;
  int normals = 1;            ///< increments per coordinate and step
  int force_calls = 1;        ///< per step
  bool remembers = false;     ///< uses the increment of the step before
  bool harmonic = false;      ///< for harmonic potentials only
  bool metropolised = false;  ///< accepts or rejects: exact Boltzmann statistics at any step
  const char* exact_for = "-";
  const char* cite = "";  ///< key into references.bib
};

/// The facts of a stepper that is another one in all but its name.
[[nodiscard]] constexpr StepperFacts renamed(StepperFacts facts, const char* name) {
  facts.name = name;
  return facts;
}

/// A stepper advances the coordinates x by one step at fixed lambda, given the random increments z:
///
///   static X step(const Dynamics& at, X x, X z)              where X holds one number per coordinate and
///   at.drift(x) = dt [mu F(x) + what the calculus adds],      at.noise(x, z) = sqrt(2 mu(x) kT dt) z;
///
/// see dynamics.hpp for all that `at` can say. A stepper that remembers takes the last increment as a fourth argument;
/// one with inertia moves (x, v) as euler_maruyama.hpp and baoab.hpp show.
template <class S>
concept Stepper = requires {
  S::facts.name;
  S::facts.weak_order;
};
template <class S>
concept OverdampedStepper = Stepper<S> && S::facts.motion == Motion::overdamped;
template <class S>
concept UnderdampedStepper = Stepper<S> && S::facts.motion == Motion::underdamped;

}  // namespace stochtherm
