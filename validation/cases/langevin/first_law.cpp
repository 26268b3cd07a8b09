#include <algorithm>
#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

constexpr double bound = 1e-11;  // per trajectory

/// Two coordinates whose friction is shared, over a quartic potential, in one bath, and stirred.
struct CoupledPair {
  models::QuarticPair pair{.q = 0.7, .u = 0.4};
  static constexpr int dimension = 2;
  [[nodiscard]] Temperature bath() const { return {0.8}; }
  [[nodiscard]] SquareMatrix<2> mobility_matrix() const { return {{{1.2, 0.5}, {0.5, 0.6}}}; }
  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, 2>& r, L lambda) const {
    return pair.energy(r, lambda);
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> force(const Vec<R, 2>& r, L lambda) const {
    return pair.force(r, lambda);
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> nonconservative_force(const Vec<R, 2>& r, L) const {
    return {{R(-0.5) * r[1], R(0.5) * r[0]}};
  }
};
/// Two coordinates with inertia, each in a bath of its own.
struct HeavyPair : models::QuarticPair {
  [[nodiscard]] double mass() const { return 1.3; }
};

const Protocol ramps = Protocol::piecewise_linear({{0, 0}, {0, 1}, {5, -1}, {5, 1}, {10, 0}, {10, 0.5}});

/// The worst |dE - W - Q - shadow work| of any trajectory over all systems that the stepper admits.
template <class S>
class Worst {
 public:
  Worst(const Effort& effort, std::uint64_t steps) : effort_(effort), steps_(steps) {}

  template <class M, class Initial>
  void over(const M& model, const Initial& initial) {
    if constexpr (Fits<S, M>) {
      const Run run = run_of(ramps.duration());
      take(*simulate(model, ramps, run, initial, S{}));
    }
  }
  template <class M>
  void with_feedback(const M& model) {
    if constexpr (Fits<S, M>) {
      const auto wait = Protocol::constant(0, 5), left = Protocol::linear(-0.5, 0, 5),
                 right = Protocol::linear(0.5, 0, 5);
      take(*simulate_with_feedback(model, wait, Measurement::side(0, 0.2), {left, right}, run_of(10),
                                   from_equilibrium, S{}));
    }
  }
  [[nodiscard]] double residual() const { return worst_; }
  [[nodiscard]] int systems() const { return systems_; }

 private:
  [[nodiscard]] Run run_of(double duration) const {
    return {.dt = duration / static_cast<double>(steps_),
            .trajectories = 32,
            .seed = effort_.seed,
            .threads = effort_.threads};
  }
  void take(const Ensemble& runs) {
    const double worst = runs.ledger.worst_first_law_residual();
    worst_ = worst <= worst_ ? worst_ : worst;  // NaN is worse than any
    ++systems_;
  }
  const Effort& effort_;
  std::uint64_t steps_;
  double worst_ = 0;
  int systems_ = 0;
};

Verdict run(const Effort& effort) {
  Verdict v;
  const std::uint64_t many = effort.scale < 1 ? 20'000 : 1'000'000, some = effort.scale < 1 ? 2'000 : 20'000;
  for_each(AllSteppers{}, [&]<class S>(S) {
    Worst<S> all(effort, some), longest(effort, many);
    all.over(models::VariableMobility{.q = 0.5}, from_equilibrium);
    all.over(CoupledPair{}, from_point({0.3, -0.2}));
    all.over(within(models::DrivenRing{.V = 1, .f = 0.8, .T = {0.5}},
                    between(0, 2 * std::numbers::pi, Edge::periodic)),
             from_equilibrium);
    all.over(within(QuarticTrap{}, Interval{-0.6, 0.9, Edge::reflecting, Edge::absorbing}), from_point(0.0));
    all.with_feedback(QuarticTrap{});
    if constexpr (S::facts.harmonic) all.with_feedback(models::DraggedTrap{.k = 2});
    v.checks.push_back(at_most(std::string(S::facts.name) + ": worst |ΔU − W − Q| of " +
                                   std::to_string(all.systems()) + " kinds of systems, " +
                                   std::to_string(some) + " steps",
                               all.residual(), bound));
    // The longest runs: a quartic potential, in one bath and in two, or a harmonic one.
    longest.over(QuarticTrap{}, from_equilibrium);
    if constexpr (S::facts.motion == Motion::underdamped)
      longest.over(HeavyPair{{.T1 = {0.5}, .T2 = {2}}}, from_point({0.3, -0.2}));
    else
      longest.over(models::QuarticPair{.T1 = {0.5}, .T2 = {2}}, from_point({0.3, -0.2}));
    if constexpr (S::facts.harmonic) {
      longest.over(models::DraggedTrap{.k = 2}, from_equilibrium);
    }
    v.checks.push_back(at_most(std::string(S::facts.name) + ": worst |ΔU − W − Q| over " +
                                   std::to_string(many) + " steps, " + std::to_string(longest.systems()) +
                                   " systems",
                               longest.residual(), bound));
  });
  v.remarks.push_back(
      "The change of energy is booked from the two end points alone. Two baths, matrices of mobilities, "
      "walls, feedback "
      "and inertia are among the systems, as far as a stepper admits them.");
  return v;
}

/// Heat read off as force times displacement, with the force at the start of the step (Ito).
Verdict ito_heat(const Effort& effort) {
  const models::DraggedTrap trap{.k = 2};
  const double dt = 1e-3;
  double worst = 0;
  for (std::uint64_t i = 0; i < 20; ++i) {
    double x = 0, work = 0, heat = 0, lambda = 0;
    const double start = trap.energy(x, lambda);
    OneStep step(trap, Heun{}, lambda, dt);
    for (std::uint64_t n = 0; n < 10'000; ++n) {
      const double next_lambda = 3e-4 * static_cast<double>(n + 1);
      work += trap.energy(x, next_lambda) - trap.energy(x, lambda);
      lambda = next_lambda;
      step.move_lambda(lambda);
      const double next = step({x}, {random::normal(effort.seed, random::Stream::thermal, i, 0, n)})[0];
      heat -= trap.force(x, lambda) * (next - x);
      x = next;
    }
    worst = std::max(worst, std::abs(trap.energy(x, lambda) - start - work - heat));
  }
  Verdict v;
  v.checks = {
      at_most("dragged trap, heat −F(x) dx at the start of the step: worst |ΔU − W − Q|", worst, bound)};
  return v;
}

const Registered registered{{
    .name = "langevin/first_law",
    .claim = "The ledger closes to rounding on every trajectory, for every stepper and every kind of system "
             "that it admits, "
             "over a million steps, with two baths on a quartic potential too.",
    .equation = "ΔU = W + W_{nc} + Q_{1} + … + Q_{n} (+ shadow work)",
    .source = "sekimoto2010, sivak2013",
    .tags = {"exact"},
    .check = run,
    .sabotage = {"heat in the Ito sense: force at the start of the step times displacement", ito_heat},
}};

}  // namespace
}  // namespace stochtherm::validation
