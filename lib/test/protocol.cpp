#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/protocol.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using st::Protocol;

TEST_CASE("constant and linear protocols") {
  const auto hold = Protocol::constant(2.5, 4);
  CHECK(hold.duration() == 4);
  for (double t : {0.0, 1.0, 4.0}) CHECK(hold(t) == 2.5);

  const auto pull = Protocol::linear(1, 3, 8);
  CHECK(pull(0) == 1);
  CHECK(pull(2) == 1.5);
  CHECK(pull(8) == 3);
  CHECK(pull.initial() == 1);
  CHECK(pull.final() == 3);
}

TEST_CASE("a quench jumps at once: its initial value is seen only before time 0") {
  const auto quench = Protocol::quench(1, 5, 2);
  CHECK(quench.initial() == 1);
  CHECK(quench(0) == 5);
  CHECK(quench(2) == 5);
  CHECK(quench.final() == 5);
}

TEST_CASE("jumps at both ends and inside") {
  const auto p = Protocol::piecewise_linear({{0, 0}, {0, 1}, {1, 2}, {1, 4}, {2, 6}, {2, 10}});
  CHECK(p.duration() == 2);
  CHECK(p.initial() == 0);
  CHECK(p(0) == 1);
  CHECK(p(0.5) == 1.5);
  CHECK(p(std::nextafter(1.0, 0.0)) == Approx(2));
  CHECK(p(1) == 4);  // continuous from the right
  CHECK(p(1.5) == 5);
  CHECK(p(2) == 6);  // the end jump is still to come
  CHECK(p.final() == 10);
}

TEST_CASE("several knots at one instant: only the outer ones count") {
  const auto p = Protocol::piecewise_linear({{0, 0}, {1, 1}, {1, 50}, {1, 2}, {2, 3}});
  CHECK(p(std::nextafter(1.0, 0.0)) == Approx(1));
  CHECK(p(1) == 2);
  CHECK(p(2) == 3);
}

TEST_CASE("reversal mirrors time and keeps the jumps") {
  const auto p = Protocol::piecewise_linear({{0, 0}, {0, 1}, {1, 2}, {1, 4}, {2, 6}, {2, 10}});
  const auto r = p.reversed();
  CHECK(r.duration() == 2);
  CHECK(r.initial() == 10);
  CHECK(r(0) == 6);
  CHECK(r(1) == 2);  // continuous from the right in its own time
  CHECK(r(2) == 1);
  CHECK(r.final() == 0);
  for (double t : {0.0, 0.25, 0.75, 1.25, 1.75, 2.0}) {
    CHECK(r(t) == Approx(p(2 - t)));
    CHECK(r.reversed()(t) == Approx(p(t)));
  }
  CHECK(Protocol::quench(1, 5, 2).reversed().initial() == 5);
  CHECK(Protocol::quench(1, 5, 2).reversed()(2) == 5);
  CHECK(Protocol::quench(1, 5, 2).reversed().final() == 1);
}

TEST_CASE("any function can be a protocol") {
  const auto p = Protocol::function([](double t) { return std::sin(t); }, 1.5);
  CHECK(p(0.5) == std::sin(0.5));
  CHECK(p.initial() == 0);
  CHECK(p.final() == std::sin(1.5));
  const auto r = p.reversed();
  CHECK(r(0) == std::sin(1.5));
  CHECK(r(0.5) == std::sin(1.0));
  CHECK(r.final() == 0);
}

TEST_CASE("bad protocols are refused") {
  const double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (double bad : {0.0, -1.0, NaN, inf}) {
    CHECK_THROWS_AS(Protocol::constant(1, bad), InvalidArgument);
    CHECK_THROWS_AS(Protocol::linear(0, 1, bad), InvalidArgument);
    CHECK_THROWS_AS(Protocol::quench(0, 1, bad), InvalidArgument);
    CHECK_THROWS_AS(Protocol::function([](double t) { return t; }, bad), InvalidArgument);
  }
  CHECK_THROWS_AS(Protocol::constant(NaN, 1), InvalidArgument);
  CHECK_THROWS_AS(Protocol::linear(0, inf, 1), InvalidArgument);
  CHECK_THROWS_AS(Protocol::piecewise_linear({}), InvalidArgument);
  CHECK_THROWS_AS(Protocol::piecewise_linear({{0, 1}}), InvalidArgument);
  CHECK_THROWS_AS(Protocol::piecewise_linear({{0.5, 1}, {1, 1}}), InvalidArgument);
  CHECK_THROWS_AS(Protocol::piecewise_linear({{0, 1}, {2, 1}, {1, 1}}), InvalidArgument);
  CHECK_THROWS_AS(Protocol::piecewise_linear({{0, 1}, {0, 2}}), InvalidArgument);
  CHECK_THROWS_AS(Protocol::piecewise_linear({{0, 1}, {NaN, 2}, {3, 1}}), InvalidArgument);
  CHECK_THROWS_AS(Protocol::function({}, 1), InvalidArgument);
  CHECK_THROWS_AS(Protocol::function([=](double) { return NaN; }, 1), InvalidArgument);
  const auto hole = Protocol::function([=](double t) { return t == 0.5 ? NaN : t; }, 1);
  CHECK_THROWS_AS(hole(0.5), InvalidArgument);
}

TEST_CASE("a protocol is not asked about times that it does not cover") {
  const auto p = Protocol::linear(0, 1, 2);
  CHECK_THROWS_AS(p(-1e-9), InvalidArgument);
  CHECK_THROWS_AS(p(std::nextafter(2.0, 3.0)), InvalidArgument);
  CHECK_THROWS_AS(p(std::numeric_limits<double>::quiet_NaN()), InvalidArgument);
}
