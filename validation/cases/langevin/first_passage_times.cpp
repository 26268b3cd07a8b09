#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/first_passage_times.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

const models::DoubleWell well{.barrier = 4};
constexpr double dt = 0.005;

Verdict run(const Effort& effort) {
  Verdict v;
  for (const auto& [wall, exact, detects] : {std::tuple{0.0, 8.486436072, 1.0}, {1.0, 17.31591119, 2.0}}) {
    const auto passage = first_passage_times(
        within(well, below(wall, Edge::absorbing)), Protocol::constant(0, 300),
        {.dt = dt, .trajectories = effort.samples(30'000), .seed = effort.seed, .threads = effort.threads},
        from_point(-1.0));
    v.checks.push_back(at_most("trajectories that did not arrive", static_cast<double>(passage->missing), 0));
    v.checks.push_back(statistical("mean time from −1 to " + std::to_string(static_cast<int>(wall)),
                                   passage->mean(), exact, detects));
  }
  return v;
}

/// Seen only at the ends of steps, a particle that was beyond the wall in between goes unnoticed.
Verdict without_bridge(const Effort& effort) {
  std::vector<double> times(effort.scale < 1 ? 4'000 : 10'000);
  const OneStep step(well, Heun{}, 0.0, dt);
  for (std::size_t i = 0; i < times.size(); ++i) {
    double x = -1;
    std::uint64_t n = 0;
    for (; x < 0; ++n) x = step({x}, {random::normal(effort.seed, random::Stream::thermal, i, 0, n)})[0];
    times[i] = dt * (static_cast<double>(n) - 0.5);
  }
  Verdict v;
  v.checks = {statistical("mean time from −1 to 0", estimate_mean(times), 8.486436072, 1.0)};
  return v;
}

const Registered registered{{
    .name = "langevin/first_passage_times",
    .claim = "The mean time to reach a wall, on the barrier of a double well or in the other well, is that "
             "of Kramers' "
             "quadrature: a Brownian bridge catches those that cross the wall and return within a step.",
    .equation = "T = (1/D) ∫_{x_{0}}^{b} dy e^{U(y)/kT} ∫_{−∞}^{y} dz e^{−U(z)/kT}",
    .source = "gobet2000, redner2001",
    .tags = {"statistical"},
    .statistical_checks = 2,
    .check = run,
    .sabotage = {"the wall is looked at only at the ends of steps", without_bridge},
}};

}  // namespace
}  // namespace stochtherm::validation
