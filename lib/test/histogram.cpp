#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/histogram.hpp>
#include <vector>

#include "catch.hpp"

using stochtherm::Histogram;

TEST_CASE("a histogram counts what lies in its bins and remembers the rest", "[statistics]") {
  const std::vector<double> x{-1, 0, 0.1, 0.49, 0.5, 0.999, 1, 7};
  const Histogram h(x, 0, 1, 2);
  CHECK(h.count(0) == 3);
  CHECK(h.count(1) == 2);
  CHECK(h.samples() == 8);
  CHECK(h.centre(1) == 0.75);
  CHECK(h.density(0) == Approx(0.75));
  CHECK(h.std_error(0) == Approx(std::sqrt(3.0 / 8 * 5.0 / 8 / 8) / 0.5));
}

TEST_CASE("a histogram refuses what cannot be counted", "[statistics]") {
  const std::vector<double> x{0.5}, nan{std::nan("")};
  CHECK_THROWS_AS(Histogram(x, 1, 0, 2), stochtherm::InvalidArgument);
  CHECK_THROWS_AS(Histogram(x, 0, 1, 0), stochtherm::InvalidArgument);
  CHECK_THROWS_AS(Histogram(x, 0, INFINITY, 2), stochtherm::InvalidArgument);
  CHECK_THROWS_AS(Histogram(nan, 0, 1, 2), stochtherm::InvalidArgument);
  CHECK_THROWS_AS(Histogram({}, 0, 1, 2), stochtherm::InvalidArgument);
}
