// Mean velocity and effective diffusion in a tilted periodic potential, from the counting statistics of the grid.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/counting.hpp>
#include <stochtherm/validation/case.hpp>

#include "richardson.hpp"

namespace stochtherm::validation {
namespace {

struct Motion {
  double v, D;
};
Motion motion(const models::DrivenRing& ring, std::size_t cells) {
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), cells, Edge::periodic));
  const std::vector<double> lengths(cells, ring.period() / static_cast<double>(cells));
  const auto c = *cumulant_rates(fp.generator(), lengths);
  return {c.mean, c.variance / 2};
}

Verdict run(double temperature_factor) {
  struct Row {
    double V, f, kT, v, D;
  };
  const Row rows[] = {{1, 0.5, 0.5, 0.17559340604, 0.42358879744},
                      {1, 1, 1, 0.77471842530, 1.13745239940},
                      {1, 1, 0.1, 0.36895324576, 0.41112993532},
                      {1, 1, 0.01, 0.17136763140, 0.18181318500},
                      {1, 0, 0.5, 0, 0.09621843925}};
  Verdict verdict;
  Table table{.title = "Tilted periodic potential V cos x − f x",
              .columns = {"V", "f", "kT", "v", "D_{eff}", "D_{eff}/D_{0}", "2 D σ/v^{2}"},
              .rows = {}};
  for (const Row& r : rows) {
    const models::DrivenRing ring{.V = r.V, .f = r.f, .T = {r.kT * temperature_factor}};
    std::vector<double> v, D;
    for (std::size_t cells = r.kT < 0.05 ? 512 : 128, k = 0; k < 5; cells *= 2, ++k) {
      const Motion m = motion(ring, cells);
      v.push_back(m.v), D.push_back(m.D);
    }
    const Limit mean = limit_of_even_series(v), spread = limit_of_even_series(D);
    const std::string at = fmt::format("f = {}, kT = {}", r.f, r.kT);
    if (r.f > 0)
      verdict.checks.push_back(at_most(at + ": |v/known − 1|", std::abs(mean.value / r.v - 1), 1e-9));
    verdict.checks.push_back(at_most(at + ": |D/known − 1|", std::abs(spread.value / r.D - 1), 1e-8));
    table.rows.push_back(
        {fmt::format("{}", r.V), fmt::format("{}", r.f), fmt::format("{}", r.kT),
         fmt::format("{:.11f}", mean.value), fmt::format("{:.11f}", spread.value),
         fmt::format("{:.6f}", spread.value / r.kT),
         r.f > 0 ? fmt::format("{:.6f}", 2 * spread.value * r.f / (r.kT * mean.value)) : "–"});
  }
  verdict.tables.push_back(table);
  return verdict;
}

const Registered registered{{
    .name = "jump/drift_and_diffusion",
    .claim = "The first two cumulants of the distance travelled on a grid tend to the known velocity and "
             "effective diffusion.",
    .equation = "v = lim ⟨x⟩/t,   D_{eff} = lim Var x/2t",
    .source = "reimann2002, koza1999",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the temperature is a millionth too high", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
