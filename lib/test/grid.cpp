#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/grid.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using st::Edge;
using st::Grid1D;
using st::InvalidArgument;

TEST_CASE("a uniform grid") {
  const auto grid = Grid1D::uniform(-1, 2, 6, Edge::reflecting);
  CHECK(grid.size() == 6);
  CHECK(grid.face(0) == -1);
  CHECK(grid.face(6) == 2);
  CHECK(grid.centre(0) == Approx(-0.75));
  CHECK(grid.width(3) == Approx(0.5));
  CHECK(grid.length() == 3);
  CHECK(grid.faces().size() == 7);
  CHECK(grid.centres().size() == 6);
  CHECK_FALSE(grid.periodic());
  CHECK(Grid1D::uniform(0, 1, 2, Edge::periodic).periodic());
}

TEST_CASE("edges may differ") {
  const auto grid = Grid1D::uniform(0, 1, 4, Edge::reflecting, Edge::absorbing);
  CHECK(grid.left() == Edge::reflecting);
  CHECK(grid.right() == Edge::absorbing);
}

TEST_CASE("a graded grid keeps its faces") {
  const auto grid = Grid1D::graded({0, 0.1, 0.4, 1.0}, Edge::absorbing, Edge::reflecting);
  CHECK(grid.size() == 3);
  CHECK(grid.width(1) == Approx(0.3));
  CHECK(grid.centre(2) == Approx(0.7));
}

TEST_CASE("the cell of a point: faces belong to the cell on their right, the last face to the last cell") {
  const auto grid = Grid1D::uniform(0, 1, 4, Edge::reflecting);
  CHECK(grid.cell(0) == 0);
  CHECK(grid.cell(0.1) == 0);
  CHECK(grid.cell(0.25) == 1);
  CHECK(grid.cell(0.999) == 3);
  CHECK(grid.cell(1) == 3);
  for (double outside : {-1e-9, 1.0 + 1e-9, std::numeric_limits<double>::quiet_NaN()})
    CHECK_THROWS_AS(grid.cell(outside), InvalidArgument);
}

TEST_CASE("grids are equal when faces and edges are") {
  const auto a = Grid1D::uniform(0, 1, 4, Edge::reflecting);
  const auto copy = a;
  CHECK(copy == a);
  CHECK(Grid1D::uniform(0, 1, 4, Edge::reflecting) == a);
  CHECK_FALSE(Grid1D::uniform(0, 1, 5, Edge::reflecting) == a);
  CHECK_FALSE(Grid1D::uniform(0, 1, 4, Edge::absorbing) == a);
}

TEST_CASE("bad grids are refused") {
  const double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(Grid1D::uniform(1, 0, 4, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::uniform(0, 0, 4, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::uniform(NaN, 1, 4, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::uniform(0, inf, 4, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::uniform(0, 1, 0, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::uniform(0, 1, 1, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::uniform(0, 1, 4, Edge::periodic, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::graded({}, Edge::reflecting, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::graded({0, 1, 1}, Edge::reflecting, Edge::reflecting), InvalidArgument);
  CHECK_THROWS_AS(Grid1D::graded({0, 1, NaN}, Edge::reflecting, Edge::reflecting), InvalidArgument);
  // So fine that neighbouring faces round to the same number.
  CHECK_THROWS_AS(Grid1D::uniform(1, 1 + 1e-15, 100, Edge::reflecting), InvalidArgument);
}

TEST_CASE("a grid that cannot fit in memory is refused") {
  CHECK_THROWS_AS(
      stochtherm::Grid1D::uniform(0, 1, static_cast<std::size_t>(-1), stochtherm::Edge::reflecting),
      stochtherm::InvalidArgument);
}
