// The verdicts' own threshold, from Boost.Math, against the distribution function of GSL.
#include <fmt/format.h>
#include <gsl/gsl_cdf.h>

#include <cmath>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// |t| at which a statistical verdict turns, read off a settled check of deviation 1 and standard error 1.
double threshold(double degrees_of_freedom, double alpha) {
  Check check = statistical(
      "", {.mean = 1, .std_error = 1, .n = static_cast<std::size_t>(degrees_of_freedom) + 1}, 0, 1);
  settle(check, alpha);
  return 1 / check.strain;
}

/// `sides` = 2 as it should be; 1 forgets that an estimate can be too small as well as too large.
Verdict compare(int sides) {
  Verdict verdict;
  for (double nu : {3.0, 15.0, 99.0, 9999.0})
    for (double alpha : {1e-2, 1e-5}) {
      const double t = threshold(nu, sides == 2 ? alpha : 2 * alpha);
      // Ten digits: GSL's own tail is good to 1e-12 here, and a side forgotten is a factor of two.
      verdict.checks.push_back(digits(fmt::format("P(|T| > {:.4f}), {:.0f} degrees of freedom", t, nu),
                                      gsl_cdf_tdist_Q(t, nu) + gsl_cdf_tdist_P(-t, nu), alpha, 10));
    }
  return verdict;
}

const Registered student_threshold{{
    .name = "harness/student_threshold",
    .claim = "A statistical verdict raises a false alarm with the stated probability, counting both tails.",
    .equation = "P(|T_{ν}| > t_{1−α/2, ν}) = α",
    .source = "student1908",
    .tags = {"exact"},
    .check = [](const Effort&) { return compare(2); },
    .sabotage = {.description = "The threshold is one-sided.",
                 .check = [](const Effort&) { return compare(1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
