#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;

TEST_CASE("the pairwise sum is exact where it can be and accurate where it cannot") {
  CHECK(st::pairwise_sum({}) == 0);
  std::vector<double> x(100'000);
  std::iota(x.begin(), x.end(), 1.0);
  CHECK(st::pairwise_sum(x) == 5'000'050'000.0);
  // A million times 0.1 in sequence is off by 1.3e-6; the tree stays within 20 levels of rounding.
  const std::vector<double> tenths(1'000'000, 0.1);
  CHECK(std::abs(st::pairwise_sum(tenths) - 100'000) < 20 * 1e5 * std::numeric_limits<double>::epsilon());
}

TEST_CASE("mean and standard error of a sample known by hand") {
  const std::vector<double> x{1, 2, 3, 4};
  const auto e = st::estimate_mean(x);
  CHECK(e.n == 4);
  CHECK(e.mean == 2.5);
  CHECK(e.std_error == Approx(std::sqrt(5.0 / 12)));  // s^2 = 5/3
  CHECK(e.z(2.5) == 0);
  CHECK(e.z(0) == Approx(2.5 / std::sqrt(5.0 / 12)));
}

TEST_CASE("the mean of a shifted sample keeps its error bar") {
  std::vector<double> x(1000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 1e9 + static_cast<double>(i % 10);
  CHECK(st::estimate_mean(x).std_error == Approx(std::sqrt(8.25 / 999)));
}

TEST_CASE("variance and its error of a sample known by hand") {
  const std::vector<double> x{1, 2, 3, 4};
  const auto e = st::estimate_variance(x);
  CHECK(e.mean == Approx(5.0 / 3));
  const double m4 = (2 * std::pow(1.5, 4) + 2 * std::pow(0.5, 4)) / 4, s4 = 25.0 / 9;
  CHECK(e.std_error == Approx(std::sqrt((m4 - s4 / 3) / 4)));
}

TEST_CASE("samples too small for an error bar, and NaN, are refused") {
  const double NaN = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(st::estimate_mean({}), st::InvalidArgument);
  CHECK_THROWS_AS(st::estimate_mean(std::vector<double>{1}), st::InvalidArgument);
  CHECK_THROWS_AS(st::estimate_variance(std::vector<double>{1, 2, 3}), st::InvalidArgument);
  CHECK_THROWS_AS(st::estimate_mean(std::vector<double>{1, NaN, 3}), st::InvalidArgument);
  CHECK_THROWS_AS(st::estimate_variance(std::vector<double>{1, 2, 3, NaN}), st::InvalidArgument);
}
