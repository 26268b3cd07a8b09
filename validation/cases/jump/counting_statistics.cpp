// How currents fluctuate: cumulants, the symmetry of Gallavotti and Cohen, the uncertainty relation, large deviations.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/solvers/jump/counting.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

Verdict run(double back) {
  Verdict v;
  const Generator golden = golden_network();
  std::vector<double> first(golden.links.size());
  first[0] = 1;  // 0 -> 1
  const auto J = *cumulant_rates(golden, first);
  v.checks = {digits("four states: current 0 → 1", J.mean, -0.200418161958, 12),
              digits("its variance per time", J.variance, 0.26364304, 8)};
  auto entropy = entropy_weights(golden);
  const auto sigma = *cumulant_rates(golden, entropy);
  v.checks.push_back(digits("four states: entropy production", sigma.mean, 0.479912375770, 12));
  v.checks.push_back(
      digits("Var J σ/2 J² of that current", J.variance * sigma.mean / (2 * J.mean * J.mean), 1.57497663, 8));
  v.checks.push_back(
      digits("variance over mean of the entropy produced", sigma.variance / sigma.mean, 2.164606, 7));
  entropy[3] *= back;
  for (double s : {-0.3, -0.1, 0.2}) {
    const double left = *scaled_cumulants(golden, entropy, s),
                 right = *scaled_cumulants(golden, entropy, -1 - s);
    v.checks.push_back(
        at_most(fmt::format("|λ(s) − λ(−1 − s)| at s = {}", s), std::abs(left - right), 1e-12));
  }
  v.checks.push_back(digits("λ(−0.3)", *scaled_cumulants(golden, entropy, -0.3), -0.0990492803, 9));
  v.checks.push_back(at_most("|λ(−1)|", std::abs(*scaled_cumulants(golden, entropy, -1)), 1e-12));
  // A ring with rates 2 and 1: lambda(s) of the entropy current in closed form.
  const Generator ring = as_generator({std::vector<double>(3, 2), std::vector<double>(3, 1), true});
  const std::vector<double> around(3, 1.0 / 3);
  const auto turns = *cumulant_rates(ring, around);
  v.checks.push_back(digits("ring of three: turns per time", turns.mean, 1.0 / 3, 13));
  v.checks.push_back(digits("ring of three: 2 D σ/J²",
                            turns.variance * std::log(2) / (turns.mean * turns.mean), 2.0794415417, 11));
  // Steps of a biased walk: rates a and b, cumulants a - b, a + b, a - b, a + b.
  const std::vector<double> steps(3, 1);
  const auto walk = *cumulant_rates(ring, steps);
  v.checks.push_back(conditioned("third cumulant of a walk's steps", walk.third, 1, 1, 100));
  v.checks.push_back(conditioned("fourth", walk.fourth, 3, 1, 100));
  // Its rate function: sup s j - 2 (e^s - 1) - (e^{-s} - 1).
  double worst = 0;
  Series found{.label = "by eigenvalues", .style = Series::Style::points}, exact{.label = "closed form"};
  for (double j = -2; j <= 4; j += 0.5) {
    const double z = (j + std::sqrt(j * j + 8)) / 4, known = j * std::log(z) - 2 * (z - 1) - (1 / z - 1);
    const double I = *rate_function(ring, steps, j);
    worst = std::max(worst, std::abs(I - known));
    found.add(j, I);
  }
  for (double j = -2; j <= 4; j += 0.05) {
    const double z = (j + std::sqrt(j * j + 8)) / 4;
    exact.add(j, j * std::log(z) - 2 * (z - 1) - (1 / z - 1));
  }
  v.checks.push_back(at_most("rate function of a walk, largest error", worst, 1e-11));
  v.figures.push_back(
      {.title = "How unlikely a mean current is",
       .x_label = "steps per time j",
       .y_label = "I(j)",
       .series = {exact, found},
       .caption = "Ring with rates 2 and 1: I(−j) − I(j) = j ln 2, the symmetry of Gallavotti and Cohen."});
  Series curve{.label = "λ(s)"}, mirrored{.label = "λ(−1 − s)", .style = Series::Style::dashed};
  const auto right_weights = entropy_weights(golden);
  for (double s = -1.4; s <= 0.41; s += 0.1)
    curve.add(s, *scaled_cumulants(golden, right_weights, s)),
        mirrored.add(s, *scaled_cumulants(golden, right_weights, -1 - s));
  v.figures.push_back({.title = "Entropy production of four states",
                       .x_label = "s",
                       .y_label = "λ(s)",
                       .series = {curve, mirrored},
                       .caption = "The generating function is symmetric about −1/2."});
  return v;
}

const Registered registered{{
    .name = "jump/counting_statistics",
    .claim = "Cumulants and large deviations of currents come from the tilted generator; entropy production "
             "is symmetric about −1/2.",
    .equation = "λ(s) = lim t^{−1} ln⟨e^{sJ}⟩,   λ(s) = λ(−1 − s)",
    .source = "lebowitzspohn1999, touchette2009",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"one link's entropy is counted one percent too high",
                 [](const Effort&) { return run(1.01); }},
}};

}  // namespace
}  // namespace stochtherm::validation
