// The Jensen-Shannon divergence: its bounds, its limits, its metric.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stochtherm/constants.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/gaussian.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_rule.hpp"

namespace stochtherm::validation {
namespace {

using constants::ln2;
using Masses = std::vector<double>;

/// Both forms times `factor`: 1 as it should be.
struct Divergence {
  double factor;
  double operator()(const Masses& p, const Masses& q) const { return factor * jensen_shannon(p, q); }
  double operator()(const Gaussian& a, const Gaussian& b) const { return factor * *jensen_shannon(a, b); }
};

/// H((f+g)/2) - H(f)/2 - H(g)/2 for unit normals a distance d apart, by GSL: the other definition.
double by_entropies(double d) {
  const auto pdf = [](double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); };
  // One half, up to the middle, where ln m has its singularities nearest to the real axis.
  const double half = GslRule()(-12, 0.5 * d, [&](double x) {
    const double m = 0.5 * (pdf(x) + pdf(x - d));
    return -m * std::log(m);
  });
  return 2 * half - differential_entropy(Gaussian{0, 1});
}

Verdict compare(const Divergence& js) {
  Verdict verdict;
  // Deterministic distributions over 5 states, from certain to flat.
  std::vector<Masses> family;
  for (int k = 0; k < 24; ++k) {
    Masses p(5);
    double total = 0;
    for (std::size_t i = 0; i < 5; ++i)
      total += p[i] = std::exp(0.35 * k * std::sin(1.7 * k + 2.3 * static_cast<double>(i)));
    for (double& mass : p) mass /= total;
    family.push_back(p);
  }
  for (std::size_t i = 0; i < 5; ++i) {
    Masses certain(5);
    certain[i] = 1;
    family.push_back(certain);
  }
  double least = 1, most = 0, asymmetry = 0, detour = 1;
  for (const auto& p : family)
    for (const auto& q : family) {
      const double d = js(p, q);
      least = std::min(least, d);
      most = std::max(most, d);
      asymmetry = std::max(asymmetry, std::abs(d - js(q, p)));
      for (const auto& r : family)
        detour = std::min(detour, std::sqrt(js(p, r)) + std::sqrt(js(r, q)) - std::sqrt(d));
    }
  // A sum of five terms of order one rounds by a few eps; the root of a rounding error near 0 is what slacks the metric.
  verdict.checks.push_back(at_least("smallest JS of 841 pairs", least, 0));
  verdict.checks.push_back(at_most("largest JS of 841 pairs", most, ln2, 1e-15));
  verdict.checks.push_back(at_most("largest |JS(p, q) − JS(q, p)|", asymmetry, 0, 1e-15));
  verdict.checks.push_back(at_least("smallest √JS(p, r) + √JS(r, q) − √JS(p, q)", detour, 0, 1e-15));
  verdict.checks.push_back(
      conditioned("JS of two certain and different outcomes", js(family[24], family[25]), ln2, 1, 4));

  // The next term of the expansion is d^2/8 of the first, 1.25e-13.
  verdict.checks.push_back(conditioned("JS of N(0, 1) and N(d, 1) over d^{2}/8, d = 10^{−6}",
                                       js(Gaussian{0, 1}, Gaussian{1e-6, 1}) / (1e-12 / 8), 1, 1, 1000));
  verdict.checks.push_back(
      conditioned("JS of N(0, 1) and N(40, 1)", js(Gaussian{0, 1}, Gaussian{40, 1}), ln2, 1, 100));
  for (const double d : {0.5, 1.0, 2.0, 5.0}) {
    const Gaussian a{0, 1}, b{d, 1};
    // Two entropies of 1.42 are subtracted: kappa is their sum over the difference.
    const double exact = by_entropies(d);
    verdict.checks.push_back(
        conditioned(fmt::format("JS of N(0, 1) and N({}, 1), GSL", d), js(a, b), exact, 3 / exact, 100));
    verdict.checks.push_back(at_most(fmt::format("JS of N(0, 1) and N({}, 1) against its bound d^{{2}}/8", d),
                                     js(a, b), d * d / 8));
  }

  Series curve{.label = "Jensen-Shannon", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  Series quadratic{.label = "d^{2}/8", .x = {}, .y = {}, .error = {}, .style = Series::Style::dashed};
  Series bound{.label = "ln 2", .x = {0, 8}, .y = {ln2, ln2}, .error = {}, .style = Series::Style::dashed};
  for (int i = 0; i <= 80; ++i) {
    const double d = 0.1 * i;
    curve.x.push_back(d);
    curve.y.push_back(js(Gaussian{0, 1}, Gaussian{d, 1}));
    if (d <= 2.5) {
      quadratic.x.push_back(d);
      quadratic.y.push_back(d * d / 8);
    }
  }
  verdict.figures.push_back({.title = "How well two normal distributions are told apart",
                             .x_label = "distance of the means, standard deviations",
                             .y_label = "divergence, nats",
                             .series = {curve, quadratic, bound},
                             .caption = "From an eighth of the Fisher distance squared to one bit."});
  return verdict;
}

const Registered jensen_shannon_bounds{{
    .name = "information/jensen_shannon_bounds",
    .claim = "The Jensen-Shannon divergence is symmetric, lies between 0 and one bit, reaches both, and its "
             "square root is a "
             "metric.",
    .equation = "0 ≤ JS(p, q) = ½ KL(p||m) + ½ KL(q||m) ≤ ln 2, m = (p + q)/2",
    .source = "lin1991, endres2003",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare({1}); },
    .sabotage = {.description = "The weights ½ of the two Kullback-Leibler divergences are missing.",
                 .check = [](const Effort&) { return compare({2}); }},
}};

}  // namespace
}  // namespace stochtherm::validation
