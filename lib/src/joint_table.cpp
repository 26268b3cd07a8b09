#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/joint_table.hpp>
#include <string>
#include <utility>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

void require_variables(const JointTable& p, std::initializer_list<const Variables*> lists,
                       const char* function) {
  std::vector<bool> named(p.variables());
  for (const Variables* list : lists)
    for (std::size_t v : *list) {
      require(v < p.variables(), "a variable is a number below the number of variables", "variable",
              static_cast<double>(v), function);
      require(!named[v], "a variable may be named once", "variable", static_cast<double>(v), function);
      named[v] = true;
    }
}

void require_some(const Variables& list, const char* argument, const char* function) {
  require(!list.empty(), "a list of variables needs at least one", argument, "{}", function);
}

Variables joined(std::initializer_list<const Variables*> lists) {
  Variables all;
  for (const Variables* list : lists) all.insert(all.end(), list->begin(), list->end());
  return all;
}

/// 0, 1, ..., n - 1 shifted by `first`.
Variables counted(std::size_t first, std::size_t n) {
  Variables v(n);
  for (std::size_t i = 0; i < n; ++i) v[i] = first + i;
  return v;
}

double entropy_unchecked(const JointTable& p, const Variables& a) {
  return a.empty() ? 0 : shannon_entropy(p.marginal(a).masses());
}

double conditional_information(const JointTable& p, const Variables& a, const Variables& b,
                               const Variables& c) {
  const JointTable abc = p.marginal(joined({&a, &b, &c}));
  const Variables a_ = counted(0, a.size()), b_ = counted(a.size(), b.size()),
                  c_ = counted(a.size() + b.size(), c.size());
  const Variables ac = joined({&a_, &c_}), bc = joined({&b_, &c_});
  const JointTable p_ac = abc.marginal(ac), p_bc = abc.marginal(bc), p_c = abc.marginal(c_);
  const auto to_ac = abc.cells_of(ac), to_bc = abc.cells_of(bc), to_c = abc.cells_of(c_);
  return detail::pairwise(0, abc.masses().size(), [&](std::size_t i) {
    const double whole = p_c.masses()[to_c[i]];
    if (whole == 0) return 0.0;
    return detail::kullback_leibler_term(abc.masses()[i],
                                         p_ac.masses()[to_ac[i]] * (p_bc.masses()[to_bc[i]] / whole));
  });
}

double interaction(const JointTable& p, const std::vector<Variables>& parts) {
  double sum = 0;
  const std::size_t n = parts.size();
  for (std::size_t subset = 1; subset < (std::size_t{1} << n); ++subset) {
    Variables chosen;
    std::size_t size = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (subset >> i & 1U) chosen.insert(chosen.end(), parts[i].begin(), parts[i].end()), ++size;
    // H(X) + H(Y) - H(X,Y) for two; each further variable turns the sign, so that synergy stays positive.
    sum += ((n - size) % 2 == 0 ? -1.0 : 1.0) * entropy_unchecked(p, chosen);
  }
  return sum;
}

}  // namespace

JointTable::JointTable(std::vector<std::size_t> states, std::vector<double> masses)
    : states_(std::move(states)), masses_(std::move(masses)) {
  std::size_t cells = 1;
  for (std::size_t s : states_) {
    require(s > 0 && cells <= std::numeric_limits<std::size_t>::max() / s,
            "each variable has at least one state", "states", static_cast<double>(s), "JointTable");
    cells *= s;
  }
  require(cells == masses_.size(), "a joint table has one mass for each combination of states", "masses",
          std::to_string(masses_.size()) + " for " + std::to_string(cells), "JointTable");
  detail::require_distribution(masses_, "masses", "JointTable");
}

JointTable JointTable::with_function(std::span<const std::size_t> map, std::size_t output_states) const {
  require(map.size() == masses_.size(), "a map has one value per cell", "number of values",
          static_cast<double>(map.size()));
  std::vector<double> masses(masses_.size() * output_states);
  for (std::size_t i = 0; i < map.size(); ++i) {
    require(map[i] < output_states, "a map must lead to one of the output states",
            "map[" + std::to_string(i) + "]", static_cast<double>(map[i]));
    masses[i * output_states + map[i]] = masses_[i];
  }
  std::vector<std::size_t> states = states_;
  states.push_back(output_states);
  return {std::move(states), std::move(masses)};
}

std::vector<std::size_t> JointTable::cells_of(const Variables& kept) const {
  require_variables(*this, {&kept}, "cells_of");
  std::vector<std::size_t> stride(variables(), 0);
  std::size_t cells = 1;
  for (std::size_t k = kept.size(); k-- > 0;) stride[kept[k]] = cells, cells *= states_[kept[k]];
  std::vector<std::size_t> cell(masses_.size()), at(variables(), 0);
  std::size_t to = 0;
  for (std::size_t& c : cell) {
    c = to;
    for (std::size_t v = variables(); v-- > 0;) {  // the odometer, last variable first
      to += stride[v];
      if (++at[v] < states_[v]) break;
      to -= stride[v] * states_[v];
      at[v] = 0;
    }
  }
  return cell;
}

JointTable JointTable::marginal(const Variables& kept) const {
  const auto cell = cells_of(kept);
  std::vector<std::size_t> states;
  std::size_t cells = 1;
  for (std::size_t v : kept) states.push_back(states_[v]), cells *= states_[v];
  std::vector<double> masses(cells), lost(cells);
  for (std::size_t i = 0; i < cell.size();
       ++i) {  // compensated (Neumaier): a marginal may sum a million cells
    double& sum = masses[cell[i]];
    const double x = masses_[i], next = sum + x;
    lost[cell[i]] += sum >= x ? (sum - next) + x : (x - next) + sum;
    sum = next;
  }
  for (std::size_t i = 0; i < cells; ++i) masses[i] += lost[i];
  return {std::move(states), std::move(masses)};
}

double entropy(const JointTable& p, const Variables& a) {
  require_variables(p, {&a}, "entropy");
  return entropy_unchecked(p, a);
}

double conditional_entropy(const JointTable& p, const Variables& a, const Variables& given) {
  require_variables(p, {&a, &given}, "conditional_entropy");
  const JointTable joint = p.marginal(joined({&a, &given}));
  const Variables c = counted(a.size(), given.size());
  const JointTable p_c = joint.marginal(c);
  const auto to_c = joint.cells_of(c);
  return detail::pairwise(0, joint.masses().size(), [&](std::size_t i) {
    const double both = joint.masses()[i], whole = p_c.masses()[to_c[i]];
    return both > 0 && both < whole ? -both * std::log(both / whole) : 0.0;
  });
}

double mutual_information(const JointTable& p, const Variables& a, const Variables& b) {
  require_variables(p, {&a, &b}, "mutual_information");
  return conditional_information(p, a, b, {});
}

double conditional_mutual_information(const JointTable& p, const Variables& a, const Variables& b,
                                      const Variables& given) {
  require_variables(p, {&a, &b, &given}, "conditional_mutual_information");
  return conditional_information(p, a, b, given);
}

double multi_information(const JointTable& p, const Variables& parts) {
  require_variables(p, {&parts}, "multi_information");
  require_some(parts, "parts", "multi_information");
  // The chain rule: sum_i I(X_i; X_0..X_(i-1)), no term negative.
  double sum = 0;
  for (std::size_t i = 1; i < parts.size(); ++i)
    sum += conditional_information(p, {parts[i]},
                                   Variables(parts.begin(), parts.begin() + static_cast<long>(i)), {});
  return sum;
}

double interaction_information(const JointTable& p, const Variables& parts) {
  require_variables(p, {&parts}, "interaction_information");
  require(parts.size() >= 2 && parts.size() <= 20, "interaction is of 2 to 20 variables",
          "number of variables", static_cast<double>(parts.size()));
  std::vector<Variables> each;
  for (std::size_t v : parts) each.push_back({v});
  return interaction(p, each);
}

double transfer_entropy(const JointTable& p, const Variables& target_next, const Variables& target_past,
                        const Variables& source_past) {
  require_variables(p, {&target_next, &target_past, &source_past}, "transfer_entropy");
  return conditional_information(p, target_next, source_past, target_past);
}

InformationAggregation aggregate_information(const JointTable& p, const Variables& x,
                                             const std::vector<Variables>& observations) {
  const std::size_t k = observations.size();
  require(k >= 1 && k <= 16, "information is gathered from 1 to 16 observations", "number of observations",
          static_cast<double>(k));
  Variables all = x;
  for (const auto& y : observations) all.insert(all.end(), y.begin(), y.end());
  require_variables(p, {&all}, "aggregate_information");
  require_some(x, "x", "aggregate_information");

  InformationAggregation result{};
  Variables seen;
  for (const auto& y : observations) {
    result.steps.push_back(conditional_information(p, x, y, seen));
    result.total.push_back((result.total.empty() ? 0 : result.total.back()) + result.steps.back());
    seen.insert(seen.end(), y.begin(), y.end());
  }
  result.by_order.assign(k, 0.0);
  for (std::size_t subset = 1; subset < (std::size_t{1} << k); ++subset) {
    std::vector<Variables> parts{x};
    for (std::size_t i = 0; i < k; ++i)
      if (subset >> i & 1U) parts.push_back(observations[i]);
    const std::size_t order = parts.size() - 1;
    result.by_order[order - 1] +=
        order == 1 ? conditional_information(p, x, parts[1], {}) : interaction(p, parts);
  }
  return result;
}

}  // namespace stochtherm
