#include <algorithm>
#include <cmath>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(bool explicit_euler) {
  const models::DrivenRing ring{.V = 3, .f = 1, .T = {0.1}};
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 400, Edge::periodic));
  const Density start = Density::point(fp.grid(), 1.0);
  Verdict v;
  for (double dt : {1e-4, 1e-2, 1.0, 1e4}) {
    std::vector<double> p(start.masses().begin(), start.masses().end());

    if (explicit_euler) {
      const auto& g = fp.chain();
      for (int i = 0; i < 100; ++i) {
        std::vector<double> next = p;
        for (std::size_t k = 0; k < p.size(); ++k) {
          const double flow = dt * current(g, p, k);
          next[k] -= flow;
          next[(k + 1) % p.size()] += flow;
        }
        p = next;
      }
    } else {
      const Density end = *fp.evolve(start, 100 * dt, dt);
      p.assign(end.masses().begin(), end.masses().end());
    }
    double total = 0, lowest = INFINITY;
    for (double mass : p) total += mass, lowest = std::min(lowest, mass);
    const std::string what = "100 steps of " + std::to_string(dt).substr(0, 6) + ": ";
    v.checks.push_back(at_most(what + "|Σp − 1|", std::abs(total - 1), 1e-13));
    v.checks.push_back(at_least(what + "smallest mass", lowest, 0));
  }
  const Density smooth = *fp.evolve(start, 1, 1e-2), end = *fp.evolve(smooth, 1, 1e-3, Sdirk2{});
  v.checks.push_back(
      at_most("1 000 steps of SDIRK2 from a smooth start: |Σp − 1|", std::abs(end.total() - 1), 1e-13));
  return v;
}

const Registered registered{{
    .name = "fokker_planck/mass_is_conserved",
    .claim = "Implicit steps of any length keep the total mass to rounding and every mass non-negative, from "
             "a start in one "
             "cell, on stiff driven rings.",
    .equation = "Σ_{i} p_{i} = 1, p_{i} ≥ 0",
    .source = "grassmann1985, hairer1996",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"explicit Euler steps of the same length", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
