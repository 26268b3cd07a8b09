#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/solvers/langevin/euler_maruyama.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, bool continuous) {
  const models::OrnsteinUhlenbeck ou{.k = 1.5, .T = {0.8}, .mu = {0.5}};
  Verdict v;
  for (double dt : {0.2, 0.5}) {
    const auto runs = simulate(
        ou, Protocol::constant(0, 20),
        {.dt = dt, .trajectories = effort.samples(1'000'000), .seed = effort.seed, .threads = effort.threads},
        from_equilibrium, EulerMaruyama{});
    const double exact = continuous ? ou.stationary_variance() : ou.euler_maruyama_variance(dt);
    v.checks.push_back(statistical("stationary variance at dt = " + std::to_string(dt).substr(0, 4),
                                   estimate_variance(runs->final[0]), exact, 0.025));
  }
  v.remarks.push_back(
      "After 15 relaxation times the start is forgotten to 1e-13; the true variance is kT/k = 0.5333.");
  return v;
}

const Registered registered{{
    .name = "langevin/euler_maruyama_stationary_variance",
    .claim = "Euler-Maruyama in a harmonic trap settles at a variance that is too large by exactly 1/(1 − μk "
             "dt/2).",
    .equation = "⟨x^{2}⟩ = (kT/k)/(1 − μ k dt/2)",
    .source = "kloeden1992",
    .tags = {"statistical"},
    .statistical_checks = 2,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"the discretisation bias is ignored: kT/k is expected",
                 [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
