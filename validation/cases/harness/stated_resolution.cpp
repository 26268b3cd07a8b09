// The bias that a statistical verdict says it can see, put to the exact non-central t distribution.
#include <fmt/format.h>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Probability that a bias of `share` times the stated resolution is called wrong.
double power(double degrees_of_freedom, double alpha, double share) {
  Check check = statistical(
      "", {.mean = 0, .std_error = 1, .n = static_cast<std::size_t>(degrees_of_freedom) + 1}, 0, 1);
  settle(check, alpha);
  const double t =
      boost::math::quantile(boost::math::complement(boost::math::students_t(degrees_of_freedom), alpha / 2));
  const boost::math::non_central_t biased(degrees_of_freedom, share * check.resolution);
  return boost::math::cdf(boost::math::complement(biased, t)) + boost::math::cdf(biased, -t);
}

Verdict compare(double share) {
  Verdict verdict;
  Series curve{.label = "the stated resolution, α = 10^{−5}", .style = Series::Style::points};
  for (double nu : {7.0, 15.0, 31.0, 99.0, 999.0, 9999.0})
    for (double alpha : {1e-3, 1e-5}) {
      const double seen = power(nu, alpha, share);
      // The resolution comes from a normal approximation, whose defect falls as 1/ν.
      verdict.checks.push_back(
          at_most(fmt::format("|power − 0.95|, {:.0f} degrees of freedom, α = {:g}", nu, alpha),
                  std::abs(seen - 0.95), 0.05 / nu));
      if (alpha == 1e-5) {
        curve.x.push_back(nu);
        curve.y.push_back(seen);
      }
    }
  Series naive{.label = "threshold + 1.645 standard errors, α = 10^{−5}", .style = Series::Style::line};
  for (double nu : curve.x) {
    const double t = boost::math::quantile(boost::math::complement(boost::math::students_t(nu), 0.5e-5));
    const double z = boost::math::quantile(boost::math::normal(), 0.95);
    naive.x.push_back(nu);
    naive.y.push_back(boost::math::cdf(boost::math::complement(boost::math::non_central_t(nu, t + z), t)));
  }
  Series promised{.label = "0.95",
                  .x = {curve.x.front(), curve.x.back()},
                  .y = {0.95, 0.95},
                  .style = Series::Style::dashed};
  verdict.figures.push_back(
      {.title = "Power of a statistical verdict",
       .x_label = "degrees of freedom",
       .y_label = "probability of seeing the bias",
       .series = {curve, naive, promised},
       .caption = "With few samples the scatter of the standard error itself hides a bias, which the "
                  "threshold plus a normal quantile forgets.",
       .log_x = true});
  return verdict;
}

const Registered stated_resolution{{
    .name = "harness/stated_resolution",
    .claim = "A statistical verdict sees a bias of the size of its stated resolution with probability 0.95.",
    .equation = "P(|T_{ν,δ}| > t) = 0.95 at δ = t (1 − 1/4ν) + 1.645 (1 + t^{2}/2ν)^{1/2}",
    .source = "johnson1940, student1908",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(1); },
    .sabotage = {.description = "The resolution is the threshold alone, without the margin for power.",
                 .check =
                     [](const Effort&) {
                       // Near the normal limit the stated resolution is t + 1.645; keep t's share of it.
                       return compare(3.29 / (3.29 + 1.645));
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
