#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/thermodynamics/information_flow.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <string>
#include <utility>
#include <vector>

#include "link_terms.hpp"

namespace stochtherm {
namespace {

using Labels = std::span<const std::size_t>;

/// The labels as 0, 1, 2, ... in their order, and how many there are.
std::pair<std::vector<std::size_t>, std::size_t> numbered(Labels labels) {
  std::vector<std::size_t> known(labels.begin(), labels.end()), number;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  for (std::size_t label : labels)
    number.push_back(
        static_cast<std::size_t>(std::lower_bound(known.begin(), known.end(), label) - known.begin()));
  return {number, known.size()};
}

/// The table p(x, y), zero where there is no such state.
JointDistribution joint(std::span<const double> p, Labels x, Labels y) {
  const auto [rows, number_of_rows] = numbered(x);
  const auto [columns, number_of_columns] = numbered(y);
  std::vector<double> table(number_of_rows * number_of_columns);
  std::vector<bool> taken(table.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    const std::size_t at = rows[i] * number_of_columns + columns[i];
    require(!taken[at], "two states must differ in x or in y", "state", static_cast<double>(i),
            "information_flow");
    taken[at] = true;
    table[at] = p[i];
  }
  return {number_of_rows, number_of_columns, std::move(table)};
}

std::vector<double> marginal_of_each_state(std::span<const double> p, Labels label) {
  const auto [number, many] = numbered(label);
  std::vector<double> marginal(many), each(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) marginal[number[i]] += p[i];
  for (std::size_t i = 0; i < p.size(); ++i) each[i] = marginal[number[i]];
  return each;
}

/// Sums over the links that move `label`.
PartialEntropy partial(const Generator& g, std::span<const double> p, Labels label) {
  const std::vector<double> marginal = marginal_of_each_state(p, label);
  PartialEntropy part{};
  for (const Link& link : g.links) {
    const auto [there, back] = detail::fluxes(link, p);
    if (label[link.from] == label[link.to]) continue;
    const double J = there - back;
    const JumpAccounts jump = jump_accounts(g, link);
    const double own = detail::log_of_ratio(marginal[link.to], marginal[link.from]);
    const double joint = detail::log_of_ratio(p[link.to], p[link.from]);
    const double internal =
        g.internal_entropy.empty() ? 0 : g.internal_entropy[link.to] - g.internal_entropy[link.from];
    part.information += detail::times(J, joint - own);
    part.system += detail::times(J, internal - own);
    part.medium += detail::times(J, jump.medium_entropy);
    part.entropy_production += entropy_production(there, back);
  }
  return part;
}

}  // namespace

InformationFlow information_flow(const Generator& g, std::span<const double> p, Labels x, Labels y) {
  detail::require_account(g, p, "p");
  require(x.size() == g.states, "one label per state", "x", static_cast<double>(x.size()));
  require(y.size() == g.states, "one label per state", "y", static_cast<double>(y.size()));
  for (const Link& link : g.links)
    require(x[link.from] == x[link.to] || y[link.from] == y[link.to],
            "a jump must move x or y, not both: whose would the information be", "jump",
            std::to_string(link.from) + " -> " + std::to_string(link.to));
  return {joint(p, x, y).mutual_information(), partial(g, p, x), partial(g, p, y)};
}

}  // namespace stochtherm
