#include <fmt/format.h>

#include "audit_runs.hpp"

namespace stochtherm::validation {
namespace {

/// Many small sound runs, and how many of their tables have a broken line.
Verdict run(const Effort& effort, double strictness) {
  const std::size_t runs = std::clamp<std::size_t>(effort.samples(1500), 400, 6000);
  const double probability = 0.2;  // so high that the rate can be measured
  const Protocol brief = Protocol::linear(0, 0.2, 0.3);
  Column strict(runs), ordinary(runs), pair_strict(runs);
  for (std::size_t i = 0; i < runs; ++i) {
    Effort one = effort;
    one.seed = Seed{effort.seed.value * 1'000'003 + i};
    one.threads = 1;
    // Under Euler-Maruyama the innovations are exactly normal: significance alone decides. Their squares are skewed, for
    // which the audit moves one of its two thresholds out: 1 per cent of the rate at this size of runs.
    const AuditRules rules{.false_alarm_probability = strictness * probability,
                           .materiality = 0,
                           .laws = {"fluctuation-dissipation", "equation of motion"}};
    const auto single = *simulate(well, brief, recorded(one, 240, 3e-3), from_equilibrium, EulerMaruyama{});
    strict[i] = audit(single, rules).broken().empty() ? 0 : 1;
    ordinary[i] = audit(single, well, brief).broken().empty() ? 0 : 1;
    const auto two = *simulate(pair, brief, recorded(one, 240, 3e-3), from_point(std::vector<double>{0, 0}),
                               EulerMaruyama{});
    pair_strict[i] = audit(two, rules).broken().empty() ? 0 : 1;
  }
  Verdict v;
  const auto of_any = [&](double lines) { return 1 - std::pow(1 - probability / lines, lines); };
  v.checks = {statistical("rate of tables with a false alarm, two lines at 0.2 in all", estimate_mean(strict),
                          of_any(2), 0.15),
              statistical("rate of tables with a false alarm, four lines at 0.2 in all",
                          estimate_mean(pair_strict), of_any(4), 0.15),
              // The budget of 1e-3, and what five standard errors of so rare a count may add.
              at_most("rate at the ordinary rules, all lines, with the model",
                      pairwise_sum(ordinary) / static_cast<double>(runs),
                      1e-3 + 5 * std::sqrt(1e-3 / static_cast<double>(runs)))};
  v.remarks.push_back(fmt::format(
      "{} runs of 240 trajectories and 100 steps; at the ordinary rules {:.0f} of them had a broken "
      "line.",
      runs, pairwise_sum(ordinary)));
  return v;
}

const Registered registered{{
    .name = "langevin/audit_false_alarms",
    .claim = "A table of an audit raises a false alarm with the probability that it was given, however many "
             "lines it has.",
    .equation = "P(any of m lines) = 1 − (1 − α/m)^{m}",
    .source = "student1908",
    .tags = {"statistical"},
    .statistical_checks = 2,
    .check = [](const Effort& e) { return run(e, 1); },
    .sabotage = {"each line is judged at the probability of the whole table, doubled",
                 [](const Effort& e) { return run(e, 4); }},
}};

}  // namespace
}  // namespace stochtherm::validation
