#pragma once
/// What every stepper says of itself. The solver table, the validation sweeps and the citations are made from
/// this.

namespace stochtherm {

/// How the stepper reads noise whose strength depends on position. With constant mobility all three agree.
enum class Calculus { ito, stratonovich, haenggi_klimontovich };

struct StepperFacts {
  const char* name;
  Calculus calculus;
  bool position_dependent_mobility;  ///< may it be used with a mobility gradient?
  double weak_order;                 ///< of averages, additive noise
  double strong_order;               ///< of paths, additive noise
  int force_calls;                   ///< per step
  const char* exact_for;             ///< or "-"
  const char* cite;                  ///< key into references.bib
};

/// A stepper advances x by one step under a force at fixed lambda, given the increment of the noise:
/// `S::step(force, x, mu_dt, noise)` with mu_dt = mu dt and noise = sqrt(2 mu kT dt) z, z standard normal.
template <class S>
concept OverdampedStepper = requires(double x, double (*force)(double)) {
  {S::facts.weak_order};
  {S::step(force, x, x, x)};
};

}  // namespace stochtherm
