#include <cmath>
#include <limits>
#include <numbers>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/error.hpp>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using st::Density;
using st::Edge;
using st::Grid1D;
using st::InvalidArgument;

namespace {
struct Well {
  double kT = 0.5;
  [[nodiscard]] st::Temperature bath() const { return {kT}; }
  [[nodiscard]] st::Mobility mobility() const { return {1.0}; }
  template <class R>
  R energy(R x, double lambda) const {
    return R(0.5) * (x - R(lambda)) * (x - R(lambda));
  }
  template <class R>
  R force(R x, double lambda) const {
    return R(lambda) - x;
  }
};
const double eps = std::numeric_limits<double>::epsilon();
}  // namespace

TEST_CASE("a uniform density") {
  const auto p = Density::uniform(Grid1D::graded({0, 1, 4}, Edge::reflecting, Edge::reflecting));
  CHECK(p[0] == Approx(0.25));
  CHECK(p[1] == Approx(0.75));
  CHECK(p.pdf(0) == Approx(p.pdf(1)));
  CHECK(p.shannon() == Approx(std::log(4)));
  CHECK(p.mean() == Approx(0.25 * 0.5 + 0.75 * 2.5));
}

TEST_CASE("a Gaussian: mass, moments, entropy") {
  const auto grid = Grid1D::uniform(-12, 12, 4800, Edge::reflecting);
  const auto p = Density::gaussian(grid, 0.5, 1.44);
  CHECK(std::abs(p.total() - 1) < 4 * eps);
  CHECK(std::abs(p.mean() - 0.5) < 1e-13);
  // Cell masses at the centres add the variance h^2/12 of a cell.
  CHECK(p.variance() == Approx(1.44 + 0.005 * 0.005 / 12).epsilon(1e-11));
  CHECK(p.shannon() == Approx(0.5 * std::log(2 * std::numbers::pi * std::numbers::e * 1.44)).epsilon(1e-5));
}

TEST_CASE("a Gaussian's tails are exact cell integrals on both sides, far beyond where 1 - erf is 0") {
  const auto grid = Grid1D::uniform(-30, 30, 60, Edge::reflecting);
  const auto p = Density::gaussian(grid, 0, 1);
  // Mass of [20, 21]: (erfc(20/sqrt 2) - erfc(21/sqrt 2))/2 with 30 digits.
  CHECK(p[50] == Approx(2.753624115326956e-89).epsilon(1e-11).margin(0));
  // The faces are good to 30 eps, which a slope of up to 30 per unit of length turns into 2e-13.
  for (std::size_t i = 0; i < 30; ++i) CHECK(p[i] == Approx(p[59 - i]).epsilon(1e-12).margin(0));
  for (std::size_t i = 1; i < 30; ++i) CHECK(p[i] > p[i - 1]);
}

TEST_CASE("a narrow Gaussian sits in one cell") {
  const auto p = Density::gaussian(Grid1D::uniform(0, 1, 10, Edge::reflecting), 0.55, 1e-8);
  CHECK(p[5] == Approx(1));
}

TEST_CASE("a Boltzmann distribution does not depend on the zero of energy") {
  const auto grid = Grid1D::uniform(-4, 4, 200, Edge::reflecting);
  const auto p = Density::boltzmann(grid, Well{}, 0.3);
  const auto shifted = Density::from_potential(grid, [](double x) { return 1e4 + (x - 0.3) * (x - 0.3); });
  CHECK(std::abs(p.total() - 1) < 4 * eps);
  CHECK(p.mean() == Approx(0.3).epsilon(1e-5));  // the edges cut the tails differently, by 3e-7
  CHECK(p.total_variation(shifted) < 1e-11);     // 1e4 eps of relative error in each weight
  CHECK(p[100] / p[80] == Approx(std::exp(((grid.centre(80) - 0.3) * (grid.centre(80) - 0.3) -
                                           (grid.centre(100) - 0.3) * (grid.centre(100) - 0.3)))));
}

TEST_CASE("a point mass") {
  const auto p = Density::point(Grid1D::uniform(0, 1, 4, Edge::reflecting), 0.6);
  CHECK(p[2] == 1);
  CHECK(p.total() == 1);
  CHECK(p.variance() == 0);
  CHECK(p.shannon() == Approx(std::log(0.25)));
  CHECK_THROWS_AS(Density::point(Grid1D::uniform(0, 1, 4, Edge::reflecting), 1.6), InvalidArgument);
}

TEST_CASE("absorbed mass is missing from the total and does not spoil the moments of the rest") {
  const auto grid = Grid1D::uniform(0, 3, 3, Edge::absorbing);
  const Density p(grid, {0.25, 0.0, 0.25});
  CHECK(p.total() == 0.5);
  CHECK(p.mean() == 1.5);
  CHECK(p.variance() == 1);
  CHECK(p.expectation([](double) { return 1.0; }) == 0.5);
  const Density gone(grid, {0, 0, 0});
  CHECK(gone.total() == 0);
  CHECK_THROWS_AS(gone.mean(), InvalidArgument);
  CHECK_THROWS_AS(gone.variance(), InvalidArgument);
}

TEST_CASE("total variation") {
  const auto grid = Grid1D::uniform(0, 1, 2, Edge::reflecting);
  CHECK(Density(grid, {1, 0}).total_variation(Density(grid, {0, 1})) == 1);
  CHECK(Density(grid, {0.5, 0.5}).total_variation(Density(grid, {0.25, 0.75})) == 0.25);
  const auto other = Grid1D::uniform(0, 2, 2, Edge::reflecting);
  CHECK_THROWS_AS(Density(grid, {1, 0}).total_variation(Density(other, {1, 0})), InvalidArgument);
}

TEST_CASE("bad densities are refused") {
  const double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const auto grid = Grid1D::uniform(0, 1, 2, Edge::reflecting);
  CHECK_THROWS_AS(Density(grid, {}), InvalidArgument);
  CHECK_THROWS_AS(Density(grid, {1}), InvalidArgument);
  CHECK_THROWS_AS(Density(grid, {0.5, 0.25, 0.25}), InvalidArgument);
  CHECK_THROWS_AS(Density(grid, {1.5, -0.5}), InvalidArgument);
  CHECK_THROWS_AS(Density(grid, {0.5, NaN}), InvalidArgument);
  CHECK_THROWS_AS(Density(grid, {0.5, inf}), InvalidArgument);
  CHECK_THROWS_AS(Density(grid, {0.7, 0.7}), InvalidArgument);
  CHECK_THROWS_AS(Density::gaussian(grid, 0.5, 0), InvalidArgument);
  CHECK_THROWS_AS(Density::gaussian(grid, NaN, 1), InvalidArgument);
  CHECK_THROWS_AS(Density::gaussian(grid, 1e3, 1), InvalidArgument);  // none of it lies on the grid
  CHECK(refuses([&] { return Density::gaussian(grid, 0.5, 4); },
                {"the grid must cover the distribution", "mass on the grid"}));
  CHECK_THROWS_AS(Density::from_potential(grid, [=](double) { return NaN; }), InvalidArgument);
}
