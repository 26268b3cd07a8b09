// BROJA on tables without symmetry, against a second algorithm that shares nothing with the first.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stochtherm/information/decomposition.hpp>
#include <stochtherm/validation/case.hpp>

#include "random_table.hpp"

namespace stochtherm::validation {
namespace {

/// Least I_q(T;A,B) by alternating projections: with r(a,b) given, each q(a,b|t) is the coupling of p(a|t) and p(b|t)
/// nearest to r (fitted to one marginal after the other); then r is their mean. Slow, and simple (Banerjee, Rauh and
/// Montufar).
double least_information(const JointTable& p, int rounds) {
  const std::size_t T = p.states()[0], A = p.states()[1], B = p.states()[2];
  const auto& m = p.masses();
  const auto at = [&](std::size_t t, std::size_t a, std::size_t b) { return (t * A + a) * B + b; };
  std::vector<double> pt(T, 0.0), pa(T * A, 0.0), pb(T * B, 0.0), r(A * B, 1.0 / static_cast<double>(A * B)),
      q(T * A * B);
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t a = 0; a < A; ++a)
      for (std::size_t b = 0; b < B; ++b) {
        pt[t] += m[at(t, a, b)];
        pa[t * A + a] += m[at(t, a, b)];
        pb[t * B + b] += m[at(t, a, b)];
      }
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t t = 0; t < T; ++t) {
      if (pt[t] == 0) continue;
      for (std::size_t i = 0; i < A * B; ++i) q[t * A * B + i] = r[i];
      for (int fit = 0; fit < 30; ++fit) {
        for (std::size_t a = 0; a < A; ++a) {
          double sum = 0;
          for (std::size_t b = 0; b < B; ++b) sum += q[at(t, a, b)];
          for (std::size_t b = 0; b < B; ++b) q[at(t, a, b)] *= sum > 0 ? pa[t * A + a] / pt[t] / sum : 0;
        }
        for (std::size_t b = 0; b < B; ++b) {
          double sum = 0;
          for (std::size_t a = 0; a < A; ++a) sum += q[at(t, a, b)];
          for (std::size_t a = 0; a < A; ++a) q[at(t, a, b)] *= sum > 0 ? pb[t * B + b] / pt[t] / sum : 0;
        }
      }
    }
    std::fill(r.begin(), r.end(), 0.0);
    for (std::size_t t = 0; t < T; ++t)
      for (std::size_t i = 0; i < A * B; ++i) r[i] += pt[t] * q[t * A * B + i];
  }
  double sum = 0;
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t i = 0; i < A * B; ++i)
      if (pt[t] * q[t * A * B + i] > 0) sum += pt[t] * q[t * A * B + i] * std::log(q[t * A * B + i] / r[i]);
  return sum;
}

using Rule = std::function<Solved<InformationDecomposition>(const JointTable&)>;

Verdict compare(const Effort& effort, const Rule& rule) {
  Verdict verdict;
  double worst = 0, gap = 0, most_redundant = 0, least_part = 1;
  const std::size_t tables = effort.samples(10);
  for (std::size_t t = 0; t < tables; ++t) {
    const JointTable p =
        random_table(effort.seed, 1000 + t, {2 + t % 2, 2 + t % 3, 3}, t % 2 == 0 ? 0 : 0.15);
    const auto solved = rule(p);
    const InformationDecomposition d = *solved;
    gap = std::max(gap, solved.stats().residual);
    const double least = d.redundant + d.unique_a + d.unique_b;
    worst = std::max(worst, std::abs(least - least_information(p, 4000)));
    const double i_a = mutual_information(p, {0}, {1}), i_b = mutual_information(p, {0}, {2});
    most_redundant = std::max(most_redundant, d.redundant - std::min(i_a, i_b));
    least_part = std::min({least_part, d.redundant, d.unique_a, d.unique_b, d.synergistic});
  }
  // Alternating projections gain a digit for every tenfold of rounds where a cell of the best q is empty.
  verdict.checks.push_back(at_most("least I_{q}(T;A,B) against alternating projections, nats", worst, 1e-6));
  verdict.checks.push_back(at_most("gap to the lower bound, nats", gap, 1e-9));
  verdict.checks.push_back(
      at_most("redundancy less the smaller of both informations", most_redundant, 0, 1e-10));
  verdict.checks.push_back(at_least("smallest of all parts", least_part, 0, 1e-10));
  return verdict;
}

const Registered registered{{
    .name = "information/decomposition_bounds",
    .claim = "On tables without symmetry BROJA finds the least information that both marginals allow, and "
             "its parts are "
             "not negative.",
    .equation = "U_{A} + U_{B} + R = min_{q: q(t,a) = p(t,a), q(t,b) = p(t,b)} I_{q}(T;A,B)",
    .source = "bertschinger2014, banerjee2018",
    .tags = {"exact"},
    .check =
        [](const Effort& effort) {
          return compare(effort, [](const JointTable& p) { return broja(p, {0}, {1}, {2}); });
        },
    .sabotage = {.description = "Williams and Beer's redundancy is passed off as BROJA's.",
                 .check =
                     [](const Effort& effort) {
                       return compare(effort, [](const JointTable& p) {
                         return Solved<InformationDecomposition>(williams_beer(p, {0}, {1}, {2}));
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
