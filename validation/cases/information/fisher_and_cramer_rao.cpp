// Fisher information in closed form, and estimates that reach the bound it sets.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/information/fisher.hpp>
#include <stochtherm/validation/case.hpp>

#include "../thermodynamics/samples.hpp"

namespace stochtherm::validation {
namespace {

/// `times` 1 is the truth.
Verdict compare(const Effort& effort, double times) {
  Verdict verdict;
  // A coin: F = 1/(p(1-p)), from slopes and from the family.
  const double p = 0.3;
  const std::vector<double> coin{p, 1 - p};
  verdict.checks.push_back(conditioned("coin, from slopes", times * fisher_information(coin, {{1, -1}})(0, 0),
                                       1 / (p * (1 - p)), 1, 16));
  const std::vector<double> at{p};
  const auto family = [](std::span<const double> x) { return std::vector<double>{x[0], 1 - x[0]}; };
  verdict.checks.push_back(at_most("coin, from the family: relative deviation",
                                   std::abs(times * fisher_information(family, at)(0, 0) * p * (1 - p) - 1),
                                   1e-9));
  // Boltzmann's family exp(-beta E)/Z: F = Var E.
  const std::vector<double> E{0, 1, 2.5}, beta{0.8};
  const auto boltzmann = [&E](std::span<const double> b) {
    std::vector<double> q;
    double Z = 0;
    for (double e : E) q.push_back(std::exp(-b[0] * e)), Z += q.back();
    for (double& x : q) x /= Z;
    return q;
  };
  const auto q = boltzmann(beta);
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < 3; ++i) mean += q[i] * E[i], square += q[i] * E[i] * E[i];
  verdict.checks.push_back(at_most(
      "Boltzmann's family: F against the variance of the energy, relative",
      std::abs(times * fisher_information(boltzmann, beta)(0, 0) / (square - mean * mean) - 1), 1e-9));
  // A normal variable with unknown mean and variance: 1/v and 1/(2 v^2), and nothing between them.
  const double v = 1.7;
  const auto F = fisher_information(GaussianVector{{0.4}, {v}}, {{1}, {0}}, {{0}, {1}});
  verdict.checks.push_back(conditioned("normal: mean", times * F(0, 0), 1 / v, 1, 16));
  verdict.checks.push_back(conditioned("normal: variance", times * F(1, 1), 1 / (2 * v * v), 1, 16));
  // A correlated pair with a common unknown mean: F = 1^T S^-1 1.
  const auto common = fisher_information(GaussianVector{{0, 0}, {1, 0.5, 0.5, 2}}, {{1, 1}}, {{0, 0, 0, 0}});
  verdict.checks.push_back(conditioned("correlated pair, common mean", times * common(0, 0),
                                       (2 + 1 - 2 * 0.5) / (2 - 0.25), 1, 16));

  // Estimates that reach the bound: N (p^ - p)^2 and N (mean - m)^2 have the bound as their mean.
  const std::size_t repeats = effort.samples(20'000), N = 20;
  std::vector<double> of_coin(repeats), of_mean(repeats);
  for (std::size_t r = 0; r < repeats; ++r) {
    double heads = 0, sum = 0;
    for (std::size_t i = 0; i < N; ++i) {
      heads += uniform(effort, r, 0, i) < p;
      sum += std::sqrt(v) * normal(effort, r, 1, i);
    }
    const double n = static_cast<double>(N);
    of_coin[r] = (heads / n - p) * (heads / n - p) * n;
    of_mean[r] = sum / n * sum / n * n;
  }
  const double bound_coin = cramer_rao_bound(fisher_information(coin, {{1, -1}}))[0] / times;
  const double bound_mean = cramer_rao_bound(F)[0] / times;
  // Standard errors at a tenth of the effort: 0.0065 and 0.055.
  verdict.checks.push_back(
      statistical("N Var p^ of a coin against the bound", estimate_mean(of_coin), bound_coin, 0.05));
  verdict.checks.push_back(statistical("N Var mean of a normal variable against the bound",
                                       estimate_mean(of_mean), bound_mean, 0.4));
  return verdict;
}

const Registered registered{{
    .name = "information/fisher_and_cramer_rao",
    .claim = "Fisher information has its known values, and the frequency of a coin and the mean of a normal "
             "variable reach "
             "the bound that it sets.",
    .equation = "F = Σ (dp/dθ)^{2}/p;  N Var θ^ ≥ 1/F;  Boltzmann: F(β) = Var E",
    .source = "kay1993, cover2006",
    .tags = {"exact", "statistical"},
    .statistical_checks = 2,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The scores are forgotten to be squared: half of the information.",
                 .check = [](const Effort& effort) { return compare(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
