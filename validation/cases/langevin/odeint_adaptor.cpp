#include <bit>
#include <boost/numeric/odeint/integrate/integrate_n_steps.hpp>
#include <boost/numeric/odeint/iterator/n_step_iterator.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/solvers/ode/odeint_stepper.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

namespace odeint = boost::numeric::odeint;
constexpr double dt = 1.0 / 128;
constexpr std::size_t steps = 384;

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

Verdict run(const Effort& effort, std::uint64_t trajectory) {
  Verdict v;
  const models::DraggedTrap trap{.k = 2, .T = {0.6}, .mu = {0.7}};
  const models::Gyrator gyrator{.T1 = {1}, .T2 = {2}};
  const auto pull = Protocol::linear(0, 2, dt * steps);
  const Run one{.dt = dt, .trajectories = 1, .seed = effort.seed, .first_trajectory = 7, .threads = 1};
  for_each(AllSteppers{}, [&]<class S>(S) {
    if constexpr (OverdampedStepper<S> && !S::facts.remembers && !S::facts.metropolised &&
                  S::facts.increment == Increment::gaussian) {
      const auto run = simulate(trap, pull, one, from_point(0.3), S{});
      OdeintStepper stepper(trap, S{}, dt, effort.seed, trajectory);
      std::array x{0.3};
      double seen = 0;
      odeint::integrate_n_steps(std::ref(stepper), pull, x, 0.0, dt, steps,
                                [&](const auto& at, double) { seen = at[0]; });
      v.checks.push_back(bits_equal(std::string(S::facts.name) + ", integrate_n_steps: end of the path",
                                    bits(x[0]), bits(run->final[0][0])));
      v.checks.push_back(
          bits_equal(std::string(S::facts.name) + ": what the observer saw last", bits(seen), bits(x[0])));
      if constexpr (Fits<S, models::Gyrator>) {
        const auto both = simulate(gyrator, pull, one, from_point({0.3, -0.2}), S{});
        OdeintStepper second(gyrator, S{}, dt, effort.seed, trajectory);
        std::array q{0.3, -0.2};
        double last = 0;
        for (auto [at, end] = odeint::make_n_step_range(std::ref(second), pull, q, 0.0, dt, steps); at != end;
             ++at)
          last = (*at)[1];
        v.checks.push_back(bits_equal(std::string(S::facts.name) + ", two baths, iterators: end of the path",
                                      bits(last), bits(both->final[1][0])));
      }
    }
  });
  return v;
}

const Registered registered{{
    .name = "langevin/odeint_adaptor",
    .claim = "Boost.Odeint's functions and iterators, given one of our steppers, make the path of simulate, "
             "bit for bit.",
    .equation = "x_{odeint}(t) = x_{simulate}(t)",
    .source = "ahnert2011",
    .tags = {"exact"},
    .check = [](const Effort& e) { return run(e, 7); },
    .sabotage = {"the adaptor takes the noise of another trajectory",
                 [](const Effort& e) { return run(e, 8); }},
}};

}  // namespace
}  // namespace stochtherm::validation
