#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "stationary_chain.hpp"
#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

double square(double x) { return x * x; }

template <class S>
Series bias_in_quartic_trap() {
  const QuarticTrap trap;
  Series series{.label = S::facts.name, .style = Series::Style::points};
  for (double dt = 0.1; dt > 5e-3; dt /= 2) {
    const StationaryChain chain(OneStep(trap, S{}, 0.0, dt), -3, 3);
    series.x.push_back(dt);
    series.y.push_back(std::abs(chain.average(square) - chain.boltzmann(trap, square)));
  }
  return series;
}

template <class S>
Verdict run(const Effort& effort) {
  const models::OrnsteinUhlenbeck ou{.k = 1.5, .T = {0.8}, .mu = {0.5}};
  Verdict v;
  for (const double dt : {0.1, 0.4}) {
    const StationaryChain chain(OneStep(ou, S{}, 0.0, dt), -6, 6);
    v.checks.push_back(digits(
        "harmonic trap, dt = " + std::to_string(dt).substr(0, 3) + ": stationary ⟨x^{2}⟩, no random numbers",
        chain.average(square), ou.stationary_variance(), 10));
  }
  const auto runs = simulate(
      ou, Protocol::constant(0, 20),
      {.dt = 0.5, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads},
      from_equilibrium, S{});
  v.checks.push_back(statistical("harmonic trap, dt = 0.5: stationary variance of an ensemble",
                                 estimate_variance(runs->final[0]), ou.stationary_variance(), 0.03));
  const Series mine = bias_in_quartic_trap<S>();
  v.checks.push_back(
      order("quartic trap: order of the error of the stationary ⟨x^{2}⟩", mine.x, mine.y, 2, 0.15));
  v.figures.push_back(
      {.title = "Stationary ⟨x^{2}⟩ in a quartic trap",
       .x_label = "dt",
       .y_label = "|error|",
       .series = {mine, bias_in_quartic_trap<EulerMaruyama>(), bias_in_quartic_trap<Heun>()},
       .caption = "No random numbers. Leimkuhler-Matthews costs as much as Euler-Maruyama, Heun twice that.",
       .log_x = true,
       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "langevin/leimkuhler_matthews",
    .claim = "Leimkuhler and Matthews' scheme has no stationary bias in a harmonic trap at any stable step, "
             "and a bias of "
             "second order elsewhere, at the price of Euler-Maruyama.",
    .equation = "⟨x^{2}⟩_{dt} = kT/k;  ⟨x^{2}⟩_{dt} − ⟨x^{2}⟩ = O(dt^{2})",
    .source = "leimkuhler2013, leimkuhler2014",
    .tags = {"exact", "order", "statistical", "figure"},
    .statistical_checks = 1,
    .check = run<LeimkuhlerMatthews>,
    .sabotage = {"each increment serves one step only", run<EulerMaruyama>},
}};

}  // namespace
}  // namespace stochtherm::validation
