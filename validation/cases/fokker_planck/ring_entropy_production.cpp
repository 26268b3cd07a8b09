#include <numbers>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(bool open) {
  Verdict v;
  for (double kT : {0.1, 0.5, 2.0})
    for (double f : {0.05, 0.8}) {
      const models::DrivenRing ring{.V = 1, .f = f, .T = {kT}, .mu = {0.7}};
      const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 512, Edge::periodic));
      const Density p = *fp.stationary();
      ChainGenerator links = fp.chain();
      if (open)
        links.ring = false,
        links.up.back() = links.down.front() = 0;  // the link that closes the ring is forgotten
      const double sigma = entropy_production(links, p.masses()), J = fp.current(p, 0);
      // J is a difference of fluxes kT p/d^2 that are larger: this is the condition of the problem.
      const double kappa = 1 + ring.mu.mu * kT * p[0] / (fp.grid().width(0) * fp.grid().width(0)) / J;
      v.checks.push_back(conditioned(
          "σ at kT = " + std::to_string(kT).substr(0, 3) + ", f = " + std::to_string(f).substr(0, 4), sigma,
          2 * std::numbers::pi * f * J / kT, kappa, 16));
      if (f == 0.8)
        v.checks.push_back(at_most("the same, relative difference",
                                   std::abs(sigma / (2 * std::numbers::pi * f * J / kT) - 1), 1e-12));
    }
  const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}};
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 512, Edge::periodic));
  const Density p = *fp.stationary();
  v.checks.push_back(digits("J at V = 1, f = 0.8, kT = 0.5 on 512 cells", fp.current(p, 0), 0.06670488, 7));
  Series density{.label = "p(x)"}, boltzmann{.label = "e^{−U/kT}/Z", .style = Series::Style::dashed};
  const Density eq = fp.equilibrium();
  for (std::size_t i = 0; i < p.size(); i += 2) {
    density.x.push_back(fp.grid().centre(i)), density.y.push_back(p.pdf(i));
    boltzmann.x.push_back(fp.grid().centre(i)), boltzmann.y.push_back(eq.pdf(i));
  }
  v.figures.push_back(
      {.title = "A driven ring is not in equilibrium",
       .x_label = "x",
       .y_label = "density",
       .series = {density, boltzmann},
       .caption = "V = 1, f = 0.8, kT = 0.5: the drive pushes the maximum forward and fills the barrier."});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/ring_entropy_production",
    .claim = "Schnakenberg's sum over the links of a driven ring is the power of the driving force over the "
             "temperature.",
    .equation = "σ = Σ (a − b) ln(a/b) = 2π f J/kT",
    .source = "schnakenberg1976, seifert2012",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"the link that closes the ring is left out of the sum",
                 [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
