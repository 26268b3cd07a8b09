#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <numbers>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

constexpr double low = -0.6, high = 0.9;

double boltzmann(const QuarticTrap& trap, int power) {
  const auto integral = [&](int n) {
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
        [&](double x) { return std::pow(x, n) * std::exp(-trap.energy(x, 0.0) / trap.T.kT); }, low, high);
  };
  return integral(power) / integral(0);
}

Verdict run(const Effort& effort, Edge edge) {
  Verdict v;
  const QuarticTrap trap;
  const auto box =
      edge == Edge::reflecting ? within(trap, between(low, high, edge)) : within(trap, Interval{});
  const auto ensemble = [&](double dt) {
    return Run{
        .dt = dt, .trajectories = effort.samples(50'000), .seed = effort.seed, .threads = effort.threads};
  };
  for_each(AllSteppers{}, [&]<class S>(S) {
    if constexpr (Fits<S, Walled<QuarticTrap>>) {
      // Steps that may be rejected are exact at any dt; the others are off by what a short step makes small.
      const auto runs = simulate(box, Protocol::constant(0, 4), ensemble(S::facts.metropolised ? 0.1 : 0.004),
                                 from_point(0.0), S{});
      std::vector<double> x2;
      for (const double x : runs->final[0]) x2.push_back(x * x);
      v.checks.push_back(statistical(std::string("box, ") + S::facts.name + ": ⟨x⟩",
                                     estimate_mean(runs->final[0]), boltzmann(trap, 1), 0.04));
      v.checks.push_back(statistical(std::string("box, ") + S::facts.name + ": ⟨x^{2}⟩", estimate_mean(x2),
                                     boltzmann(trap, 2), 0.02));
    }
  });
  const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}, .mu = {0.7}};
  const auto turn = within(ring, between(0, 2 * std::numbers::pi, Edge::periodic));
  const double t = 20;
  Run run = ensemble(0.01);
  run.trajectories = effort.samples(30'000);
  const auto runs = simulate(turn, Protocol::constant(0, t), run, stationary(10, from_equilibrium));
  std::vector<double> entropy = runs->ledger.medium_entropy();
  for (double& s : entropy) s /= t;
  v.checks.push_back(statistical("periodic walls, driven ring: entropy production rate",
                                 estimate_mean(entropy), ring.entropy_production(), 0.06));
  return v;
}

const Registered registered{{
    .name = "langevin/walls",
    .claim = "Between reflecting walls every stepper settles in Boltzmann's distribution, with inertia too; "
             "round a ring "
             "with periodic walls the dissipation is that of the unrolled ring.",
    .equation = "p(x) = e^{−U/kT}/Z within the walls",
    .source = "gardiner2009, stratonovich1967",
    .tags = {"statistical"},
    .statistical_checks = 2 * 10 + 1,
    .check = [](const Effort& e) { return run(e, Edge::reflecting); },
    .sabotage = {"the walls are left out", [](const Effort& e) { return run(e, Edge::periodic); }},
}};

}  // namespace
}  // namespace stochtherm::validation
