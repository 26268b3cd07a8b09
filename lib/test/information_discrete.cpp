#include <array>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using st::JointDistribution;
using Masses = std::vector<double>;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();
const double eps = std::numeric_limits<double>::epsilon();
const double ln2 = std::log(2.0);
}  // namespace

TEST_CASE("entropies known by hand") {
  CHECK(st::shannon_entropy(Masses{1}) == 0);
  CHECK(st::shannon_entropy(Masses{0, 1, 0}) == 0);
  CHECK(st::shannon_entropy(Masses{0.5, 0.5}) == ln2);
  CHECK(st::bits(st::shannon_entropy(Masses{0.5, 0.25, 0.125, 0.125})) == Approx(1.75).epsilon(4 * eps));
  CHECK(st::shannon_entropy(Masses(1'000'000, 1e-6)) == Approx(std::log(1e6)).epsilon(1e-13));
  CHECK(st::bits(st::nats(3)) == 3);
  static_assert(st::nats(1) == st::constants::ln2);
}

TEST_CASE("Kullback-Leibler and cross entropy known by hand") {
  const Masses p{0.5, 0.5}, q{0.75, 0.25};
  CHECK(st::kullback_leibler(p, q) == Approx(0.5 * std::log(4.0 / 3)).epsilon(4 * eps));
  CHECK(st::kullback_leibler(q, p) == Approx(0.75 * std::log(1.5) - 0.25 * ln2).epsilon(8 * eps));
  CHECK(st::cross_entropy(p, q) == Approx(ln2 + 0.5 * std::log(4.0 / 3)).epsilon(4 * eps));
  CHECK(st::kullback_leibler(Masses{0, 1}, Masses{0.5, 0.5}) == Approx(ln2).epsilon(4 * eps));
}

TEST_CASE("the divergence of a distribution from itself is exactly 0") {
  const Masses p{0.1, 0.2, 0.3, 0.4};
  CHECK(st::kullback_leibler(p, p) == 0);
  CHECK(st::jensen_shannon(p, p) == 0);
}

TEST_CASE("nearly equal distributions keep their relative accuracy") {
  // KL({1/2 + d, 1/2 - d} || {1/2, 1/2}) = 2 d^2 + 4 d^4/3 + ...; with d = 2^-30 the sum p ln(p/q) is all rounding.
  const double d = std::ldexp(1.0, -30);
  const Masses p{0.5 + d, 0.5 - d}, q{0.5, 0.5};
  CHECK(st::kullback_leibler(p, q) == Approx(2 * d * d).epsilon(1e-15).margin(0));
  CHECK(st::jensen_shannon(p, q) == Approx(0.5 * d * d).epsilon(1e-15).margin(0));
}

TEST_CASE("the two ways of summing a term agree where one takes over from the other") {
  for (double d : {0.09999, 0.10001, -0.09999, -0.10001}) {
    const Masses p{0.5, 0.5}, q{0.5 * (1 + d), 0.5 * (1 - d)};
    const long double exact = -0.5L * std::log1p(-static_cast<long double>(d) * d);
    CHECK(st::kullback_leibler(p, q) == Approx(static_cast<double>(exact)).epsilon(1e-14).margin(0));
  }
}

TEST_CASE("a state that q calls impossible costs infinity, one that p calls impossible costs nothing") {
  CHECK(st::kullback_leibler(Masses{0.5, 0.5}, Masses{1, 0}) == inf);
  CHECK(st::cross_entropy(Masses{0.5, 0.5}, Masses{1, 0}) == inf);
  CHECK(st::kullback_leibler(Masses{1, 0}, Masses{1, 0}) == 0);
  CHECK(st::cross_entropy(Masses{1, 0}, Masses{1, 0}) == 0);
  // Almost impossible is not impossible, even where p/q overflows.
  CHECK(st::kullback_leibler(Masses{1, 0}, Masses{1e-310, 1}) == Approx(310 * std::log(10.0)).epsilon(1e-12));
  CHECK(std::isfinite(st::kullback_leibler(Masses{5e-324, 1}, Masses{0.5, 0.5})));
}

TEST_CASE("Jensen-Shannon: symmetric, between 0 and ln 2, weighted between 0 and the weights' entropy") {
  const Masses p{0.1, 0.2, 0.7}, q{0.6, 0.4, 0}, only{1, 0, 0}, other{0, 1, 0};
  CHECK(st::jensen_shannon(p, q) == Approx(st::jensen_shannon(q, p)).epsilon(4 * eps));
  CHECK(st::jensen_shannon(only, other) == Approx(ln2).epsilon(4 * eps));
  const double w = 0.25, h = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
  CHECK(st::jensen_shannon(only, other, w) == Approx(h).epsilon(4 * eps));
  CHECK(st::jensen_shannon(p, q, w) == Approx(st::jensen_shannon(q, p, 1 - w)).epsilon(4 * eps));
  CHECK(st::jensen_shannon(p, q, 0) == 0);
  CHECK(st::jensen_shannon(p, q, 1) == 0);
  // H(m) - H(p)/2 - H(q)/2, the other definition.
  const Masses m{0.35, 0.3, 0.35};
  CHECK(st::jensen_shannon(p, q) ==
        Approx(st::shannon_entropy(m) - 0.5 * (st::shannon_entropy(p) + st::shannon_entropy(q)))
            .epsilon(1e-14));
}

TEST_CASE("what is not a distribution is refused") {
  const Masses good{0.5, 0.5};
  for (const auto& bad : {Masses{}, Masses{0.5, 0.6}, Masses{1.5, -0.5}, Masses{NaN, 1}, Masses{inf, 0},
                          Masses{0.5, 0.5 + 2e-9}, Masses{0, 0}, Masses{50, 50}}) {
    CHECK_THROWS_AS(st::shannon_entropy(bad), InvalidArgument);
    CHECK_THROWS_AS(st::kullback_leibler(bad, good), InvalidArgument);
    CHECK_THROWS_AS(st::kullback_leibler(good, bad), InvalidArgument);
    CHECK_THROWS_AS(st::cross_entropy(bad, good), InvalidArgument);
    CHECK_THROWS_AS(st::jensen_shannon(good, bad), InvalidArgument);
  }
  CHECK_NOTHROW(st::shannon_entropy(Masses{0.5, 0.5 + 5e-10}));
  CHECK_THROWS_AS(st::kullback_leibler(good, Masses{0.2, 0.3, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(st::jensen_shannon(good, Masses{1}), InvalidArgument);
  for (double w : {-0.1, 1.1, NaN}) CHECK_THROWS_AS(st::jensen_shannon(good, good, w), InvalidArgument);
}

TEST_CASE("the sentence names the argument and the state") {
  try {
    (void)st::kullback_leibler(Masses{0.5, 0.5}, Masses{1.25, -0.25});
    FAIL("a negative probability was accepted");
  } catch (const InvalidArgument& e) {
    CHECK(std::string(e.what()) ==
          "kullback_leibler: a probability must be finite and not negative, but q[1] = -0.25.");
  }
}

TEST_CASE("a joint table: marginals, entropies, the chain rule") {
  const JointDistribution xy(2, 3, {0.1, 0.2, 0.1, 0.25, 0.05, 0.3});
  CHECK(xy(1, 2) == 0.3);
  CHECK(xy.marginal_x()[0] == Approx(0.4));
  CHECK(xy.marginal_y()[1] == Approx(0.25));
  CHECK(xy.entropy() == Approx(xy.entropy_y() + xy.entropy_x_given_y()).epsilon(8 * eps));
  CHECK(xy.entropy() == Approx(xy.entropy_x() + xy.entropy_y_given_x()).epsilon(8 * eps));
  CHECK(xy.mutual_information() == Approx(xy.entropy_x() + xy.entropy_y() - xy.entropy()).epsilon(1e-13));
}

TEST_CASE("independent variables share nothing, a copy shares all") {
  const std::array<double, 2> p{0.3, 0.7};
  const std::array<double, 3> q{0.2, 0.3, 0.5};
  const auto apart = JointDistribution::independent(p, q);
  CHECK(apart.mutual_information() < 1e-30);
  CHECK(apart.entropy_x_given_y() == Approx(apart.entropy_x()).epsilon(8 * eps));

  const std::array<std::size_t, 2> same{0, 1};
  const auto copy = JointDistribution::function_of(p, same, 2);
  CHECK(copy.mutual_information() == Approx(st::shannon_entropy(p)).epsilon(8 * eps));
  CHECK(copy.entropy_x_given_y() == 0);
  CHECK(copy.entropy_y_given_x() == 0);
}

TEST_CASE("the binary symmetric channel carries ln 2 - h(error)") {
  for (double error : {0.0, 0.1, 0.5, 0.9}) {
    const double h = error == 0 ? 0 : -error * std::log(error) - (1 - error) * std::log(1 - error);
    const auto xy = JointDistribution::noisy_copy(0.5, error);
    CHECK(xy.mutual_information() == Approx(ln2 - h).epsilon(1e-14).margin(1e-16));
    CHECK(xy.entropy_x_given_y() == Approx(h).epsilon(1e-14));
  }
}

TEST_CASE("bad tables are refused") {
  CHECK_THROWS_AS(JointDistribution(2, 2, {0.5, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution(0, 2, {}), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution(2, 0, {}), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution(1, 2, {0.5, 0.6}), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution(1, 2, {1.5, -0.5}), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution(1, 2, {NaN, 1}), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution::noisy_copy(0.5, 1.5), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution::noisy_copy(NaN, 0.5), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution::independent({}, std::array{1.0}), InvalidArgument);
  const std::array<double, 2> p{0.5, 0.5};
  CHECK_THROWS_AS(JointDistribution::function_of(p, std::array<std::size_t, 2>{0, 2}, 2), InvalidArgument);
  CHECK_THROWS_AS(JointDistribution::function_of(p, std::array<std::size_t, 1>{0}, 2), InvalidArgument);
}
