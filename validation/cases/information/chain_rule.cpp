// How information on one variable grows with each observation of others.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/joint_table.hpp>
#include <stochtherm/validation/case.hpp>

#include "random_table.hpp"

namespace stochtherm::validation {
namespace {

/// What is left unknown of X after i observations, from I(X;Y_1..Y_i).
using Left = std::function<double(double entropy, double information)>;

Verdict compare(const Effort& effort, const Left& left) {
  Verdict verdict;
  // XOR gains nothing from one input and all from two; AND has redundancy and synergy.
  const JointTable inputs({2, 2}, {0.25, 0.25, 0.25, 0.25});
  const std::vector<std::size_t> xor_map{0, 1, 1, 0}, and_map{0, 0, 0, 1};
  const double h = 2 - 0.75 * std::log2(3.0);
  const auto of_xor = aggregate_information(inputs.with_function(xor_map, 2), {2}, {{0}, {1}});
  const auto of_and = aggregate_information(inputs.with_function(and_map, 2), {2}, {{0}, {1}});
  verdict.checks.push_back(
      conditioned("XOR: I(X;Y_{2}|Y_{1}) − I(X;Y_{2}), bits", bits(of_xor.by_order[1]), 1, 1, 16));
  verdict.checks.push_back(conditioned("AND: I(X;Y_{2}|Y_{1}) − I(X;Y_{2}), bits", bits(of_and.by_order[1]),
                                       h - 2 * (h - 0.5), 1, 64));
  verdict.checks.push_back(digits("the same, published", bits(of_and.by_order[1]), 0.188722, 6));

  // Tables without symmetry: four observations of unequal size.
  double worst_chain = 0, worst_orders = 0, worst_entropies = 0, least_step = 1, worst_rise = 0,
         worst_interaction = 0;
  Series steps{
      .label = "H(X|Y_{1}..Y_{i}), one table", .x = {}, .y = {}, .error = {}, .style = Series::Style::steps};
  const std::size_t tables = 20;
  for (std::size_t t = 0; t < tables; ++t) {
    const JointTable p = random_table(effort.seed, t, {4, 2, 3, 2, 3}, 0.2);
    const auto a = aggregate_information(p, {0}, {{1}, {2}, {3}, {4}});
    const double all = mutual_information(p, {0}, {1, 2, 3, 4}), H = entropy(p, {0});
    worst_chain = std::max(worst_chain, std::abs(a.total.back() / all - 1));
    double orders = 0;
    for (double term : a.by_order) orders += term;
    worst_orders = std::max(worst_orders, std::abs(orders / all - 1));
    // From entropies instead of from ratios.
    const double entropies = H - conditional_entropy(p, {0}, {1, 2, 3, 4});
    worst_entropies = std::max(worst_entropies, std::abs(entropies / all - 1));
    double before = H;
    for (std::size_t i = 0; i < 4; ++i) {
      least_step = std::min(least_step, a.steps[i]);
      const double now = left(H, a.total[i]);
      worst_rise = std::max(worst_rise, now - before);
      before = now;
      if (t == 0) steps.add(static_cast<double>(i + 1), now);
    }
    // Interaction of three: the same whichever of them is the condition, and no sum over subsets.
    const double by_three = interaction_information(p, {0, 1, 2});
    worst_interaction =
        std::max(worst_interaction, std::abs(conditional_mutual_information(p, {1}, {2}, {0}) -
                                             mutual_information(p, {1}, {2}) - by_three));
  }
  // Sums of some hundred terms of order one.
  verdict.checks.push_back(
      at_most("sum of the steps against I(X;Y_{1}..Y_{4}), relative", worst_chain, 1e-13));
  verdict.checks.push_back(
      at_most("sum over orders against I(X;Y_{1}..Y_{4}), relative", worst_orders, 1e-12));
  verdict.checks.push_back(at_most("H(X) − H(X|Y_{1}..Y_{4}) against it, relative", worst_entropies, 1e-12));
  verdict.checks.push_back(at_least("least step I(X;Y_{i}|Y_{1}..Y_{i−1})", least_step, 0));
  verdict.checks.push_back(at_most("largest rise of H(X|Y_{1}..Y_{i}) with i", worst_rise, 0, 1e-14));
  verdict.checks.push_back(
      at_most("I(Y;Z|X) − I(Y;Z) against the interaction of three", worst_interaction, 1e-13));
  verdict.figures.push_back(
      {.title = "What is left to know",
       .x_label = "observations",
       .y_label = "nats",
       .series = {steps},
       .caption = "Each observation leaves the uncertainty about X where it was or lowers it."});
  verdict.remarks.emplace_back(
      "Observing lowers uncertainty: H(X) ≥ H(X|Y_{1}) ≥ H(X|Y_{1},Y_{2}). The inequality is sometimes "
      "printed the other "
      "way round.");
  return verdict;
}

const Registered registered{{
    .name = "information/chain_rule",
    .claim = "Information from several observations is the sum of what each adds, never falls, and splits "
             "into orders of "
             "interaction.",
    .equation = "I(X;Y_{1}..Y_{k}) = Σ_{i} I(X;Y_{i}|Y_{1}..Y_{i−1}) ≥ I(X;Y_{1}..Y_{k−1})",
    .source = "cover2006, mcgill1954, williams2010",
    .tags = {"exact", "figure"},
    .check =
        [](const Effort& effort) {
          return compare(effort, [](double entropy, double information) { return entropy - information; });
        },
    .sabotage = {.description = "The inequality is turned round: uncertainty rises by what is observed.",
                 .check =
                     [](const Effort& effort) {
                       return compare(
                           effort, [](double entropy, double information) { return entropy + information; });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
