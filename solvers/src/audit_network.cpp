#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/audit.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

#include "audit_laws.hpp"

namespace stochtherm {
namespace {

AuditLine exact(std::string law, std::string what, double measured, Relation relation, double expected,
                double materiality, std::string cause, std::string remedy) {
  AuditLine line = audit_line(std::move(law), std::move(what), measured, relation, expected, materiality,
                              std::move(cause), std::move(remedy));
  line.decisive = true;
  return line;
}

/// The largest |work of a jump - what was declared| over kT.
double worst_work(const Generator& g, std::span<const double> work) {
  double worst = 0;
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    const Link& link = g.links[l];
    if (link.forward == 0 || link.backward == 0) continue;
    const double declared = work.empty() ? 0 : work[l];
    worst = std::max(worst, std::abs(jump_accounts(g, link).nonconservative_work - declared) /
                                g.reservoirs[link.reservoir].kT);
  }
  return worst;
}

double relative_entropy(std::span<const double> p, std::span<const double> q) {
  double D = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0 && q[i] > 0) D += p[i] * std::log(p[i] / q[i]);
  return D;
}

}  // namespace

Audit audit(const Generator& g, std::span<const double> work, std::span<const double> start,
            const AuditRules& rules) {
  g.check();
  require(work.empty() || work.size() == g.links.size(), "one work per link, or none", "work",
          static_cast<double>(work.size()));
  require(start.empty() || start.size() == g.states, "one probability per state, or none", "p",
          static_cast<double>(start.size()));
  std::vector<AuditLine> lines;
  const auto one_way = std::count_if(g.links.begin(), g.links.end(),
                                     [](const Link& l) { return (l.forward > 0) != (l.backward > 0); });
  lines.push_back(exact("way back", "the number of links without a way back", static_cast<double>(one_way),
                        Relation::equal, 0, 0, "a reverse rate that was left out",
                        "give every link both rates, or count its entropy as infinite"));
  if (g.energy.empty())
    lines.push_back(not_recorded(detail::detailed_balance, "The network declares no energies."));
  else
    lines.push_back(
        exact(detail::detailed_balance, "the largest undeclared work of a jump, in kT", worst_work(g, work),
              Relation::equal, 0, 1e-9,
              "a rate that does not fit the energies, the reservoir's temperature or the internal entropies",
              "make forward/backward = exp(-(dE - work)/kT + ds)"));
  if (g.absorbing()) {
    lines.push_back(does_not_apply("stationarity", "Probability leaves the system."));
    return judge(std::move(lines), rules);
  }
  const auto stationary_state = stationary(g);
  const double residual = stationary_state ? stationary_state.stats().residual : INFINITY;
  lines.push_back(exact("stationarity", "the largest |dp/dt| of the stationary state, over the largest flux",
                        residual, Relation::equal, 0, 1e-9,
                        "states that cannot be left, in more than one set",
                        "join the sets, or treat them apart"));
  if (!stationary_state) return judge(std::move(lines), rules);
  std::vector<double> p(start.begin(), start.end());
  if (p.empty()) p.assign(g.states, 1 / static_cast<double>(g.states));
  const auto rates = escape_rates(g);
  const double fastest = *std::max_element(rates.begin(), rates.end());
  const auto q = *evolve(g, p, 1 / fastest, 1e-12);
  lines.push_back(exact("relaxation", "the growth of D(p‖stationary) in a short time",
                        relative_entropy(q, *stationary_state) - relative_entropy(p, *stationary_state),
                        Relation::at_most, 0, 1e-11, "masses that were not conserved", "look at the rates"));
  if (one_way == 0)
    lines.push_back(exact(detail::second_law, "the entropy production rate in the stationary state",
                          entropy_production(g, *stationary_state), Relation::at_least, 0, 1e-12, "rounding",
                          "none is needed"));
  return judge(std::move(lines), rules);
}

Audit audit(const DrivenMasses& driven, const AuditRules& rules) {
  const Ledger& ledger = driven.ledger;
  const double total = pairwise_sum(driven.masses);
  double scale =
      std::abs(ledger.work) + std::abs(ledger.nonconservative_work) + std::abs(ledger.energy_change);
  for (const BathHeat& bath : ledger.baths) scale += std::abs(bath.heat);
  std::vector<AuditLine> lines{
      exact("conservation", "the sum of the masses", total, Relation::equal, 1, 1e-11,
            "mass that was lost or made", "look at the rates"),
      exact(detail::first_law, "energy less work and heat", ledger.first_law_residual(), Relation::equal, 0,
            1e-11 * std::max(1.0, scale), "a column that was not booked", "book the two moves of each step"),
      exact(detail::second_law, "the total entropy production", ledger.total_entropy(), Relation::at_least, 0,
            1e-9, "heat of the wrong sign, or of another bath's temperature",
            "check the reservoirs of the links")};
  return judge(std::move(lines), rules);
}

}  // namespace stochtherm
