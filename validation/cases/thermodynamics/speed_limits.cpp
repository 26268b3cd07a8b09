// Moving probability takes entropy: the classical speed limit, on relaxations and at its edge; and the uncertainty relations.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/solvers/jump/counting.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/thermodynamics/speed_limits.hpp>
#include <stochtherm/thermodynamics/thermodynamic_uncertainty.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

/// Entropy produced, jumps made and distance gone on the way from p over a time, by Gauss' rule with four points a step.
struct Way {
  double entropy = 0, jumps = 0, total_variation = 0, links = 0;
};
Way way(const Generator& g, std::vector<double> p, double duration) {
  constexpr int steps = 200;
  constexpr double at[] = {0.0694318442029737, 0.3300094782075719, 0.6699905217924281, 0.9305681557970263};
  constexpr double weight[] = {0.1739274225687269, 0.3260725774312731, 0.3260725774312731,
                               0.1739274225687269};
  const auto start = p;
  Way w;
  const double dt = duration / steps;
  for (int i = 0; i < steps; ++i) {
    for (int k = 0; k < 4; ++k) {
      const auto here = *evolve(g, p, at[k] * dt, 1e-13);
      w.entropy += weight[k] * dt * entropy_production(g, here);
      w.jumps += weight[k] * dt * activity(g, here);
    }
    p = *evolve(g, p, dt, 1e-13);
  }
  w.total_variation = total_variation(start, p), w.links = link_distance(g, start, p);
  return w;
}

Verdict run(double jumps_factor) {
  Verdict v;
  const Generator golden = golden_network();
  Generator line{.states = 6};
  for (std::uint32_t i = 0; i < 5; ++i) line.links.push_back({i, i + 1, 1.0 + 0.5 * i, 0.1});
  const std::pair<const char*, Way> ways[] = {
      {"four states", way(golden, {0.9, 0.05, 0.03, 0.02}, 0.4)},
      {"a line of six", way(line, {0.95, 0.01, 0.01, 0.01, 0.01, 0.01}, 1.0)}};
  for (const auto& [name, w] : ways) {
    v.checks.push_back(
        at_least(fmt::format("{}: entropy produced, against the bound by total variation", name), w.entropy,
                 least_entropy(w.total_variation, w.jumps * jumps_factor)));
    v.checks.push_back(at_least(fmt::format("{}: against the bound by links to pass", name), w.entropy,
                                least_entropy(w.links, w.jumps * jumps_factor)));
    v.checks.push_back(at_least(fmt::format("{}: distance in links over total variation", name),
                                w.links / w.total_variation, 1, 1e-12));
    v.checks.push_back(at_least(fmt::format("{}: the quadratic bound is the weaker", name),
                                least_entropy(w.links, w.jumps) - least_entropy_quadratic(w.links, w.jumps),
                                0));
  }
  // Where one link moves mass at a constant ratio of fluxes, for an instant, the bound is reached.
  const double a = 0.7, b = 0.2;
  v.checks.push_back(conditioned("one link: σ = 2 (a − b) artanh((a − b)/(a + b))", entropy_production(a, b),
                                 least_entropy(a - b, (a + b) * jumps_factor), 1, 16));
  // The uncertainty relations in the steady state of the four states, for all currents through one link.
  const auto p = *stationary(golden);
  const double sigma = entropy_production(golden, p), jumps = activity(golden, p) * jumps_factor;
  double thermodynamic = 1e300, kinetic = 1e300;
  for (std::size_t l = 0; l < golden.links.size(); ++l) {
    std::vector<double> w(golden.links.size());
    w[l] = 1;
    const auto c = *cumulant_rates(golden, w);
    thermodynamic = std::min(thermodynamic, uncertainty_product(c.mean, c.variance, sigma));
    kinetic = std::min(kinetic, kinetic_uncertainty_product(c.mean, c.variance, jumps));
  }
  v.checks.push_back(at_least("least product of Var J σ/2J²", thermodynamic, 1));
  v.checks.push_back(at_least("least product of the kinetic relation", kinetic, 1));
  v.remarks.push_back(
      fmt::format("Relaxations: {:.3f} and {:.3f} of the entropy produced is what the best bound asks for.",
                  least_entropy(ways[0].second.links, ways[0].second.jumps) / ways[0].second.entropy,
                  least_entropy(ways[1].second.links, ways[1].second.jumps) / ways[1].second.entropy));
  return v;
}

const Registered registered{{
    .name = "thermodynamics/speed_limits",
    .claim = "Moving probability over a network in so many jumps produces at least so much entropy; currents "
             "are as uncertain as "
             "dissipation and activity allow.",
    .equation = "Σ ≥ 2 W artanh(W/N)",
    .source = "shiraishi2018, vanvusaito2023, dechant2022",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"only half of the jumps are counted", [](const Effort&) { return run(0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
