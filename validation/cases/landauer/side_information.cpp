// A correlated memory that is kept makes erasure cheaper by kT times the mutual information.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/constants.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using constants::ln2;
using Account = std::function<double(const JointDistribution&)>;
constexpr double temperature = 300;
constexpr double kT = constants::boltzmann * temperature;

double with_memory(const JointDistribution& xy) {
  return LandauerAccount(temperature).erase_knowing(xy).bound();
}

Verdict compare(const Account& bound) {
  Verdict verdict;
  for (const double error : {0.01, 0.1, 0.25, 0.4}) {
    const auto xy = JointDistribution::noisy_copy(0.5, error);
    const double h = -error * std::log(error) - (1 - error) * std::log1p(-error);
    verdict.checks.push_back(
        conditioned(fmt::format("bound / kT, copy with error rate {}", error), bound(xy) / kT, h, 1, 16));
    // ln 2 - I by the sum for I: a difference of numbers up to ln 2.
    verdict.checks.push_back(conditioned(fmt::format("bound / kT + I, error rate {}", error),
                                         bound(xy) / kT + xy.mutual_information(), ln2, 1, 16));
  }
  // What the memory saves is what a Szilard engine with that measurement error gains: ln 2 - h(error).
  verdict.checks.push_back(digits("saved / kT, error rate 0.1",
                                  ln2 - bound(JointDistribution::noisy_copy(0.5, 0.1)) / kT, 0.3680642072,
                                  10));
  verdict.checks.push_back(digits("saved / kT, error rate 0.25",
                                  ln2 - bound(JointDistribution::noisy_copy(0.5, 0.25)) / kT, 0.1308120359,
                                  10));
  verdict.checks.push_back(
      ulps("bound with a perfect copy, J", bound(JointDistribution::noisy_copy(0.5, 0)), 0, 0));
  // A biased bit and a memory of three states.
  const JointDistribution general(2, 3, {0.05, 0.20, 0.10, 0.40, 0.05, 0.20});
  verdict.checks.push_back(conditioned("bound / kT, three-state memory", bound(general) / kT,
                                       general.entropy() - general.entropy_y(), 4, 16));

  Series curve{.label = "with the memory", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  for (int i = 0; i <= 50; ++i) {
    const double error = 0.01 * i;
    curve.x.push_back(error);
    curve.y.push_back(bound(JointDistribution::noisy_copy(0.5, error)) / kT);
  }
  verdict.figures.push_back({.title = "The price of forgetting what is written down elsewhere",
                             .x_label = "error rate of the copy that is kept",
                             .y_label = "bound, kT",
                             .series = {curve,
                                        {.label = "without it: ln 2",
                                         .x = {0, 0.5},
                                         .y = {ln2, ln2},
                                         .error = {},
                                         .style = Series::Style::dashed}},
                             .caption = "A perfect copy makes the original free to erase; a copy that is "
                                        "wrong half of the time is worth nothing."});
  return verdict;
}

const Registered side_information{{
    .name = "landauer/side_information",
    .claim = "Erasing a bit with the help of a correlated memory that is kept costs at least kT times the "
             "conditional "
             "entropy.",
    .equation = "E ≥ k_{B} T H(X|Y) = k_{B} T [ln 2 − I(X;Y)]",
    .source = "sagawa2014, delrio2011, parrondo2015",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(with_memory); },
    .sabotage = {.description = "The memory is ignored: H(X) is booked for H(X|Y).",
                 .check =
                     [](const Effort&) {
                       return compare([](const JointDistribution& xy) {
                         return LandauerAccount(temperature).erase(xy.marginal_x()).bound();
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
