// Transfer entropy of linear series and of a noisy copy, where it is known.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <stochtherm/information/gaussian_vectors.hpp>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/information/transfer_entropy.hpp>
#include <stochtherm/validation/case.hpp>

#include "../thermodynamics/samples.hpp"

namespace stochtherm::validation {
namespace {

using Samples = std::vector<std::vector<double>>;

constexpr double a = 0.5, b = 0.6, c = 0.7;  // x' = b x + noise, y' = a y + c x + noise

Verdict compare(const Effort& effort, bool turned_round) {
  Verdict verdict;
  // Stationary covariances: Sxx = 1/(1-b^2), Sxy = b c Sxx/(1 - a b), Syy = [c^2 Sxx + 2 a c Sxy + 1]/(1 - a^2).
  const double xx = 1 / (1 - b * b), xy = b * c * xx / (1 - a * b),
               yy = (c * c * xx + 2 * a * c * xy + 1) / (1 - a * a);
  const double next_y = a * yy + c * xy, next_x = a * xy + c * xx;  // <y' y>, <y' x>
  const double exact = mutual_information(
      GaussianVector{{0, 0, 0}, {yy, next_y, next_x, next_y, yy, xy, next_x, xy, xx}}, {0}, {2}, {1});

  const std::size_t sets = effort.samples(400), N = 400;
  std::vector<double> by_covariance, by_neighbours, back_covariance, back_neighbours;
  for (std::size_t s = 0; s < sets; ++s) {
    Samples x(1, std::vector<double>(N)), y = x;
    double u = 0, v = 0;
    for (std::size_t i = 0; i < N + 50; ++i) {
      if (i >= 50) x[0][i - 50] = u, y[0][i - 50] = v;
      v = a * v + c * u + normal(effort, i, 1, s);
      u = b * u + normal(effort, i, 0, s);
    }
    if (turned_round) x.swap(y);
    by_covariance.push_back(gaussian_transfer_entropy(x, y).mean);
    back_covariance.push_back(gaussian_transfer_entropy(y, x).mean);
    by_neighbours.push_back(transfer_entropy(x, y).mean);
    back_neighbours.push_back(transfer_entropy(y, x).mean);
  }
  // Standard errors at a tenth of the effort: 0.005 by covariance, 0.007 by neighbours.
  verdict.checks.push_back(statistical("x → y, covariance", estimate_mean(by_covariance), exact, 0.06));
  const Estimate near = estimate_mean(by_neighbours);
  verdict.checks.push_back(at_most("x → y, nearest neighbours: size of the bias beyond 4 standard errors",
                                   std::abs(near.mean - exact) - 4 * near.std_error, 0.03));
  verdict.checks.push_back(
      at_most("y → x, covariance: size", std::abs(estimate_mean(back_covariance).mean), 0.003));
  verdict.checks.push_back(statistical("y → x, nearest neighbours", estimate_mean(back_neighbours), 0, 0.1));

  // Two bits: y copies x with an error in ten.
  const double e = 0.1, copy = std::numbers::ln2 + e * std::log(e) + (1 - e) * std::log1p(-e);
  std::vector<double> corrected;
  for (std::size_t s = 0; s < sets; ++s) {
    Samples x(1, std::vector<double>(N)), y = x;
    for (std::size_t i = 0; i < N; ++i) {
      x[0][i] = uniform(effort, i, 2, s) < 0.5;
      if (i > 0) y[0][i] = uniform(effort, i, 3, s) < e ? 1 - x[0][i - 1] : x[0][i - 1];
    }
    if (turned_round) x.swap(y);
    const Embedding embedded = embed(x, y);
    corrected.push_back(plugin_transfer_entropy(x, y).mean -
                        plugin_bias(embedded.next, embedded.source_past, embedded.target_past));
  }
  verdict.checks.push_back(
      statistical("noisy copy of a bit, frequencies less their bias", estimate_mean(corrected), copy, 0.06));

  // The source acts two steps later: a source history of one sees nothing, one of two sees all.
  Samples x(1, std::vector<double>(20'000)), y = x;
  for (std::size_t i = 0; i < x[0].size(); ++i) {
    x[0][i] = normal(effort, i, 4, 0);
    y[0][i] = (i >= 2 ? x[0][i - 2] : 0) + normal(effort, i, 5, 0);
  }
  if (turned_round) x.swap(y);
  verdict.checks.push_back(statistical("two steps later, source history 2",
                                       gaussian_transfer_entropy(x, y, {1, 2}), 0.5 * std::numbers::ln2,
                                       0.05));
  verdict.checks.push_back(at_most("two steps later, source history 1: size",
                                   std::abs(gaussian_transfer_entropy(x, y, {1, 1}).mean), 1e-3));
  return verdict;
}

const Registered registered{{
    .name = "information/transfer_entropy",
    .claim = "Transfer entropy of linear series agrees with its closed form, by covariance and by "
             "neighbours, and vanishes "
             "against the direction of influence.",
    .equation = "T_{x→y} = I(y_{t+1}; x_{t}..x_{t−l+1} | y_{t}..y_{t−h+1})",
    .source = "schreiber2000, frenzel2007, kraskov2004",
    .tags = {"statistical"},
    .statistical_checks = 4,
    .check = [](const Effort& effort) { return compare(effort, false); },
    .sabotage = {.description = "Source and target are exchanged.",
                 .check = [](const Effort& effort) { return compare(effort, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
