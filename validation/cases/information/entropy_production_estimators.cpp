// Entropy production from paths alone, on four systems whose rate is known.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <cmath>
#include <functional>
#include <numbers>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_currents.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_states.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "../thermodynamics/samples.hpp"
#include "golden_network.hpp"
#include "jump_path.hpp"

namespace stochtherm::validation {
namespace {

using Path = std::vector<std::vector<double>>;

/// Euler's steps from a force; many short ones between two that are kept would change nothing at these dt.
Path walk(const Effort& effort, std::uint64_t name, std::size_t steps, double dt, std::vector<double> kT,
          const std::function<void(const double*, double*)>& force) {
  const std::size_t d = kT.size();
  Path path(d, std::vector<double>(steps));
  std::vector<double> x(d, 0.0), f(d);
  for (std::size_t i = 0; i < steps + 1000; ++i) {
    if (i >= 1000)
      for (std::size_t c = 0; c < d; ++c) path[c][i - 1000] = x[c];
    force(x.data(), f.data());
    for (std::size_t c = 0; c < d; ++c)
      x[c] += f[c] * dt + std::sqrt(2 * kT[c] * dt) * normal(effort, i / 6, 500 + 8 * name + c, i % 6);
  }
  return path;
}

/// What a path sampled every dt can show of the network: the divergence of its steps from their reverse, and the
/// uncertainty relation's bound, from P = exp(W dt).
struct Sampled {
  double divergence, uncertainty;
};
Sampled sampled_network(const Generator& g, const std::vector<double>& p, double dt) {
  const auto n = static_cast<long>(g.states);
  Eigen::MatrixXd W = Eigen::MatrixXd::Zero(n, n);  // W(i,j): from i to j
  for (const Link& link : g.links) {
    W(link.from, link.to) += link.forward;
    W(link.to, link.from) += link.backward;
  }
  for (long i = 0; i < n; ++i) W(i, i) = -W.row(i).sum();
  Eigen::MatrixXd P = Eigen::MatrixXd::Identity(n, n), term = P;
  for (int k = 1; k < 30; ++k) term = term * W * (dt / k), P += term;
  Sampled s{0, 0};
  std::vector<double> mean, traffic;
  for (long i = 0; i < n; ++i)
    for (long j = 0; j < i; ++j) {
      const double there = p[static_cast<std::size_t>(i)] * P(i, j),
                   back = p[static_cast<std::size_t>(j)] * P(j, i);
      s.divergence += (there - back) * std::log(there / back) / dt;
      mean.push_back(there - back), traffic.push_back(there + back);
    }
  // The currents of one step exclude each other: C = diag(traffic) - m m^T, so m^T C^-1 m = q/(1 - q), q = sum m^2/traffic.
  double q = 0;
  for (std::size_t e = 0; e < mean.size(); ++e) q += mean[e] * mean[e] / traffic[e];
  s.uncertainty = 2 / dt * q / (1 - q);
  return s;
}

/// `unit` 1 is the truth: the factor of every rate.
Verdict compare(const Effort& effort, double unit) {
  Verdict verdict;
  Table table{.title = "Entropy production, nats per time",
              .columns = {"system", "method", "found", "exact"},
              .rows = {}};
  const auto found = [&](const std::string& system, const std::string& method, Estimate e, double exact) {
    e.mean *= unit, e.std_error *= unit;
    table.rows.push_back(
        {system, method, fmt::format("{:.4f} ± {:.4f}", e.mean, e.std_error), fmt::format("{:.4f}", exact)});
    return e;
  };
  // A bound may exceed the truth by its error alone. One in 30 000 exceeds four standard errors.
  const auto below = [&](const std::string& what, const Estimate& e, double exact) {
    verdict.checks.push_back(at_most(what + ": less 4 standard errors", e.mean - 4 * e.std_error, exact));
  };

  // The network.
  const Generator g = golden_network();
  const auto p = *stationary(g);
  const double sigma = entropy_production(g, p), dt = 0.02;
  verdict.checks.push_back(digits("network: exact rate", sigma, 0.479912375770, 12));
  const auto path = jump_path(g, effort.samples(4'000'000), dt, effort.seed);
  const Sampled known = sampled_network(g, p, dt);
  const std::string network = "network";
  const Estimate plugin = found(network, "plugin", plugin_entropy_production(path, dt), sigma);
  // Standard errors at a tenth of the effort: 0.012, 0.009, 0.01.
  verdict.checks.push_back(
      statistical("network, plugin, against the sampled chain", plugin, known.divergence, 0.22));
  verdict.checks.push_back(statistical(
      "network, uncertainty relation, against the sampled chain",
      found(network, "uncertainty", uncertainty_bound(path, dt)->rate, sigma), known.uncertainty, 0.2));
  verdict.checks.push_back(statistical(
      "network, variational, against the sampled chain",
      found(network, "variational", variational_bound(path, dt)->rate, sigma), known.divergence, 0.22));
  // Jumps that come and go between two looks are missed, and words of few counts are not believed: a bound.
  const auto finer = jump_path(g, effort.samples(4'000'000), 0.004, effort.seed, 2);
  const Estimate waits = found(network, "waiting time", waiting_time_entropy_production(finer, 0.004), sigma);
  below("network, waiting times", waits, sigma);
  verdict.checks.push_back(at_least("network, waiting times: beyond 4 standard errors above",
                                    waits.mean + 4 * waits.std_error, 0.9 * sigma));
  below("network, plugin", plugin, sigma);
  const auto by_rule = markov_entropy_production_by_rule(path, dt);
  verdict.checks.push_back(
      at_most("network: Markov order found by rule", static_cast<double>(by_rule.order), 1));
  // Two states become one: part of the dissipation is hidden.
  auto lumped = path;
  for (auto& s : lumped) s = std::min(s, 2U);
  below("lumped network, plugin",
        found("lumped network", "plugin", plugin_entropy_production(lumped, dt), sigma), sigma);
  below("lumped network, waiting times",
        found("lumped network", "waiting time", waiting_time_entropy_production(lumped, dt), sigma), sigma);
  // A ring of three states in equilibrium: nothing to find.
  const Generator still{.states = 3, .links = {{0, 1, 1, 2}, {1, 2, 1, 0.5}, {2, 0, 2, 2}}};
  const auto at_rest = jump_path(still, effort.samples(2'000'000), dt, effort.seed, 1);
  verdict.checks.push_back(
      statistical("equilibrium, plugin", plugin_entropy_production(at_rest, dt), 0, 0.25));
  verdict.checks.push_back(
      statistical("equilibrium, uncertainty relation", uncertainty_bound(at_rest, dt)->rate, 0, 0.25));

  // The flow that turns: k = 1.5, kappa = 2, exact 2 kappa^2/k.
  const std::size_t steps = effort.samples(4'000'000);
  const double fine = 2e-3;
  const auto turning = walk(effort, 0, steps, fine, {1, 1}, [](const double* x, double* f) {
    f[0] = -1.5 * x[0] - 2 * x[1], f[1] = -1.5 * x[1] + 2 * x[0];
  });
  const double turns = 2 * 4 / 1.5;
  const Estimate of_turning = found("rotation", "uncertainty", uncertainty_bound(turning, fine)->rate, turns);
  verdict.checks.push_back(statistical("rotation, uncertainty relation", of_turning, turns, 2.5));
  below("rotation, uncertainty relation", of_turning, turns);
  const Estimate fitted = found("rotation", "variational", variational_bound(turning, fine)->rate, turns);
  verdict.checks.push_back(statistical("rotation, variational", fitted, turns, 2.5));
  below("rotation, variational", fitted, turns);

  // The gyrator, k = 2, u = 1, kT 1 and 3.
  const models::Gyrator gyrator{.k = 2, .u = 1, .T1 = {1}, .T2 = {3}};
  const double coarse = 1e-2, gyrates = gyrator.entropy_production();
  verdict.checks.push_back(digits("gyrator: exact rate", gyrates, 1.0 / 3, 12));
  const auto gyrating = walk(effort, 1, steps, coarse, {1, 3}, [](const double* x, double* f) {
    f[0] = -2 * x[0] - x[1], f[1] = -2 * x[1] - x[0];
  });
  const Estimate of_gyrator =
      found("gyrator", "uncertainty", uncertainty_bound(gyrating, coarse)->rate, gyrates);
  verdict.checks.push_back(statistical("gyrator, uncertainty relation", of_gyrator, gyrates, 0.28));
  below("gyrator, uncertainty relation", of_gyrator, gyrates);

  // The driven ring, unwrapped; three waves say nearly all of the force.
  const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}};
  const double rings = ring.entropy_production();
  const auto going =
      walk(effort, 2, steps, coarse, {0.5}, [](const double* x, double* f) { f[0] = std::sin(x[0]) + 0.8; });
  const CurrentBasis waves{.degree = 3, .constant = true, .periods = {2 * std::numbers::pi}};
  const Estimate of_ring =
      found("driven ring", "uncertainty", uncertainty_bound(going, coarse, waves)->rate, rings);
  verdict.checks.push_back(statistical("driven ring, uncertainty relation", of_ring, rings, 0.4));
  below("driven ring, uncertainty relation", of_ring, rings);
  const Estimate plain =
      found("driven ring", "velocity alone",
            uncertainty_bound(going, coarse, {.degree = 0, .constant = true, .periods = {}})->rate, rings);
  below("driven ring, velocity alone", plain, rings);
  verdict.checks.push_back(at_most("driven ring: velocity alone is no better", plain.mean - of_ring.mean, 0,
                                   3 * of_ring.std_error));
  verdict.tables.push_back(std::move(table));
  return verdict;
}

const Registered registered{{
    .name = "information/entropy_production_estimators",
    .claim = "Estimators and bounds of entropy production find the known rates of four systems from paths "
             "alone, and none "
             "exceeds the truth.",
    .equation = "σ ≥ (2/dt) ⟨J⟩^{2}/Var J;  σ = (1/dt) Σ p_{ij} ln(p_{ij}/p_{ji})",
    .source = "manikandan2020, otsubo2020, kim2020, roldan2010, martinez2019",
    .tags = {"statistical", "long"},
    .statistical_checks = 9,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The uncertainty relation without its factor 2, and so everywhere.",
                 .check = [](const Effort& effort) { return compare(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
