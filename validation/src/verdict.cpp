#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/verdict.hpp>

namespace stochtherm::validation {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// The distance from |x| to the next larger double.
double ulp(double x) { return std::nextafter(std::abs(x), infinite) - std::abs(x); }

/// How many times the allowed deviation; an exact agreement is 0 even where nothing is allowed.
double strain_of(double deviation, double allowed) {
  if (std::isnan(deviation)) return infinite;
  if (deviation == 0) return 0;
  return allowed > 0 ? deviation / allowed : infinite;
}

/// Settles a rule of the form |measured - expected| <= allowed.
Check within(std::string what, double measured, double expected, double allowed, std::string rule) {
  Check check{.what = std::move(what), .measured = measured, .expected = expected, .rule = std::move(rule)};
  const double deviation = std::abs(measured - expected);
  check.resolution = allowed;
  check.strain =
      std::isfinite(measured) && std::isfinite(expected) ? strain_of(deviation, allowed) : infinite;
  check.outcome = check.strain <= 1 ? Outcome::pass : Outcome::fail;
  return check;
}

Check bounded(std::string what, double measured, double bound, double slack, bool above) {
  const std::string_view sign = above ? "≥" : "≤";
  require_not_negative(slack, "the slack of an inequality must not be negative", "slack",
                       above ? "at_least" : "at_most");
  Check check{.what = std::move(what), .measured = measured, .expected = bound};
  check.rule = slack > 0 ? fmt::format("measured {} bound, up to a slack of {:.2g}", sign, slack)
                         : fmt::format("measured {} bound", sign);
  check.relation = sign;
  check.resolution = !above && bound > 0 && measured >= 0 ? bound + slack : slack;
  const double excess = above ? bound - measured : measured - bound;
  const bool holds = std::isfinite(measured) && std::isfinite(bound) && excess <= slack;
  // An inequality allows whatever is on its good side: the strain is 1 on the bound and falls with the
  // relative distance.
  const double scale = std::abs(bound) + std::abs(measured) + slack;
  check.strain = !(std::isfinite(scale) && scale > 0) ? (holds ? 1 : infinite) : 1 + (excess - slack) / scale;
  if (!holds) check.strain = std::max(check.strain, std::nextafter(1.0, 2.0));
  check.outcome = holds ? Outcome::pass : Outcome::fail;
  return check;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return "pass";
    case Outcome::fail:
      return "fail";
    case Outcome::inconclusive:
      return "inconclusive";
    case Outcome::skipped:
      break;
  }
  return "skipped";
}

Check bits_equal(std::string what, std::uint64_t measured, std::uint64_t expected) {
  Check check{.what = std::move(what),
              .measured = static_cast<double>(measured),
              .expected = static_cast<double>(expected),
              .resolution = 1};
  const bool same = measured == expected;
  check.rule = same ? fmt::format("the same 64 bits: {:#018x}", measured)
                    : fmt::format("the same 64 bits: {:#018x} against {:#018x}", measured, expected);
  check.strain = same ? 0 : 1 + std::popcount(measured ^ expected);
  check.outcome = same ? Outcome::pass : Outcome::fail;
  return check;
}

Check ulps(std::string what, double measured, double expected, double n) {
  require_not_negative(n, "the number of units in the last place must not be negative", "n");
  // Bit patterns in the order of the numbers they stand for, so that their difference counts doubles.
  const auto rank = [](double x) {
    const auto bits = std::bit_cast<std::int64_t>(x);
    return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
  };
  Check check = within(std::move(what), measured, expected, n * ulp(expected),
                       fmt::format("at most {:g} unit{} in the last place apart", n, n == 1 ? "" : "s"));
  if (std::isfinite(measured) && std::isfinite(expected)) {
    const auto a = rank(measured), b = rank(expected);
    // The ranks of doubles of opposite sign may differ by more than an int64_t can hold: subtract unsigned.
    const auto apart = a > b ? static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)
                             : static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a);
    check.strain = strain_of(static_cast<double>(apart), n);
    check.outcome = check.strain <= 1 ? Outcome::pass : Outcome::fail;
  }
  return check;
}

Check conditioned(std::string what, double measured, double expected, double kappa, double n) {
  require_positive(kappa, "the condition number must be positive", "kappa");
  require_positive(n, "the number of roundings must be positive", "n");
  const double allowed = n * eps * kappa * std::abs(expected);
  return within(std::move(what), measured, expected, allowed,
                fmt::format("within n ε κ |expected|, n = {:g}, κ = {:.3g}", n, kappa));
}

Check digits(std::string what, double measured, double expected, int n) {
  require(n >= 1 && n <= 17, "a double has 1 to 17 significant digits", "n", n);
  require(std::isfinite(expected) && expected != 0, "significant digits need an expected value that is not 0",
          "expected", expected);
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(expected))) - n + 1);
  // The expected decimal is itself rounded to a double: half a unit in its last place is no disagreement.
  return within(std::move(what), measured, expected, unit + ulp(expected),
                fmt::format("within one unit of the {}{} digit", n,
                            n == 1   ? "st"
                            : n == 2 ? "nd"
                            : n == 3 ? "rd"
                                     : "th"));
}

Check at_most(std::string what, double measured, double bound, double slack) {
  return bounded(std::move(what), measured, bound, slack, false);
}

Check at_least(std::string what, double measured, double bound, double slack) {
  return bounded(std::move(what), measured, bound, slack, true);
}

Check order(std::string what, std::span<const double> steps, std::span<const double> errors, double p,
            double slack) {
  require(steps.size() == errors.size(), "there must be one error per step", "number of errors",
          static_cast<double>(errors.size()));
  require(steps.size() >= 3, "a fitted order with an error bar needs three steps or more", "number of steps",
          static_cast<double>(steps.size()));
  require_positive(slack, "the slack of a fitted order must be positive", "slack");
  for (double step : steps) require_positive(step, "every step must be positive", "step");

  const auto n = static_cast<double>(steps.size());
  double x_mean = 0, y_mean = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    x_mean += std::log(steps[i]) / n;
    y_mean += std::log(std::abs(errors[i])) / n;
  }
  double sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double dx = std::log(steps[i]) - x_mean;
    sxx += dx * dx;
    sxy += dx * (std::log(std::abs(errors[i])) - y_mean);
  }
  require(sxx > 0, "a fitted order needs different steps", "spread of log(step)", sxx);
  const double slope = sxy / sxx;
  double residual = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double r = std::log(std::abs(errors[i])) - y_mean - slope * (std::log(steps[i]) - x_mean);
    residual += r * r;
  }

  Check check =
      within(std::move(what), slope, p, slack,
             fmt::format("fitted order within {:g} of {:g}, from {} steps", slack, p, steps.size()));
  check.uncertainty = std::sqrt(residual / (n - 2) / sxx);
  if (std::isfinite(slope) && !(check.uncertainty < slack) &&
      !(std::abs(slope - p) > slack + 3 * check.uncertainty)) {
    check.outcome = Outcome::inconclusive;
    check.rule += "; the points are not straight enough to tell";
  }
  return check;
}

Check statistical(std::string what, const Estimate& estimate, double exact, double detects) {
  require(estimate.n >= 2, "a statistical check needs two samples or more", "number of samples",
          static_cast<double>(estimate.n));
  require_positive(detects, "the bias that a statistical check promises to see must be positive", "detects");
  return {.what = std::move(what),
          .measured = estimate.mean,
          .expected = exact,
          .uncertainty = estimate.std_error,
          .rule = "two-sided Student t, not settled yet",
          .statistical = true,
          .detects = detects,
          .degrees_of_freedom = static_cast<double>(estimate.n - 1)};
}

void settle(Check& check, double alpha) {
  if (!check.statistical) return;
  require(alpha > 0 && alpha < 1, "a false-alarm probability lies between 0 and 1", "alpha", alpha);
  const double dof = check.degrees_of_freedom;
  const double threshold =
      boost::math::quantile(boost::math::complement(boost::math::students_t(dof), alpha / 2));
  // P(T' > t) = 0.95 for a non-central t, solved for its non-centrality in the normal approximation.
  const double z95 = boost::math::quantile(boost::math::normal(), 0.95);
  const double visible =
      threshold * (1 - 1 / (4 * dof)) + z95 * std::sqrt(1 + threshold * threshold / (2 * dof));

  const double deviation = std::abs(check.measured - check.expected);
  const double allowed = threshold * check.uncertainty;
  const bool finite = std::isfinite(check.measured) && std::isfinite(check.expected) &&
                      std::isfinite(check.uncertainty) && check.uncertainty >= 0;
  check.resolution = visible * check.uncertainty;
  check.strain = finite ? strain_of(deviation, allowed) : infinite;
  check.rule = fmt::format("two-sided Student t at α = {:.2g}: |t| ≤ {:.3f} with {:.0f} degrees of freedom",
                           alpha, threshold, dof);
  if (finite && check.uncertainty > 0)
    check.rule += fmt::format(", t = {:+.2f}", (check.measured - check.expected) / check.uncertainty);
  check.rule += fmt::format("; sees a bias of {:.2g}", check.detects);
  if (!(check.strain <= 1)) {
    check.outcome = Outcome::fail;
  } else if (check.uncertainty == 0) {
    check.outcome = Outcome::inconclusive;
    check.rule += "; the samples do not scatter, so this is no statistical test";
  } else if (check.resolution > check.detects) {
    check.outcome = Outcome::inconclusive;
    check.rule += "; promised, but too coarse for it";
  } else {
    check.outcome = Outcome::pass;
  }
}

Outcome Verdict::outcome() const {
  if (!skipped.empty()) return Outcome::skipped;
  Outcome worst = checks.empty() ? Outcome::inconclusive : Outcome::pass;
  for (const Check& check : checks) {
    if (check.outcome == Outcome::fail) return Outcome::fail;
    if (check.outcome == Outcome::inconclusive) worst = Outcome::inconclusive;
  }
  return worst;
}

const Check& Verdict::headline() const {
  static const Check nothing{.what = "nothing was compared",
                             .measured = std::numeric_limits<double>::quiet_NaN(),
                             .expected = std::numeric_limits<double>::quiet_NaN(),
                             .uncertainty = std::numeric_limits<double>::quiet_NaN(),
                             .rule = "a case must compare something",
                             .resolution = std::numeric_limits<double>::quiet_NaN(),
                             .strain = infinite};
  const auto rank = [](const Check& check) {
    return check.outcome == Outcome::fail ? 2 : check.outcome == Outcome::inconclusive ? 1 : 0;
  };
  const auto worst = std::max_element(checks.begin(), checks.end(), [&](const Check& a, const Check& b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.strain < b.strain;
  });
  return worst == checks.end() ? nothing : *worst;
}

Series histogram_points(std::string label, const Histogram& histogram) {
  Series points{.label = std::move(label), .style = Series::Style::points};
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    if (histogram.count(i) == 0) continue;
    points.x.push_back(histogram.centre(i));
    points.y.push_back(histogram.density(i));
    points.error.push_back(histogram.std_error(i));
  }
  return points;
}

}  // namespace stochtherm::validation
