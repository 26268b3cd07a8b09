#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, double sign) {
  const models::RotationalTrap trap{.k = 1.5, .kappa = 2};
  const double s2 = trap.stationary_variance(), t = 0.1;
  const auto runs = simulate(
      trap, Protocol::constant(0, t),
      {.dt = 0.005, .trajectories = effort.samples(260'000), .seed = effort.seed, .threads = effort.threads},
      from_gaussian({0, 0}, {s2, 0, 0, s2}));
  std::vector<double> rate, weight, xx;
  const auto medium = runs->ledger.medium_entropy();
  for (std::size_t i = 0; i < runs->size(); ++i) {
    const auto radius2 = [&](const std::vector<Column>& q) { return q[0][i] * q[0][i] + q[1][i] * q[1][i]; };
    // -ln p is k r^2/2kT and a constant.
    const double total = sign * medium[i] + (radius2(runs->final) - radius2(runs->initial)) / (2 * s2);
    rate.push_back(total / t);
    weight.push_back(std::exp(-total));
    xx.push_back(0.5 * radius2(runs->final));
  }
  Verdict v;
  v.checks = {digits("closed form: entropy production", trap.entropy_production(), 16.0 / 3, 12),
              statistical("⟨r^{2}⟩/2", estimate_mean(xx), trap.T.kT / trap.k, 0.03),
              statistical("entropy production per time", estimate_mean(rate), 16.0 / 3, 0.6),
              statistical("⟨e^{−Δs}⟩", estimate_mean(weight), 1, 0.12)};
  return v;
}

const Registered registered{{
    .name = "langevin/rotational_steady_state",
    .claim = "A stirred trap produces entropy at the closed-form rate, and its total entropy obeys the "
             "integral fluctuation "
             "theorem.",
    .equation = "σ = 2μκ^{2}/k = 16/3,  ⟨e^{−Δs_{tot}}⟩ = 1",
    .source = "seifert2005, haradasasa2005",
    .tags = {"exact", "statistical"},
    .statistical_checks = 3,
    .check = [](const Effort& e) { return run(e, 1); },
    .sabotage = {"heat is counted as positive when it leaves the system",
                 [](const Effort& e) { return run(e, -1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
