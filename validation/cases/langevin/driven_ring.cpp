#include <cmath>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, bool forget_drive) {
  const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}, .mu = {0.7}};
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 512, Edge::periodic));
  const double t = 20;
  const auto runs = simulate(
      ring, Protocol::constant(0, t),
      {.dt = 0.01, .trajectories = effort.samples(100'000), .seed = effort.seed, .threads = effort.threads},
      from_density(*fp.stationary()));
  const auto& ledger = runs->ledger;
  std::vector<double> velocity(ledger.size()), entropy(ledger.size());
  for (std::size_t i = 0; i < velocity.size(); ++i) {
    velocity[i] = (runs->final[0][i] - runs->initial[0][i]) / t;
    // In the steady state the system's entropy does not change on average: all of it goes to the medium.
    const double heat = ledger.heat[0][i] + (forget_drive ? ledger.nonconservative_work[i] : 0);
    entropy[i] = -heat / ring.T.kT / t;
  }
  Verdict v;
  v.checks = {
      statistical("mean velocity", estimate_mean(velocity), ring.mean_velocity(), 0.02),
      statistical("entropy production rate", estimate_mean(entropy), ring.entropy_production(), 0.03)};
  return v;
}

const Registered registered{{
    .name = "langevin/driven_ring",
    .claim = "Trajectories round a driven ring move with the closed-form velocity, and the heat they give to "
             "the bath is its "
             "entropy production.",
    .equation = "⟨x′⟩ = 2πJ,  σ = −⟨Q⟩/(kT t) = 2π f J/kT",
    .source = "stratonovich1967, seifert2012",
    .tags = {"statistical"},
    .statistical_checks = 2,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"the work of the driving force is left out of the first law when heat is read off",
                 [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
