#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "stationary_chain.hpp"
#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

double square(double x) { return x * x; }
std::vector<double> squares(std::vector<double> x) {
  for (double& y : x) y *= y;
  return x;
}

/// Overdamped: `S`; with inertia: `Inertial`. Steps at which plain Euler-Maruyama is 20 % off.
template <class S, class Inertial>
Verdict run(const Effort& effort) {
  Verdict v;
  const QuarticTrap trap;
  const models::VariableMobility uneven{.mu0 = 0.7, .w = 1.5, .T = {0.6}};
  const double dt = 0.35;
  const auto ensemble = [&](double step, std::size_t n) {
    return Run{.dt = step, .trajectories = effort.samples(n), .seed = effort.seed, .threads = effort.threads};
  };
  const auto relative = [&]<class Any, class M>(Any, const M& model, double step, double reach) {
    const StationaryChain chain(OneStep(model, Any{}, 0.0, step), -reach, reach);
    return std::abs(chain.average(square) / chain.boltzmann(model, square) - 1);
  };
  v.checks.push_back(at_least("Euler-Maruyama in a quartic trap, dt = 0.35: relative error of ⟨x^{2}⟩",
                              relative(EulerMaruyama{}, trap, dt, 2.4), 0.2));
  v.checks.push_back(
      at_most("accepted or rejected: relative error of ⟨x^{2}⟩", relative(S{}, trap, dt, 2.8), 1e-4));
  v.checks.push_back(at_most("the same where the mobility depends on position, dt = 0.2",
                             relative(S{}, uneven, 0.2, 6), 1e-4));

  const StationaryChain grid(OneStep(trap, EulerMaruyama{}, 0.0, 0.01), -3, 3);
  const QuarticTrap harmonic{.k = 2, .q = 0};
  const auto still =
      simulate(harmonic, Protocol::constant(0, 7), ensemble(dt, 200'000), from_equilibrium, S{});
  v.checks.push_back(statistical("harmonic trap, ensemble, dt = 0.35: ⟨x^{2}⟩",
                                 estimate_mean(squares(still->final[0])), harmonic.T.kT / harmonic.k, 0.03));
  const models::DraggedTrap dragged{.k = 2, .T = {0.6}, .mu = {0.7}};
  const auto pulled =
      simulate(dragged, Protocol::linear(0, 0.8, 1), ensemble(0.5, 200'000), from_equilibrium, S{});
  std::vector<double> weight;
  for (const double w : pulled->ledger.work) weight.push_back(std::exp(-w / dragged.T.kT));
  v.checks.push_back(
      statistical("dragged trap, two steps of 0.5: ⟨e^{−W/kT}⟩", estimate_mean(weight), 1, 0.08));

  const auto heavy =
      simulate(trap, Protocol::constant(0, 12), ensemble(0.6, 200'000), from_equilibrium, Inertial{});
  v.checks.push_back(statistical("with inertia, dt = 0.6: ⟨x^{2}⟩", estimate_mean(squares(heavy->final[0])),
                                 grid.boltzmann(trap, square), 0.02));
  v.checks.push_back(statistical("with inertia, dt = 0.6: ⟨v^{2}⟩",
                                 estimate_mean(squares(heavy->final_velocity[0])), trap.T.kT / trap.m, 0.04));
  v.remarks.push_back(
      "The first three checks have no random numbers; their bound is the error of the quadrature.");
  return v;
}

const Registered registered{{
    .name = "langevin/metropolised",
    .claim = "Steppers that accept or reject have Boltzmann's distribution, and obey Jarzynski's equality, "
             "at steps at "
             "which Euler-Maruyama is wrong by a fifth; with inertia and with a mobility that depends on "
             "position, too.",
    .equation = "p(x) = e^{−U(x)/kT}/Z at any dt",
    .source = "roberts1996, horowitz1991, sivak2013",
    .tags = {"exact", "statistical"},
    .statistical_checks = 4,
    .check = run<Metropolised<EulerMaruyama>, Metropolised<Baoab>>,
    .sabotage = {"all moves are kept", run<EulerMaruyama, Baoab>},
}};

}  // namespace
}  // namespace stochtherm::validation
