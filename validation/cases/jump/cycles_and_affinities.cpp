// Schnakenberg's decomposition of entropy production into cycles.
#include <cmath>
#include <stochtherm/models/network/schloegl.hpp>
#include <stochtherm/solvers/jump/cycles.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

double sum_over_cycles(const Generator& g, const std::vector<double>& p, bool forget) {
  double sum = 0;
  auto cycles = fundamental_cycles(g);
  if (forget) cycles.pop_back();
  for (const Cycle& c : cycles) sum += cycle_current(g, c, p) * c.affinity;
  return sum;
}

Verdict run(bool forget) {
  Verdict v;
  const Generator golden = golden_network();
  const auto p = *stationary(golden);
  // All cycles go through state 0: the tree is the star 0-1, 0-2, 0-3, the chords are 1-2, 1-3, 2-3.
  const auto cycles = fundamental_cycles(golden);
  const double affinity[] = {-2.358220025475, -0.793708914257, 0.679197802639},
               current[] = {-0.225462733207, 0.025044571248, -0.046967550688};
  const char* name[] = {"0 → 1 → 2", "0 → 1 → 3", "0 → 2 → 3"};
  for (std::size_t k = 0; k < 3; ++k) {
    v.checks.push_back(digits(std::string("affinity of ") + name[k], cycles[k].affinity, affinity[k], 12));
    v.checks.push_back(
        digits(std::string("current of ") + name[k], cycle_current(golden, cycles[k], p), current[k], 10));
  }
  v.checks.push_back(
      digits("Σ current × affinity, four states", sum_over_cycles(golden, p, forget), 0.479912375770, 12));
  // Schloegl's reactions: each pair of neighbours joined by two reactions is a cycle of two links with the same affinity.
  const models::Schloegl model;
  const auto g = model.generator(400);
  const auto q = *stationary(g);
  double worst = 0;
  for (const Cycle& c : fundamental_cycles(g))
    worst = std::max(worst, std::abs(std::abs(c.affinity) / model.affinity() - 1));
  v.checks.push_back(digits("Schlögl: affinity", model.affinity(), 4.077537443906, 13));
  v.checks.push_back(at_most("Schlögl: affinity of every cycle, relative", worst, 1e-13));
  v.checks.push_back(
      digits("Schlögl, V = 10: Σ current × affinity", sum_over_cycles(g, q, false), 6.698239704929, 12));
  return v;
}

const Registered registered{{
    .name = "jump/cycles_and_affinities",
    .claim = "Entropy production in a stationary state is the sum over fundamental cycles of current times "
             "affinity.",
    .equation = "σ = Σ_{c} J_{c} A_{c}",
    .source = "schnakenberg1976, schloegl1972",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"the last cycle is left out", [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
