#pragma once
/// Tiny cases for the harness's own tests.

#include <stochtherm/validation/case.hpp>
#include <string>

namespace stochtherm::validation::test {

/// A check that compares `measured` with 1 exactly.
inline std::function<Verdict(const Effort&)> comparing(double measured) {
  return [measured](const Effort&) { return Verdict{.checks = {conditioned("one", measured, 1, 1, 4)}}; };
}

/// A sound case: 1 equals 1, and the sabotage says 2.
inline Case sound(std::string name = "harness/sound") {
  return {.name = std::move(name),
          .claim = "One is one.",
          .equation = "x_{1} = 1",
          .source = "codata2018",
          .tags = {"exact"},
          .check = comparing(1),
          .sabotage = {.description = "It is two.", .check = comparing(2)}};
}

/// A statistical case whose estimate lies `z` standard errors from the exact value, from 10^4 samples.
inline Case chance(std::string name, double z, double detects = 100) {
  const auto at = [detects](double deviation) {
    return [=](const Effort&) {
      return Verdict{
          .checks = {statistical("mean", {.mean = deviation, .std_error = 1, .n = 10000}, 0, detects)}};
    };
  };
  Case c = sound(std::move(name));
  c.tags = {"statistical"};
  c.statistical_checks = 1;
  c.check = at(z);
  c.sabotage.check = at(1000);
  return c;
}

}  // namespace stochtherm::validation::test
