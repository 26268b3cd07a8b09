#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>

#include "catch.hpp"
#include "toys.hpp"

using namespace stochtherm;

TEST_CASE("the Boltzmann sampler finds the well wherever it is", "[initial]") {
  for (double centre : {0.0, 1.0, -300.0, 5e5})
    for (double width : {1e-3, 1.0, 50.0}) {
      const auto sampler =
          BoltzmannSampler::confined([=](double x) { return 0.5 * std::pow((x - centre) / width, 2); });
      CHECK(sampler(0.5) == Approx(centre).margin(1e-5 * width + 1e-12 * std::abs(centre)));
      CHECK(sampler(0.8413447460685429) ==
            Approx(centre + width).margin(1e-5 * width + 1e-12 * std::abs(centre)));
    }
}

TEST_CASE("the Boltzmann sampler sees both wells, however high the barrier and wherever they are",
          "[initial]") {
  for (double barrier : {2.0, 30.0, 60.0, 300.0})
    for (const auto& [centre, half] : {std::pair{0.0, 1.0},
                                       {2.0, 0.1},
                                       {5.0, 0.1},
                                       {5.0, 0.2},
                                       {20.0, 0.2},
                                       {-100.0, 1.0},
                                       {1000.0, 1.0}}) {
      CAPTURE(barrier, centre, half);
      const auto sampler = BoltzmannSampler::confined([=, c = centre, w = half](double x) {
        const double s = (x - c) / w;
        return barrier * std::pow(1 - s * s, 2);
      });
      // By symmetry half of the mass lies on each side of the barrier.
      CHECK((sampler(0.4999) - centre) / half < 0);
      CHECK((sampler(0.5001) - centre) / half > 0);
      CHECK((sampler(0.2) + sampler(0.8) - 2 * centre) / half == Approx(0).margin(1e-3));
    }
}

TEST_CASE("the Boltzmann sampler refuses what has no equilibrium", "[initial]") {
  CHECK_THROWS_AS(BoltzmannSampler::confined([](double) { return 0.0; }), InvalidArgument);
  CHECK_THROWS_AS(BoltzmannSampler::confined([](double x) { return -x * x; }), InvalidArgument);
  CHECK_THROWS_AS(BoltzmannSampler::confined([](double x) { return x; }), InvalidArgument);
  CHECK_THROWS_AS(BoltzmannSampler::confined([](double x) { return std::abs(x) < 1 ? x * x : 1.0; }),
                  InvalidArgument);
  CHECK_THROWS_AS(BoltzmannSampler::confined([](double) { return std::nan(""); }), InvalidArgument);
  CHECK_THROWS_AS(BoltzmannSampler::periodic([](double x) { return 1e6 * std::cos(x); }, 6.28),
                  InvalidArgument);
  CHECK_THROWS_AS(BoltzmannSampler::periodic([](double x) { return std::cos(x); }, -1), InvalidArgument);
}

TEST_CASE("a start from a density follows its masses", "[initial]") {
  const auto grid = Grid1D::uniform(0, 4, 4, Edge::reflecting);
  const auto start = from_density(Density(grid, {0, 0.25, 0, 0.75})).prepare(toys::Trap{}, 0);
  int in_second = 0;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    double x, v;
    start(1, i, &x, &v);
    REQUIRE(((x >= 1 && x <= 2) || (x >= 3 && x <= 4)));
    in_second += x < 2;
  }
  CHECK(std::abs(in_second - 1000) < 120);
  CHECK_THROWS_AS(from_density(Density(grid, {0, 0.25, 0, 0.25})), InvalidArgument);
}
