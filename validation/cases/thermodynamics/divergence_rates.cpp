// How fast two solutions come together, by every divergence, against differences in time.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/thermodynamics/divergence_rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

using Masses = std::vector<double>;
using Measure = std::function<Divergence(const Masses&, const Masses&)>;

Masses change(const Generator& g, const Masses& p) {
  Masses c(p.size());
  apply(g, p, c);
  return c;
}

Verdict run(double order_factor) {
  Verdict v;
  const Generator g = golden_network();
  Generator h = g;
  for (Link& link : h.links) link.forward *= 1.3;
  const Masses p{0.5, 0.2, 0.2, 0.1}, q{0.1, 0.3, 0.25, 0.35};
  const std::pair<const char*, Measure> measures[] = {
      {"Kullback-Leibler",
       [](const Masses& a, const Masses& b) { return kullback_leibler_divergence(a, b); }},
      {"Rényi, order 1/2", [](const Masses& a, const Masses& b) { return renyi_divergence(0.5, a, b); }},
      {"Rényi, order 2", [](const Masses& a, const Masses& b) { return renyi_divergence(2, a, b); }},
      {"Tsallis, order 3", [](const Masses& a, const Masses& b) { return tsallis_divergence(3, a, b); }},
      {"squared Hellinger", [](const Masses& a, const Masses& b) {
         return f_divergence({[](double r) { return (std::sqrt(r) - 1) * (std::sqrt(r) - 1); },
                              [](double r) { return 1 - 1 / std::sqrt(r); }},
                             a, b);
       }}};
  for (const auto& [name, D] : measures) {
    const Masses dp = change(g, p), dq = change(h, q);
    const double rate = D(p, q).rate({p, dp}, {q, dq}) * order_factor;
    const auto at = [&](double t) { return D(*evolve(g, p, t, 1e-14), *evolve(h, q, t, 1e-14)).value; };
    // The slope at 0 from five later points.
    const double s = 1e-4, f0 = D(p, q).value;
    const double slope = (-25 * f0 + 48 * at(s) - 36 * at(2 * s) + 16 * at(3 * s) - 3 * at(4 * s)) / (12 * s);
    v.checks.push_back(at_most(fmt::format("{}: |dD/dt − difference quotient| over 1 + |dD/dt|", name),
                               std::abs(rate - slope) / (1 + std::abs(rate)), 1e-8));
  }
  // Two states, rates 1 and 2, from p1 = 0.9 towards 1/3: the bound is reached.
  const Generator two{.states = 2, .links = {{0, 1, 1, 2}}};
  const Masses still{2. / 3, 1. / 3}, none{0, 0};
  for (double t : {0.0, 0.2}) {
    const Masses now = *evolve(two, Masses{0.1, 0.9}, t, 1e-14), moving = change(two, now);
    const auto D = kullback_leibler_divergence(now, still);
    const double rate = D.rate({now, moving}, {still, none}) * order_factor;
    v.checks.push_back(digits(fmt::format("two states at t = {}: Fisher information of time", t),
                              temporal_fisher_information({now, moving}), t == 0 ? 32.1111111 : 3.7982803234,
                              t == 0 ? 9 : 10));
    v.checks.push_back(digits("D(p‖q)", D.value, t == 0 ? 0.7042145972 : 0.2011901378, 9));
    v.checks.push_back(digits("dD/dt", rate, t == 0 ? -4.9136319884 : -1.2010621916, 10));
    v.checks.push_back(conditioned("the kinematic bound, reached",
                                   kinematic_bound(D, {now, moving}, {still, none}), -rate, 1, 64));
  }
  return v;
}

const Registered registered{{
    .name = "thermodynamics/divergence_rates",
    .claim = "Rates of divergences between two moving distributions are exact, without differences in time.",
    .equation = "dD/dt = Σ (∂D/∂p_{i}) dp_{i}/dt + (∂D/∂q_{i}) dq_{i}/dt",
    .source = "csiszar1967, karbowski2024",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the rates are a millionth too large", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
