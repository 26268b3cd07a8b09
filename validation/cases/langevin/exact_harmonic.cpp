#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "one_step_outcomes.hpp"
#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

/// The stationary variance is right, but the memory of the last place is that of Euler-Maruyama.
struct WrongMemory : ExactHarmonic {
  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    using R = typename Dynamics::Real;
    const R keep = R(1.0) - R(at.k.mu_dt[0]) * at.stiffness();
    return X{at.centre() + keep * (x[0] - at.centre()) +
             sqrt((R(1.0) - keep * keep) * (R(at.k.kT[0]) / at.stiffness())) * z[0]};
  }
};

template <class S>
Verdict run(const Effort& effort) {
  const models::OrnsteinUhlenbeck ou{.k = 1.5, .T = {0.8}};
  const double x0 = 1.2, t = 0.7;
  const auto ensemble = [&](double dt) {
    return Run{
        .dt = dt, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads};
  };
  Verdict v;
  const Outcomes step = outcomes(OneStep(ou, S{}, 0.0, t), x0);
  const double mean = average(step, [](const Arrival& a) { return a.x; });
  v.checks = {
      digits("one step of 0.7: mean", mean, 0.4199252989, 10),
      digits("one step of 0.7: variance",
             average(step, [&](const Arrival& a) { return (a.x - mean) * (a.x - mean); }), 0.4680232383, 10)};
  const auto one = simulate(ou, Protocol::constant(0, t), ensemble(t), from_point(x0), S{});
  v.checks.push_back(
      statistical("ensemble, one step: mean", estimate_mean(one->final[0]), 0.4199252989, 0.03));
  v.checks.push_back(
      statistical("ensemble, one step: variance", estimate_variance(one->final[0]), 0.4680232383, 0.03));
  const auto stationary = simulate(ou, Protocol::constant(0, t), ensemble(t), from_equilibrium, S{});
  std::vector<double> product(stationary->size());
  for (std::size_t i = 0; i < product.size(); ++i)
    product[i] = stationary->initial[0][i] * stationary->final[0][i];
  v.checks.push_back(statistical("stationary ⟨x(0) x(0.7)⟩", estimate_mean(product), 0.1866334662, 0.02));
  // A quench is a jump between steps: its work and its heat are exact however long the step.
  const models::BreathingTrap trap;
  const auto quench = simulate(trap, Protocol::quench(1, 4, 0.25), ensemble(0.25), from_equilibrium, S{});
  v.checks.push_back(
      statistical("quench of the stiffness from 1 to 4: ⟨W⟩", estimate_mean(quench->ledger.work), 1.5, 0.07));
  // <x^2> relaxes from 1 to 1/4 at the rate 8: Q = 2 (<x^2>(t) - 1).
  v.checks.push_back(statistical("heat within one step of 0.25 after it",
                                 estimate_mean(quench->ledger.heat[0]), 1.5 * std::expm1(-8 * 0.25), 0.1));
  return v;
}

const Registered registered{{
    .name = "langevin/exact_harmonic",
    .claim = "The exact stepper has the transition law of the Ornstein-Uhlenbeck process however long the "
             "step, and exact "
             "work and heat where the protocol jumps between steps.",
    .equation = "⟨x(t)⟩ = x_{0} e^{−μkt},  Var x(t) = (kT/k)(1 − e^{−2μkt})",
    .source = "gillespie1996, uhlenbeckornstein1930",
    .tags = {"exact", "statistical"},
    .statistical_checks = 5,
    .check = run<ExactHarmonic>,
    .sabotage = {"the memory e^{-mu k dt} is replaced by 1 - mu k dt", run<WrongMemory>},
}};

}  // namespace
}  // namespace stochtherm::validation
