// Networks whose laws are formulas, with events: trajectories, the master equation and closed forms.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/solvers/jump/network_moments.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Arrivals at rate alpha, each leaves at rate mu.
FormulaNetwork arrivals(double alpha, double mu) {
  FormulaNetwork n{.species = 1};
  n.variables.push_back({"X", 0});
  n.variables.push_back({"alpha", alpha});
  n.variables.push_back({"mu", mu});
  n.reactions.push_back({"arrival", Expression().variable(2), {{1, +1}}});
  n.reactions.push_back({"departure", Expression().variable(3).variable(1).apply(Op::multiply), {{1, -1}}});
  return n;
}
/// 2 P <-> P2, from a hundred P.
FormulaNetwork dimerisation() {
  FormulaNetwork n{.species = 2};
  n.variables.push_back({"P", 100});
  n.variables.push_back({"P2", 0});
  n.reactions.push_back({"pair",
                         Expression()
                             .push(0.0005)
                             .variable(1)
                             .apply(Op::multiply)
                             .variable(1)
                             .push(1)
                             .apply(Op::subtract)
                             .apply(Op::multiply),
                         {{1, -2}, {2, +1}}});
  n.reactions.push_back(
      {"part", Expression().push(0.01).variable(2).apply(Op::multiply), {{2, -1}, {1, +2}}});
  return n;
}
FormulaNetwork::Event reset_at(double time, double value) {
  return {.name = "reset",
          .time = time,
          .trigger = Expression().push(time).variable(0).apply(Op::less_equal),
          .assignments = {{1, Expression().push(value)}}};
}
FormulaNetwork::Event empty_above(double threshold) {
  return {.name = "empty",
          .trigger = Expression().push(threshold).variable(1).apply(Op::less),
          .assignments = {{1, Expression().push(0)}}};
}

Estimate mean_of(const NetworkMoments& m, std::size_t species, std::size_t i, std::size_t runs) {
  return {m.mean[species][i], m.sd[species][i] / std::sqrt(static_cast<double>(runs)), runs};
}

Verdict run(const Effort& effort, double rate_factor) {
  const std::size_t runs = effort.samples(40000);
  Verdict v;
  const NetworkRuns how{.runs = runs, .seed = effort.seed, .threads = effort.threads};
  const auto both = [&](const std::string& name, FormulaNetwork network, std::size_t species,
                        double detects) {
    const Schedule when{50, 25};
    const auto exact = *master_moments(network, when);
    for (auto& variable : network.variables)
      if (variable.name == "mu") variable.initial *= rate_factor;
    const auto found = *gillespie_moments(network, when, how);
    for (std::size_t i : {1U, 2U})
      v.checks.push_back(
          statistical(fmt::format("{}, mean at t = {}", name, when.every * static_cast<double>(i)),
                      mean_of(found, species, i, runs), exact.mean[species][i], detects));
    return exact;
  };
  const auto plain = both("arrivals and departures", arrivals(1, 0.1), 0, 0.6);
  for (std::size_t i : {1U, 2U}) {
    const double mean = 10 * (1 - std::exp(-0.1 * plain.time[i]));
    v.checks.push_back(at_most(fmt::format("master equation: |mean − closed form| at t = {}", plain.time[i]),
                               std::abs(plain.mean[0][i] - mean), 1e-7));
    v.checks.push_back(
        at_most("the same of the variance", std::abs(plain.sd[0][i] * plain.sd[0][i] - mean), 1e-6));
  }
  v.checks.push_back(at_most("bound on the probability lost", plain.lost_probability_bound, 1e-9));
  // Set to 50 at t = 20: binomial survivors and Poisson newcomers.
  FormulaNetwork reset = arrivals(1, 0.1);
  reset.events.push_back(reset_at(20, 50));
  const auto kicked = both("reset to 50 at t = 20", reset, 0, 0.6);
  const double stay = std::exp(-3.0);
  v.checks.push_back(at_most("master equation with the reset: |mean(50) − closed form|",
                             std::abs(kicked.mean[0][2] - (50 * stay + 10 * (1 - stay))), 1e-6));
  v.checks.push_back(at_most(
      "the same of the variance",
      std::abs(kicked.sd[0][2] * kicked.sd[0][2] - (50 * stay * (1 - stay) + 10 * (1 - stay))), 1e-5));
  FormulaNetwork emptied = arrivals(1, 0.1);
  emptied.events.push_back(empty_above(12));
  const auto batches = both("emptied above 12", emptied, 0, 0.6);
  v.checks.push_back(bits_equal("states of the emptied queue", batches.states, 13));
  both("dimerisation", dimerisation(), 1, 0.6);
  return v;
}

const Registered registered{{
    .name = "jump/network_formulas",
    .claim = "Trajectories and the truncated master equation of a network with events agree with each other "
             "and with closed forms.",
    .equation = "dP(n)/dt = Σ_{r} a_{r}(n − ν_{r}) P(n − ν_{r}) − a_{r}(n) P(n)",
    .source = "gillespie1977, munsky2006",
    .tags = {"exact", "statistical"},
    .statistical_checks = 8,
    .check = [](const Effort& effort) { return run(effort, 1); },
    .sabotage = {"trajectories leave a tenth faster", [](const Effort& effort) { return run(effort, 1.1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
