#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/verdict.hpp>

#include "catch.hpp"

using namespace stochtherm;
using namespace stochtherm::validation;

namespace {
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double eps = std::numeric_limits<double>::epsilon();

Check settled(double mean, double std_error, std::size_t n, double exact, double detects, double alpha) {
  Check check = statistical("mean", {.mean = mean, .std_error = std_error, .n = n}, exact, detects);
  settle(check, alpha);
  return check;
}
}  // namespace

TEST_CASE("bits are equal or not") {
  CHECK(bits_equal("bits", 0xdeadbeef12345678U, 0xdeadbeef12345678U).outcome == Outcome::pass);
  // One bit in 64, where the two numbers are the same double.
  const Check off = bits_equal("bits", 0xdeadbeef12345679U, 0xdeadbeef12345678U);
  CHECK(off.outcome == Outcome::fail);
  CHECK(off.measured == off.expected);
  CHECK(off.rule.find("0xdeadbeef12345679") != std::string::npos);
  CHECK(off.strain > 1);
}

TEST_CASE("units in the last place are counted on both sides and across zero") {
  const double up = std::nextafter(1.0, 2.0), down = std::nextafter(1.0, 0.0);
  CHECK(ulps("x", 1, 1, 0).outcome == Outcome::pass);
  CHECK(ulps("x", up, 1, 1).outcome == Outcome::pass);
  CHECK(ulps("x", down, 1, 1).outcome == Outcome::pass);
  CHECK(ulps("x", up, 1, 0).outcome == Outcome::fail);
  CHECK(ulps("x", down, 1, 0).outcome == Outcome::fail);
  CHECK(ulps("x", std::nextafter(up, 2.0), 1, 1).outcome == Outcome::fail);
  const double tiny = std::numeric_limits<double>::denorm_min();
  CHECK(ulps("x", -tiny, tiny, 2).outcome == Outcome::pass);
  CHECK(ulps("x", -tiny, tiny, 1).outcome == Outcome::fail);
  CHECK(ulps("x", -0.0, 0.0, 0).outcome == Outcome::pass);
  CHECK(ulps("x", -1, 1, 1e6).outcome == Outcome::fail);
  CHECK(ulps("x", -std::numeric_limits<double>::max(), std::numeric_limits<double>::max(), 1e6).outcome ==
        Outcome::fail);
  CHECK_THROWS_AS(ulps("x", 1, 1, -1), InvalidArgument);
}

TEST_CASE("a conditioned comparison scales with the condition number") {
  CHECK(conditioned("x", 2 + 2 * 90 * eps, 2, 10, 10).outcome == Outcome::pass);
  CHECK(conditioned("x", 2 + 2 * 110 * eps, 2, 10, 10).outcome == Outcome::fail);
  CHECK(conditioned("x", 2 - 2 * 110 * eps, 2, 10, 10).outcome == Outcome::fail);
  CHECK(conditioned("x", 2, 2, 10, 10).resolution == Approx(2 * 100 * eps));
  CHECK(conditioned("x", 0, 0, 10, 10).outcome == Outcome::pass);
  CHECK(conditioned("x", 1e-300, 0, 10, 10).outcome == Outcome::fail);
  CHECK_THROWS_AS(conditioned("x", 1, 1, 0, 1), InvalidArgument);
  CHECK_THROWS_AS(conditioned("x", 1, 1, 1, not_a_number), InvalidArgument);
}

TEST_CASE("significant digits") {
  CHECK(digits("x", 0.06670489, 0.06670488, 7).outcome == Outcome::pass);
  CHECK(digits("x", 0.06670490, 0.06670488, 7).outcome == Outcome::fail);
  CHECK(digits("x", 0.06670486, 0.06670488, 7).outcome == Outcome::fail);
  CHECK(digits("x", -77.2, -77.18, 4).outcome == Outcome::fail);
  CHECK(digits("x", -77.2, -77.18, 3).outcome == Outcome::pass);
  CHECK(digits("x", 38551, 38551, 5).resolution == Approx(1));
  CHECK_THROWS_AS(digits("x", 0, 0, 3), InvalidArgument);
  CHECK_THROWS_AS(digits("x", 1, 1, 0), InvalidArgument);
  CHECK_THROWS_AS(digits("x", 1, 1, 18), InvalidArgument);
}

TEST_CASE("inequalities") {
  CHECK(at_most("x", 1, 1).outcome == Outcome::pass);
  CHECK(at_most("x", std::nextafter(1.0, 2.0), 1).outcome == Outcome::fail);
  CHECK(at_most("x", 1 + 1e-13, 1, 1e-12).outcome == Outcome::pass);
  CHECK(at_most("x", 1 + 1e-11, 1, 1e-12).outcome == Outcome::fail);
  CHECK(at_most("x", -5, 1).outcome == Outcome::pass);
  CHECK(at_most("x", 0, 0).outcome == Outcome::pass);
  CHECK(at_most("x", 1e-300, 0).outcome == Outcome::fail);
  CHECK(at_least("x", 1, 1).outcome == Outcome::pass);
  CHECK(at_least("x", std::nextafter(1.0, 0.0), 1).outcome == Outcome::fail);
  CHECK(at_least("x", 1 - 1e-13, 1, 1e-12).outcome == Outcome::pass);
  CHECK(at_least("x", -1, 1, 1e-12).outcome == Outcome::fail);
  CHECK_THROWS_AS(at_most("x", 1, 1, -1), InvalidArgument);
}

TEST_CASE("the resolution of an inequality") {
  // A size under a bound: what is larger than the bound and its slack is wrong.
  CHECK(at_most("x", 1e-15, 1e-12).resolution == 1e-12);
  CHECK(at_most("x", 0, 2, 0.5).resolution == 2.5);
  CHECK(at_most("x", 3, 2, 0.5).resolution == 2.5);
  // No size, or nothing allowed: the slack alone.
  CHECK(at_most("x", -1, 2, 0.5).resolution == 0.5);
  CHECK(at_most("x", 1, 0).resolution == 0);
  CHECK(at_most("x", 1, 0, 1e-15).resolution == 1e-15);
  CHECK(at_most("x", not_a_number, 2, 0.5).resolution == 0.5);
  CHECK(at_least("x", 3, 2).resolution == 0);
  CHECK(at_least("x", 3, 2, 0.5).resolution == 0.5);
  CHECK(at_most("x", 1, 2).relation == "≤");
  CHECK(at_least("x", 1, 2).relation == "≥");
  CHECK(conditioned("x", 2, 2, 10, 10).relation.empty());
}

TEST_CASE("the strain tells which inequality is nearest to its bound") {
  CHECK(at_most("far", 1e-16, 1e-12).strain < at_most("near", 0.9e-12, 1e-12).strain);
  CHECK(at_most("near", 0.9e-12, 1e-12).strain < 1);
  CHECK(at_most("over", 1.1e-12, 1e-12).strain > 1);
}

TEST_CASE("a fitted order") {
  const std::vector<double> h{0.1, 0.05, 0.025, 0.0125};
  const auto errors = [&](auto f) {
    std::vector<double> e;
    for (double step : h) e.push_back(f(step));
    return e;
  };
  const Check second = order("order", h, errors([](double x) { return 3 * x * x; }), 2, 0.05);
  CHECK(second.outcome == Outcome::pass);
  CHECK(second.measured == Approx(2).epsilon(1e-12));
  CHECK(second.uncertainty < 1e-12);
  CHECK(second.resolution == 0.05);
  // Two-sided: better than claimed is wrong too.
  CHECK(order("order", h, errors([](double x) { return x; }), 2, 0.05).outcome == Outcome::fail);
  CHECK(order("order", h, errors([](double x) { return x * x * x; }), 2, 0.05).outcome == Outcome::fail);
  // The sign of an error is no part of its size.
  CHECK(order("order", h, errors([](double x) { return -x * x; }), 2, 0.05).outcome == Outcome::pass);
  // Scattered points cannot tell, unless they are far off.
  const std::vector<double> scattered{1e-2, 1e-3, 2e-3, 1e-4};
  CHECK(order("order", h, scattered, 2, 0.05).outcome == Outcome::inconclusive);
  CHECK(order("order", h, scattered, 9, 0.05).outcome == Outcome::fail);
  // Errors of zero, or none at all, are no order.
  CHECK(order("order", h, errors([](double) { return 0.0; }), 2, 0.05).outcome == Outcome::fail);
  CHECK(order("order", h, errors([](double) { return not_a_number; }), 2, 0.05).outcome == Outcome::fail);
  CHECK_THROWS_AS(order("order", std::vector{0.1, 0.05}, std::vector{1., 2.}, 2, 0.05), InvalidArgument);
  CHECK_THROWS_AS(order("order", h, std::vector{1., 2.}, 2, 0.05), InvalidArgument);
  CHECK_THROWS_AS(order("order", std::vector{1., 1., 1.}, std::vector{1., 1., 1.}, 2, 0.05), InvalidArgument);
  CHECK_THROWS_AS(order("order", std::vector{1., 2., -1.}, std::vector{1., 1., 1.}, 2, 0.05),
                  InvalidArgument);
}

TEST_CASE("a statistical check is two-sided and turns at Student's quantile") {
  const double alpha = 1e-4;
  const double t = boost::math::quantile(boost::math::complement(boost::math::students_t(99), alpha / 2));
  CHECK(settled(5 + 0.99 * t, 1, 100, 5, 100, alpha).outcome == Outcome::pass);
  CHECK(settled(5 - 0.99 * t, 1, 100, 5, 100, alpha).outcome == Outcome::pass);
  CHECK(settled(5 + 1.01 * t, 1, 100, 5, 100, alpha).outcome == Outcome::fail);
  CHECK(settled(5 - 1.01 * t, 1, 100, 5, 100, alpha).outcome == Outcome::fail);
  // A smaller share of the budget is harder to exceed.
  CHECK(settled(5 + 1.01 * t, 1, 100, 5, 100, alpha / 100).outcome == Outcome::pass);
}

TEST_CASE("a statistical check that is too coarse for its promise is inconclusive") {
  const Check fine = settled(0, 1, 10000, 0, 10, 1e-5);
  CHECK(fine.outcome == Outcome::pass);
  CHECK(fine.resolution == Approx(4.4194 + 1.6457).margin(2e-3));
  CHECK(settled(0, 1, 10000, 0, 1.01 * fine.resolution, 1e-5).outcome == Outcome::pass);
  CHECK(settled(0, 1, 10000, 0, 0.99 * fine.resolution, 1e-5).outcome == Outcome::inconclusive);
  // What is wrong stays wrong.
  CHECK(settled(50, 1, 10000, 0, 0.1, 1e-5).outcome == Outcome::fail);
}

TEST_CASE("an estimate without scatter proves nothing") {
  CHECK(settled(1, 0, 100, 1, 1, 1e-3).outcome == Outcome::inconclusive);
  CHECK(settled(1.1, 0, 100, 1, 1, 1e-3).outcome == Outcome::fail);
}

TEST_CASE("bad statistical checks are refused") {
  CHECK_THROWS_AS(statistical("x", {.mean = 0, .std_error = 1, .n = 1}, 0, 1), InvalidArgument);
  CHECK_THROWS_AS(statistical("x", {.mean = 0, .std_error = 1, .n = 10}, 0, 0), InvalidArgument);
  Check check = statistical("x", {.mean = 0, .std_error = 1, .n = 10}, 0, 1);
  CHECK(check.outcome == Outcome::inconclusive);
  CHECK_THROWS_AS(settle(check, 0), InvalidArgument);
  CHECK_THROWS_AS(settle(check, not_a_number), InvalidArgument);
}

TEST_CASE("settling leaves the other rules alone") {
  Check check = at_most("x", 2, 1);
  settle(check, 1e-3);
  CHECK(check.outcome == Outcome::fail);
}

TEST_CASE("what is not finite never passes") {
  for (double bad : {not_a_number, infinite, -infinite}) {
    CHECK(ulps("x", bad, 1, 1e300).outcome == Outcome::fail);
    CHECK(ulps("x", bad, bad, 10).outcome == Outcome::fail);
    CHECK(conditioned("x", bad, 1, 1e300, 1).outcome == Outcome::fail);
    CHECK(conditioned("x", bad, bad, 1, 1).outcome == Outcome::fail);
    CHECK(digits("x", bad, 1, 1).outcome == Outcome::fail);
    CHECK(at_most("x", bad, 1).outcome == Outcome::fail);
    CHECK(at_most("x", 1, bad).outcome == Outcome::fail);
    CHECK(at_least("x", bad, 1).outcome == Outcome::fail);
    CHECK(at_least("x", 1, bad).outcome == Outcome::fail);
    CHECK(settled(bad, 1, 100, 0, 1e300, 1e-3).outcome == Outcome::fail);
    CHECK(settled(0, bad, 100, 0, 1e300, 1e-3).outcome == Outcome::fail);
    CHECK(settled(0, 1, 100, bad, 1e300, 1e-3).outcome == Outcome::fail);
  }
}

TEST_CASE("a verdict is as good as its worst check, and shows that one") {
  Verdict verdict;
  CHECK(verdict.outcome() == Outcome::inconclusive);
  CHECK(std::isnan(verdict.headline().measured));
  verdict.checks = {at_most("easy", 0.1, 1), at_most("tight", 0.9, 1)};
  CHECK(verdict.outcome() == Outcome::pass);
  CHECK(verdict.headline().what == "tight");
  verdict.checks.push_back(statistical("coarse", {.mean = 0, .std_error = 1, .n = 100}, 0, 1));
  CHECK(verdict.outcome() == Outcome::inconclusive);
  CHECK(verdict.headline().what == "coarse");
  verdict.checks.push_back(at_most("wrong", 2, 1));
  verdict.checks.push_back(at_most("worst", 20, 1));
  CHECK(verdict.outcome() == Outcome::fail);
  CHECK(verdict.headline().what == "worst");
}
