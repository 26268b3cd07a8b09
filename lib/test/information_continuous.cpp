#include <cmath>
#include <limits>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/density.hpp>
#include <stochtherm/information/gaussian.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using st::Density;
using st::Edge;
using st::Gaussian;
using st::Grid1D;
using st::InvalidArgument;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();
const double ln2 = std::log(2.0);
}  // namespace

TEST_CASE("Gaussian closed forms known by hand") {
  CHECK(st::differential_entropy(Gaussian{3, 1}) == Approx(1.4189385332046727));
  CHECK(st::differential_entropy(Gaussian{0, 4}) - st::differential_entropy(Gaussian{0, 1}) == Approx(ln2));
  CHECK(st::kullback_leibler(Gaussian{0, 1}, Gaussian{0, 1}) == 0);
  CHECK(st::kullback_leibler(Gaussian{2, 1}, Gaussian{0, 1}) == 2);
  CHECK(st::kullback_leibler(Gaussian{0, 4}, Gaussian{0, 1}) == Approx(0.5 * (3 - 2 * ln2)));
  CHECK(st::kullback_leibler(Gaussian{0, 1}, Gaussian{0, 4}) == Approx(0.5 * (2 * ln2 - 0.75)));
}

TEST_CASE("nearly equal Gaussians keep their relative accuracy") {
  // Variance 1 + d against 1: d^2/4 - d^3/6 + ...
  const double d = std::ldexp(1.0, -30);
  CHECK(st::kullback_leibler(Gaussian{0, 1 + d}, Gaussian{0, 1}) ==
        Approx(d * d / 4 - d * d * d / 6).epsilon(1e-14).margin(0));
  // JS of two means a distance d apart: d^2/8.
  CHECK(*st::jensen_shannon(Gaussian{0, 1}, Gaussian{d, 1}) == Approx(d * d / 8).epsilon(1e-12).margin(0));
}

TEST_CASE("Jensen-Shannon of Gaussians: equal, far apart, symmetric, very different widths") {
  CHECK(*st::jensen_shannon(Gaussian{1, 2}, Gaussian{1, 2}) == 0);
  CHECK(*st::jensen_shannon(Gaussian{0, 1}, Gaussian{100, 1}) == Approx(ln2).epsilon(1e-12));
  const auto ab = st::jensen_shannon(Gaussian{0, 1}, Gaussian{1, 3});
  const auto ba = st::jensen_shannon(Gaussian{1, 3}, Gaussian{0, 1});
  REQUIRE(ab);
  CHECK(*ab == Approx(*ba).epsilon(1e-13));
  CHECK(ab.stats().residual < 1e-9);
  CHECK(ab.stats().steps > 0);
  // A needle within a broad density: all but the overlap, of the order of the ratio of the widths, is told apart.
  const auto needle = st::jensen_shannon(Gaussian{0, 1}, Gaussian{0.3, 1e-12});
  REQUIRE(needle);
  CHECK(*needle == Approx(ln2).epsilon(1e-4));
  CHECK(*needle < ln2);
}

TEST_CASE("the scale of the unit of length does not matter to a divergence") {
  const double js = *st::jensen_shannon(Gaussian{0, 1}, Gaussian{1, 2});
  for (double s : {1e-9, 1e6})
    CHECK(*st::jensen_shannon(Gaussian{0, s * s}, Gaussian{s, 2 * s * s}) == Approx(js).epsilon(1e-12));
}

TEST_CASE("Gaussian mutual information") {
  CHECK(st::gaussian_mutual_information(0) == 0);
  CHECK(st::gaussian_mutual_information(0.5) == Approx(0.1438410362).epsilon(1e-9));
  CHECK(st::gaussian_mutual_information(-0.9) == Approx(0.8303656034).epsilon(1e-9));
  CHECK(st::gaussian_mutual_information(0.99) == Approx(1.9585177736).epsilon(1e-9));
  CHECK(st::gaussian_mutual_information(1e-9) == Approx(5e-19).epsilon(1e-14).margin(0));
  for (double bad : {1.0, -1.0, 1.5, NaN})
    CHECK_THROWS_AS(st::gaussian_mutual_information(bad), InvalidArgument);
}

TEST_CASE("bad Gaussians are refused") {
  const Gaussian good{0, 1};
  for (const Gaussian bad : {Gaussian{0, 0}, Gaussian{0, -1}, Gaussian{NaN, 1}, Gaussian{0, NaN},
                             Gaussian{inf, 1}, Gaussian{0, inf}}) {
    CHECK_THROWS_AS(st::differential_entropy(bad), InvalidArgument);
    CHECK_THROWS_AS(st::kullback_leibler(bad, good), InvalidArgument);
    CHECK_THROWS_AS(st::kullback_leibler(good, bad), InvalidArgument);
    CHECK_THROWS_AS(st::jensen_shannon(good, bad), InvalidArgument);
  }
}

TEST_CASE("densities on a grid come near the closed forms, KL from below") {
  const auto grid = Grid1D::uniform(-12, 12, 2400, Edge::reflecting);
  const Gaussian a{0, 1}, b{0.7, 1.69};
  const auto f = Density::gaussian(grid, a.mean, a.variance), g = Density::gaussian(grid, b.mean, b.variance);
  CHECK(st::differential_entropy(f) == Approx(st::differential_entropy(a)).epsilon(1e-5));
  CHECK(st::kullback_leibler(f, g) == Approx(st::kullback_leibler(a, b)).epsilon(1e-4));
  CHECK(st::kullback_leibler(f, g) < st::kullback_leibler(a, b));
  CHECK(st::jensen_shannon(f, g) == Approx(*st::jensen_shannon(a, b)).epsilon(1e-4));
  CHECK(st::jensen_shannon(f, g) == Approx(st::jensen_shannon(g, f)).epsilon(1e-14));
}

TEST_CASE("densities on different grids, or partly absorbed, are refused") {
  const auto grid = Grid1D::uniform(0, 1, 2, Edge::absorbing);
  const Density whole(grid, {0.5, 0.5}), part(grid, {0.5, 0.25});
  const Density elsewhere(Grid1D::uniform(0, 2, 2, Edge::absorbing), {0.5, 0.5});
  CHECK_THROWS_AS(st::kullback_leibler(whole, elsewhere), InvalidArgument);
  CHECK_THROWS_AS(st::jensen_shannon(whole, elsewhere), InvalidArgument);
  CHECK_THROWS_AS(st::kullback_leibler(whole, part), InvalidArgument);
  CHECK_THROWS_AS(st::kullback_leibler(part, whole), InvalidArgument);
  CHECK_THROWS_AS(st::jensen_shannon(part, whole), InvalidArgument);
  CHECK_THROWS_AS(st::differential_entropy(part), InvalidArgument);
  CHECK(st::kullback_leibler(whole, Density(grid, {1, 0})) == inf);
}
