#include <cmath>
#include <limits>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/thermodynamics/finite_time_landauer.hpp>
#include <stochtherm/thermodynamics/wasserstein.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::Density;
using st::Edge;
using st::Grid1D;
using st::InvalidArgument;
using Column = std::vector<double>;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();
const double ln2 = st::constants::ln2;
}  // namespace

TEST_CASE("boxes: shifted, stretched, and with a gap between") {
  const auto unit = Grid1D::uniform(0, 1, 3, Edge::reflecting),
             far = Grid1D::uniform(5, 6, 7, Edge::reflecting);
  const auto wide = Grid1D::uniform(0, 2, 5, Edge::reflecting);
  CHECK(st::squared_wasserstein(Density::uniform(unit), Density::uniform(far)) == Approx(25));
  CHECK(st::squared_wasserstein(Density::uniform(unit), Density::uniform(wide)) == Approx(1.0 / 3));
  CHECK(st::squared_wasserstein(Density::uniform(unit), Density::uniform(unit)) == Approx(0).margin(1e-30));
  // Half of the mass stays, half moves by 2: empty cells cost nothing by themselves.
  const auto line = Grid1D::uniform(0, 4, 4, Edge::reflecting);
  CHECK(st::squared_wasserstein(Density(line, {0.5, 0.5, 0, 0}), Density(line, {0.5, 0, 0, 0.5})) ==
        Approx(2));
}

TEST_CASE("samples in order, with their error") {
  CHECK(st::squared_wasserstein(Column{3, 1, 2}, Column{12, 13, 11}).mean == Approx(100));
  // One value against two halves, one unit to each side.
  CHECK(st::squared_wasserstein(Column{0, 0}, Column{-1, 1, -1, 1}).mean == Approx(1));
  CHECK(st::squared_wasserstein(Column{0, 1}, Column{0, 1, 2}).mean ==
        Approx((0 + 0.5 * (0 + 1) * 1 + 1) / 3));
  // Two normal samples a distance apart: the error is that of the squared shift and of the widths.
  Column z;
  for (std::uint64_t k = 0; k < 300; ++k) {
    Column a(400), b(600);
    for (std::size_t i = 0; i < 400; ++i) a[i] = st::random::normal(k, st::random::Stream::data, i, 0, 0);
    for (std::size_t i = 0; i < 600; ++i)
      b[i] = 2 + 1.5 * st::random::normal(k, st::random::Stream::data, i, 1, 0);
    z.push_back(st::squared_wasserstein(a, b).z(4.25));
  }
  CHECK(st::estimate_variance(z).mean == Approx(1).epsilon(0.25));
  CHECK(std::abs(st::estimate_mean(z).mean) < 0.3);
}

TEST_CASE("normal distributions on the line and in the plane") {
  CHECK(st::squared_wasserstein(st::Gaussian{0, 1}, st::Gaussian{1, 0.25}) == 1.25);
  const auto grid = Grid1D::uniform(-8, 8, 4000, Edge::reflecting);
  CHECK(st::squared_wasserstein(Density::gaussian(grid, 0, 1), Density::gaussian(grid, 1, 0.25)) ==
        Approx(1.25).epsilon(1e-5));
  const st::MultivariateGaussian a{{0, 0}, {1, 0, 0, 4}}, b{{1, 2}, {4, 0, 0, 1}};
  CHECK(st::squared_wasserstein(a, b) == Approx(1 + 4 + 1 + 1));
  CHECK(st::squared_wasserstein(a, a) == Approx(0).margin(1e-14));
  // A rotation of one against the other: tr (A^1/2 B A^1/2)^1/2 = sqrt(tr AB + 2 sqrt(det AB)) in the plane.
  const double c = std::cos(0.3), s = std::sin(0.3);
  const st::MultivariateGaussian r{{0, 0}, {c * c + 4 * s * s, -3 * c * s, -3 * c * s, s * s + 4 * c * c}};
  const double trace = (c * c + 4 * s * s) + 4 * (s * s + 4 * c * c);
  CHECK(st::squared_wasserstein(a, r) == Approx(10 - 2 * std::sqrt(trace + 2 * 4)));
  CHECK(st::squared_wasserstein(st::MultivariateGaussian{{0}, {1}}, st::MultivariateGaussian{{1}, {0.25}}) ==
        Approx(1.25));
}

TEST_CASE("distances refuse what they cannot compare") {
  const auto ring = Grid1D::uniform(0, 1, 4, Edge::periodic),
             line = Grid1D::uniform(0, 1, 4, Edge::reflecting);
  CHECK_THROWS_AS(st::squared_wasserstein(Density::uniform(ring), Density::uniform(ring)), InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(Density(line, {0.1, 0.1, 0, 0}), Density::uniform(line)),
                  InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(Column{1}, Column{1, 2}), InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(Column{1, 2}, Column{1, NaN}), InvalidArgument);
  using MG = st::MultivariateGaussian;
  CHECK_THROWS_AS(st::squared_wasserstein(MG{{0, 0}, {1, 0, 0}}, MG{{0, 0}, {1, 0, 0, 1}}), InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(MG{{0, 0}, {1, 2, 2, 1}}, MG{{0, 0}, {1, 0, 0, 1}}),
                  InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(MG{{0, 0}, {1, 0, 0, 1}}, MG{{0, 0}, {1, 2, 2, 1}}),
                  InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(MG{{0, 0}, {1, 1, 0, 1}}, MG{{0, 0}, {1, 0, 0, 1}}),
                  InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(MG{{0}, {1}}, MG{{0, 0}, {1, 0, 0, 1}}), InvalidArgument);
  CHECK_THROWS_AS(st::squared_wasserstein(st::Gaussian{0, -1}, st::Gaussian{0, 1}), InvalidArgument);
  CHECK_THROWS_AS(st::wasserstein_speed_limit({1, 0, 2}, -1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::wasserstein_speed_limit({1, 0, 2}, 1, 0, 1), InvalidArgument);
  CHECK_THROWS_AS(st::wasserstein_speed_limit({1, 0, 2}, 1, 1, NaN), InvalidArgument);
}

TEST_CASE("the speed limit compares") {
  const auto limit = st::wasserstein_speed_limit({1.5, 0.1, 100}, 1.25, 0.5, 2);
  CHECK(limit.bound == Approx(1.25));
  CHECK(limit.slack() == Approx(0.25));
  CHECK(limit.efficiency() == Approx(1.25 / 1.5));
}

TEST_CASE("erasure in finite time") {
  CHECK(st::erasure_bound(1) == Approx(ln2));
  CHECK(st::erasure_bound(0) == Approx(ln2));
  CHECK(st::erasure_bound(0.5) == 0);
  CHECK(st::erasure_bound(0.9, 2) == Approx(2 * 0.3680642072));
  CHECK(st::erasure_bound(0.75) == Approx(0.1308120359));
  CHECK(st::erasure_bound(0.5 + 1e-9) == Approx(2e-18));
  CHECK(st::finite_time_work_bound(0.3, 1.25, 0.5, 5, 2) == Approx(0.3 + 2 * 1.25 / 2.5));
  CHECK(st::box_erasure_work(2, 0.5, 5, 3) == Approx(3 * (ln2 + 4 / 30.0)));
  // The box's distance, from the densities themselves.
  const auto box = Density::uniform(Grid1D::uniform(-1, 1, 10, Edge::reflecting));
  CHECK(st::erasure_distance_to_local_equilibrium(box, 0) == Approx(4.0 / 12));
  CHECK(st::erasure_distance_to_barrier(box, 0) == Approx(1.0 / 6));
  // A barrier inside a cell.
  const auto coarse = Density::uniform(Grid1D::uniform(-1, 1, 3, Edge::reflecting));
  CHECK(st::erasure_distance_to_local_equilibrium(coarse, 0) == Approx(4.0 / 12));
  CHECK(st::erasure_distance_to_barrier(coarse, 0) == Approx(1.0 / 6));
}

TEST_CASE("a two-level system erased along the geodesic") {
  const auto slow = st::two_level_erasure(0.5, 0.01, 1, 1000);
  CHECK(slow.dissipation == Approx(0.00188121).epsilon(3e-6));
  CHECK(slow.slow_driving == Approx(0.00187816).epsilon(3e-6));
  // Only Gamma tau counts; nothing changes, nothing is dissipated; 0 and 1 are alike.
  CHECK(st::two_level_erasure(0.5, 0.01, 10, 100).dissipation == Approx(slow.dissipation));
  CHECK(st::two_level_erasure(0.5, 0.99, 1, 1000).dissipation == Approx(slow.dissipation));
  CHECK(st::two_level_erasure(0.3, 0.3, 1, 1).dissipation == 0);
  CHECK(st::two_level_erasure(0.5, 1e-12, 1, 1e9).slow_driving == Approx(2.4674011e-9).epsilon(1e-5));
  CHECK_THROWS_AS(st::two_level_erasure(0.5, 0.01, 1, 1), InvalidArgument);
}

TEST_CASE("finite-time bounds refuse bad numbers") {
  for (double bad : {0.0, -1.0, NaN}) {
    CHECK_THROWS_AS(st::erasure_bound(0.9, bad), InvalidArgument);
    CHECK_THROWS_AS(st::finite_time_work_bound(0, 1, bad, 1), InvalidArgument);
    CHECK_THROWS_AS(st::finite_time_work_bound(0, 1, 1, bad), InvalidArgument);
    CHECK_THROWS_AS(st::box_erasure_work(bad, 1, 1), InvalidArgument);
    CHECK_THROWS_AS(st::two_level_erasure(0.5, 0.1, bad, 100), InvalidArgument);
    CHECK_THROWS_AS(st::two_level_erasure(0.5, 0.1, 1, bad), InvalidArgument);
    CHECK_THROWS_AS(st::two_level_erasure(bad, 0.1, 1, 100), InvalidArgument);
  }
  CHECK_THROWS_AS(st::erasure_bound(1.1), InvalidArgument);
  CHECK_THROWS_AS(st::erasure_bound(NaN), InvalidArgument);
  CHECK_THROWS_AS(st::finite_time_work_bound(NaN, 1, 1, 1), InvalidArgument);
  const auto box = Density::uniform(Grid1D::uniform(-1, 1, 10, Edge::reflecting));
  CHECK_THROWS_AS(st::erasure_distance_to_barrier(box, 1), InvalidArgument);
  CHECK_THROWS_AS(st::erasure_distance_to_local_equilibrium(box, -2), InvalidArgument);
  const auto left = Density(Grid1D::uniform(-1, 1, 2, Edge::reflecting), {1, 0});
  CHECK_THROWS_AS(st::erasure_distance_to_local_equilibrium(left, 0), InvalidArgument);
}
