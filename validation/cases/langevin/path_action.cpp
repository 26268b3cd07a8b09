#include <numbers>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/langevin/euler_maruyama.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

double log_normal(double x, double mean, double variance) {
  return -0.5 * (x - mean) * (x - mean) / variance - 0.5 * std::log(2 * std::numbers::pi * variance);
}

/// <exp(-R)> with R = ln p0(x0)/p1(x) + `entropy` of the path, p1 any normalised density.
Estimate theorem(const Ensemble& runs, const std::vector<double>& entropy, double m0, double v0, double m1,
                 double v1) {
  std::vector<double> weight(runs.size());
  for (std::size_t i = 0; i < weight.size(); ++i) {
    double r = entropy[i];
    for (std::size_t c = 0; c < runs.final.size(); ++c)
      r += log_normal(runs.initial[c][i], m0, v0) - log_normal(runs.final[c][i], m1, v1);
    weight[i] = std::exp(-r);
  }
  return estimate_mean(weight);
}

Verdict run(const Effort& effort, bool heat_for_action) {
  const auto entropy = [&](const Ensemble& runs) {
    return heat_for_action ? runs.ledger.medium_entropy() : runs.evidence.path_entropy;
  };
  const auto ensemble = [&](double dt) {
    return Run{.dt = dt,
               .trajectories = effort.samples(400'000),
               .seed = effort.seed,
               .threads = effort.threads,
               .evidence = true};
  };
  Verdict v;
  // Pulls, in two steps: far too few.
  const QuarticTrap soft{.k = 1, .q = 0}, stiff{.q = 0.2};
  const auto pulled =
      simulate(soft, Protocol::linear(0, 1, 1.6), ensemble(0.8), from_gaussian({0}, {0.6}), EulerMaruyama{});
  v.checks.push_back(statistical("harmonic trap, two steps of 0.8: ⟨e^{−R}⟩",
                                 theorem(*pulled, entropy(*pulled), 0, 0.6, 0.3, 0.8), 1, 0.06));
  const auto driven =
      simulate(stiff, Protocol::linear(0, 1, 0.6), ensemble(0.3), from_gaussian({0}, {0.6}), EulerMaruyama{});
  v.checks.push_back(statistical("quartic trap, two steps of 0.3: ⟨e^{−R}⟩",
                                 theorem(*driven, entropy(*driven), 0, 0.6, 0.3, 0.6), 1, 0.03));
  // A driven steady state: forward and backward densities are both kT/k.
  const models::RotationalTrap stirred{.k = 1.5, .kappa = 1};
  const double s2 = stirred.stationary_variance();
  const auto ring = simulate(stirred, Protocol::constant(0, 0.2), ensemble(0.1),
                             from_gaussian({0, 0}, {s2, 0, 0, s2}), EulerMaruyama{});
  v.checks.push_back(statistical("stirred trap, two steps of 0.1: ⟨e^{−R}⟩",
                                 theorem(*ring, entropy(*ring), 0, s2, 0, s2), 1, 0.05));
  return v;
}

const Registered registered{{
    .name = "langevin/path_action",
    .claim = "The entropy of a path, taken from the scheme's own transition kernel, obeys the integral "
             "fluctuation theorem "
             "at any step, however long.",
    .equation = "⟨exp(−ln p_{0}(x_{0})/p_{1}(x_{N}) − Σ ln k(x_{n+1}|x_{n})/k(x_{n}|x_{n+1}))⟩ = 1",
    .source = "seifert2005, sivak2013",
    .tags = {"statistical"},
    .statistical_checks = 3,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"heat over kT stands for the ratio of the kernels",
                 [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
