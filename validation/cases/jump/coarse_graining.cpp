// Lumping states hides dissipation; it never makes any.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/coarse_graining.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

/// What a fixed observer of the golden network misses who cannot tell states 0 and 1 apart, by hand: rates into and out of the
/// lump are averages.
double by_hand(const std::vector<double>& p) {
  const auto k = golden_rate;  // (to, from)
  double sum = 0;
  for (std::uint32_t other : {2U, 3U}) {
    const double there = k(other, 0) * p[0] + k(other, 1) * p[1],
                 back = (k(0, other) + k(1, other)) * p[other];
    sum += (there - back) * std::log(there / back);
  }
  const double a = k(3, 2) * p[2], b = k(2, 3) * p[3];
  return sum + (a - b) * std::log(a / b);
}

Verdict run(bool unweighted) {
  Verdict v;
  const Generator golden = golden_network();
  const auto p = *stationary(golden);
  auto weights = p;
  if (unweighted) weights = {0.25, 0.25, 0.25, 0.25};
  const std::vector<std::uint32_t> lump{0, 0, 1, 2};
  const Generator coarse = coarse_grained(golden, weights, lump);
  const auto P = lumped(p, lump);
  v.checks = {conditioned("four states, two of them lumped: σ of the lumps", entropy_production(coarse, P),
                          by_hand(p), 10, 32),
              at_least("what is hidden", entropy_production(golden, p) - entropy_production(coarse, P), 0)};
  // The lumped masses are stationary under the lumped rates.
  const auto Q = *stationary(coarse);
  double worst = 0;
  for (std::size_t i = 0; i < P.size(); ++i) worst = std::max(worst, std::abs(P[i] - Q[i]));
  v.checks.push_back(at_most("largest |P − stationary P of the lumps|", worst, 1e-14));
  // A driven ring seen through a coarser and coarser eye.
  const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}};
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 512, Edge::periodic));
  const Generator fine = fp.generator();
  const auto q = *stationary(fine);
  const double all = entropy_production(fine, q);
  Series seen{.label = "σ of the lumps over σ", .style = Series::Style::points};
  double last = all;
  for (std::uint32_t lumps = 256; lumps >= 4; lumps /= 2) {
    std::vector<std::uint32_t> of(512);
    for (std::uint32_t i = 0; i < 512; ++i) of[i] = i * lumps / 512;
    const double sigma = entropy_production(coarse_grained(fine, q, of), lumped(q, of));
    v.checks.push_back(
        at_most(fmt::format("driven ring: σ of {} lumps, not above that of twice as many", lumps), sigma,
                last, 1e-12));
    last = sigma;
    seen.add(lumps, sigma / all);
  }
  // One current on a ring of equal lumps: affinity and current are kept, and with them the dissipation, while what is lumped
  // is nearly uniform.
  v.figures.push_back(
      {.title = "What a coarse observer sees of the dissipation",
       .x_label = "number of lumps on the ring",
       .y_label = "σ of the lumps/σ",
       .series = {seen},
       .caption =
           "Driven ring, V = 1, f = 0.8, kT = 0.5, 512 cells. The rest is hidden in fluxes within and across "
           "lumps that average out.",
       .log_x = true});
  return v;
}

const Registered registered{{
    .name = "jump/coarse_graining",
    .claim = "Lumped states keep masses and currents and never dissipate more than what they are lumps of.",
    .equation = "σ_{lumps} ≤ σ",
    .source = "esposito2012",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"rates are averaged with equal weights", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
