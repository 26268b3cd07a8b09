// Two two-state systems that watch each other: who learns, and who pays.
#include <cmath>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/information_flow.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Pair = double[2];
/// State (x, y) is number 2 x + y; w_x[y] = {rate 0 -> 1, rate 1 -> 0}.
Generator bipartite(const Pair (&w_x)[2], const Pair (&w_y)[2]) {
  Generator g{.states = 4};
  for (std::uint32_t y : {0U, 1U}) g.links.push_back({y, 2 + y, w_x[y][0], w_x[y][1]});
  for (std::uint32_t x : {0U, 1U}) g.links.push_back({2 * x, 2 * x + 1, w_y[x][0], w_y[x][1]});
  return g;
}

Verdict run() {
  const std::size_t x[] = {0, 0, 1, 1}, y[] = {0, 1, 0, 1};
  Verdict v;
  const Generator a = bipartite({{1, 2}, {4, 1}}, {{3, 0.5}, {0.25, 2}}),
                  b = bipartite({{1, 4}, {4, 1}}, {{0.1, 0.2}, {0.4, 0.1}});
  const auto pa = *stationary(a), pb = *stationary(b);
  const double known[] = {0.191729323308, 0.190476190476, 0.335839598997, 0.281954887218};
  for (std::size_t i = 0; i < 4; ++i)
    v.checks.push_back(digits("p of state " + std::to_string(i) + ", first system", pa[i], known[i], 12));
  const auto fa = information_flow(a, pa, x, y), fb = information_flow(b, pb, x, y);
  v.checks.push_back(digits("I(X;Y)", fa.mutual_information, 8.3412263539e-4, 11));
  v.checks.push_back(digits("σ_X", fa.x.entropy_production, 1.0788172751, 11));
  v.checks.push_back(digits("σ_Y", fa.y.entropy_production, 1.7771928723, 11));
  v.checks.push_back(digits("entropy to the medium by X", fa.x.medium, 0.9980277073, 10));
  v.checks.push_back(digits("entropy to the medium by Y", fa.y.medium, 1.8579824401, 11));
  v.checks.push_back(digits("information flow to X", fa.x.information, -0.0807895678, 9));
  v.checks.push_back(at_most("|I^X + I^Y|", std::abs(fa.x.information + fa.y.information), 1e-15));
  v.checks.push_back(conditioned("σ_X + σ_Y against σ", fa.x.entropy_production + fa.y.entropy_production,
                                 entropy_production(a, pa), 1, 32));
  v.checks.push_back(digits("the demon: I(X;Y)", fb.mutual_information, 0.1830825420, 10));
  v.checks.push_back(digits("the demon: σ_X", fb.x.entropy_production, 5.7041036490e-4, 10));
  v.checks.push_back(digits("the demon: σ_Y", fb.y.entropy_production, 6.7839363784e-3, 10));
  v.checks.push_back(
      digits("entropy to the medium by Y, apparently against the second law", fb.y.medium, -0.0220630402, 9));
  v.checks.push_back(digits("information flow to Y", fb.y.information, -0.0288469766, 9));
  return v;
}

Verdict without_information() {
  Verdict v = run();
  const Generator b = bipartite({{1, 4}, {4, 1}}, {{0.1, 0.2}, {0.4, 0.1}});
  const std::size_t x[] = {0, 0, 1, 1}, y[] = {0, 1, 0, 1};
  const auto f = information_flow(b, *stationary(b), x, y);
  v.checks.push_back(at_least("σ_Y of the demon without the information", f.y.system + f.y.medium, 0));
  return v;
}

const Registered registered{{
    .name = "thermodynamics/information_flow",
    .claim = "Each part of a bipartite network obeys a second law of its own, once the information that "
             "flows to it is counted.",
    .equation = "σ_{X} = dS_{X}/dt + S_{r}^{X} − I^{X} ≥ 0,   I^{X} + I^{Y} = dI(X;Y)/dt",
    .source = "horowitzesposito2014",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(); },
    .sabotage = {"the information flow is left out of the second law of the demon's memory",
                 [](const Effort&) { return without_information(); }},
}};

}  // namespace
}  // namespace stochtherm::validation
