#include <algorithm>
#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

constexpr double bound = 1e-12;  // per trajectory, of accounts of order 1 to 100 over 10^4 steps

template <class Stepper, class M>
void check_model(Verdict& v, const Effort& effort, const M& model, const char* what,
                 const Protocol& protocol) {
  const auto runs = simulate(
      model, protocol,
      {.dt = 1e-3, .trajectories = effort.samples(1000), .seed = effort.seed, .threads = effort.threads},
      from_equilibrium, Stepper{});
  v.checks.push_back(at_most(std::string(what) + ", " + Stepper::facts.name + ": worst |ΔU − W − Q|",
                             runs->ledger.worst_first_law_residual(), bound));
}

template <class... Steppers>
Verdict run(const Effort& effort, std::tuple<Steppers...>) {
  Verdict v;
  const auto sweep = [&]<class Stepper>(Stepper) {
    check_model<Stepper>(v, effort, models::DraggedTrap{.k = 2}, "dragged trap", Protocol::linear(0, 3, 10));
    check_model<Stepper>(v, effort, models::DoubleWell{.barrier = 3}, "tilted double well",
                         Protocol::piecewise_linear({{0, 0}, {0, 1}, {5, -2}, {5, 2}, {10, 0}, {10, 1}}));
    check_model<Stepper>(v, effort, models::DrivenRing{.V = 1, .f = 0.8, .T = {0.5}}, "driven ring",
                         Protocol::constant(0, 10));
  };
  (sweep(Steppers{}), ...);
  v.remarks.push_back(
      "10 000 steps per trajectory; the change of energy is booked from the two end points alone.");
  return v;
}

/// Heat read off as force times displacement, with the force at the start of the step (Ito).
Verdict ito_heat(const Effort& effort) {
  const models::DraggedTrap trap{.k = 2};
  const double dt = 1e-3;
  double worst = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    double x = 0, work = 0, heat = 0, lambda = 0;
    const double start = trap.energy(x, lambda);
    for (std::uint64_t n = 0; n < 10'000; ++n) {
      const double next_lambda = 3e-4 * static_cast<double>(n + 1);
      work += trap.energy(x, next_lambda) - trap.energy(x, lambda);
      lambda = next_lambda;
      const OneStep step(trap, Heun{}, lambda, dt);
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
    .claim = "The ledger closes to rounding on every trajectory, for every stepper, under ramps and jumps of "
             "the protocol "
             "and with a non-conservative force.",
    .equation = "ΔU = W + Q",
    .source = "sekimoto2010",
    .tags = {"exact"},
    .check = [](const Effort& e) { return run(e, OverdampedSteppers{}); },
    .sabotage = {"heat in the Ito sense: force at the start of the step times displacement", ito_heat},
}};

}  // namespace
}  // namespace stochtherm::validation
