#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/network/glauber_ring.hpp>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/studies/ising.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using st::models::IsingSquare;
using st::models::IsingStates;
using st::models::IsingTorus;
using namespace st::studies;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();

/// From the spins one by one.
std::int64_t energy_of(const IsingLattice& lattice, std::size_t rows, std::size_t columns) {
  std::int64_t sum = 0;
  for (std::size_t y = 0; y < rows; ++y)
    for (std::size_t x = 0; x < columns; ++x)
      sum -= lattice.spin(y, x) * (lattice.spin((y + 1) % rows, x) + lattice.spin(y, (x + 1) % columns));
  return sum;
}
}  // namespace

TEST_CASE("the closed forms of the square lattice refuse what is no lattice") {
  CHECK_THROWS_AS(IsingSquare{0}.energy(), InvalidArgument);
  CHECK_THROWS_AS(IsingSquare{-1}.heat_capacity(), InvalidArgument);
  CHECK_THROWS_AS(IsingSquare{NaN}.magnetisation(), InvalidArgument);
  CHECK_THROWS_AS(IsingSquare{HUGE_VAL}.log_partition(), InvalidArgument);
  CHECK_THROWS_AS((IsingTorus{1, 4}.at(2)), InvalidArgument);
  CHECK_THROWS_AS((IsingTorus{4, 4}.at(NaN)), InvalidArgument);
  CHECK_THROWS_AS(IsingStates(5, 6), InvalidArgument);
  CHECK_THROWS_AS(IsingStates(1, 6), InvalidArgument);
  CHECK_THROWS_AS(IsingStates(2, 2).at(0), InvalidArgument);
}

TEST_CASE("all states are counted, on two columns with two bonds to a pair") {
  const IsingStates four(2, 2);
  REQUIRE(four.levels().size() == 4);
  CHECK(four.levels().front().energy == -8);
  CHECK(four.levels().front().states == 2);
  std::uint64_t states = 0;
  const IsingStates twelve(3, 4);
  for (const auto& l : twelve.levels()) states += l.states;
  CHECK(states == 4096);
  CHECK(four.at(2.3).log_partition == Approx(IsingTorus{2, 2}.at(2.3).log_partition).margin(1e-13));
}

TEST_CASE("far from the critical point") {
  CHECK(IsingSquare{0.2}.energy() == Approx(-2).margin(1e-12));
  CHECK(IsingSquare{0.2}.entropy() == Approx(0).margin(1e-12));
  CHECK(IsingSquare{1e6}.entropy() == Approx(std::log(2)).margin(1e-11));
  CHECK((IsingTorus{1000, 1000}.at(0.1).energy) == Approx(-2).margin(1e-12));
  CHECK((IsingTorus{6, 4}.at(1e6).log_partition) == Approx(24 * std::log(2)).margin(1e-9));
}

TEST_CASE("a simulation refuses what it cannot do") {
  const IsingSetup good{.rows = 4, .columns = 4, .temperature = 2, .seed = 1};
  auto bad = good;
  bad.rows = 3;
  CHECK_THROWS_AS(IsingLattice(bad), InvalidArgument);
  bad = good, bad.columns = 0;
  CHECK_THROWS_AS(IsingLattice(bad), InvalidArgument);
  bad = good, bad.temperature = NaN;
  CHECK_THROWS_AS(IsingLattice(bad), InvalidArgument);
  CHECK_THROWS_AS((simulate(good, {.sweeps = 10, .equilibration = 0})), InvalidArgument);
  CHECK_THROWS_AS((simulate(good, {.sweeps = 1000, .equilibration = 0, .every = 11})), InvalidArgument);
  CHECK_THROWS_AS((simulate(good, {.sweeps = 1000, .equilibration = 0, .every = 0})), InvalidArgument);
  IsingLattice lattice(good);
  CHECK_THROWS_AS(lattice.set_temperature(0), InvalidArgument);
  CHECK_THROWS_AS(lattice.choose_clusters(), InvalidArgument);
  CHECK_THROWS_AS(lattice.spin(4, 0), InvalidArgument);
  auto wolff = good;
  wolff.algorithm = IsingAlgorithm::wolff;
  CHECK_THROWS_AS(IsingLattice(wolff).sweep_and_book(), InvalidArgument);
}

TEST_CASE("a simulation can be cancelled, and told to be at its end") {
  const IsingSetup setup{.rows = 16, .columns = 16, .temperature = 2, .seed = 1};
  double last = 0;
  CHECK(simulate(setup, {.sweeps = 1000, .equilibration = 10, .progress = [&](double f) {
                           last = f;
                           return true;
                         }}));
  CHECK(last == 1);
  const auto stopped =
      simulate(setup, {.sweeps = 1000, .equilibration = 10, .progress = [](double) { return false; }});
  CHECK(stopped.status() == st::Status::cancelled);
}

TEST_CASE("energy, magnetisation and heat are those of the spins") {
  for (const std::size_t columns : {std::size_t{14}, std::size_t{128}, std::size_t{256}})
    for (const auto algorithm : {IsingAlgorithm::metropolis, IsingAlgorithm::glauber})
      for (const auto start : {IsingStart::ordered, IsingStart::random}) {
        const std::size_t rows = 32;
        IsingLattice lattice({.rows = rows,
                              .columns = columns,
                              .temperature = 2.4,
                              .algorithm = algorithm,
                              .seed = 3,
                              .start = start});
        CHECK(lattice.multi_spin() == (columns != 14));
        CHECK(lattice.energy() == energy_of(lattice, rows, columns));
        for (int i = 0; i < 3; ++i) {
          const auto before = lattice.energy(), heat = lattice.sweep_and_book(2);
          CHECK(lattice.energy() == energy_of(lattice, rows, columns));
          CHECK(lattice.energy() - before == heat);
        }
        std::int64_t sum = 0;
        for (std::size_t y = 0; y < rows; ++y)
          for (std::size_t x = 0; x < columns; ++x) sum += lattice.spin(y, x);
        CHECK(lattice.magnetisation() == sum);
      }
}

TEST_CASE("the same seed gives the same lattice, another seed another") {
  const auto energy = [](st::Seed seed, bool book) {
    IsingLattice lattice({.rows = 16, .columns = 128, .temperature = 2.4, .seed = seed});
    if (book)
      (void)lattice.sweep_and_book(50);
    else
      lattice.sweep(50);
    return lattice.energy() * 4096 + lattice.magnetisation();
  };
  CHECK(energy(1, false) == energy(1, true));
  CHECK(energy(1, false) != energy(2, false));
}

TEST_CASE("a quench of the chain starts from nothing and ends in equilibrium") {
  const st::models::GlauberRing chain{.K = 1};
  CHECK(chain.quench_correlation(1, 0) == Approx(0).margin(1e-15));
  CHECK(chain.quench_correlation(0, 3) == Approx(1).margin(1e-14));
  CHECK(chain.quench_correlation(2, 900) == Approx(chain.correlation(2)).margin(1e-12));
  CHECK((st::models::GlauberRing{.K = 0}.quench_correlation(1, 2)) == Approx(0).margin(1e-15));
  CHECK_THROWS_AS(chain.quench_correlation(1, -1), InvalidArgument);
  CHECK_THROWS_AS(chain.quench_correlation(1, NaN), InvalidArgument);
  CHECK_THROWS_AS((st::models::GlauberRing{.K = NaN}.quench_correlation(1, 1)), InvalidArgument);
}
