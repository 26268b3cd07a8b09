#include <cmath>
#include <limits>
#include <stochtherm/solvers/schrodinger/crank_nicolson.hpp>
#include <stochtherm/solvers/schrodinger/madelung.hpp>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();
const Grid1D box = Grid1D::uniform(-4, 4, 80, Edge::reflecting);
std::complex<double> bell(double x) { return std::exp(-x * x); }
}  // namespace

TEST_CASE("waves: what is no equation, no wave or no step is refused") {
  CHECK(refuses([] { return Schroedinger1D(box, -1.0); }, {"nu"}));
  CHECK(refuses([] { return Schroedinger1D(box, NaN); }));
  CHECK(refuses([] { return Schroedinger1D(box, 1.0, [](double) { return NaN; }); }, {"potential"}));
  CHECK(refuses(
      [] {
        return Schroedinger1D(Grid1D::graded({0, 1, 3, 4}, Edge::reflecting, Edge::reflecting), 1.0);
      },
      {"equal"}));
  const Schroedinger1D line(box, 1.0);
  CHECK(refuses([&] { return line.wave([](double) { return 0.0; }); }, {"vanish"}));
  CHECK(refuses([&] { return line.evolve(Wave(3), 1, 0.1); }, {"one amplitude per cell"}));
  CHECK(refuses([&] { return line.evolve(Wave(80, NaN), 1, 0.1); }, {"finite"}));
  CHECK(refuses([&] { return line.evolve(line.wave(bell), 1, 0.3); }, {"divide"}));
  CHECK(refuses([&] { return line.evolve(line.wave(bell), -1, 0.1); }));
}

TEST_CASE("waves: cancelled where asked, with the wave of that step") {
  const Schroedinger1D line(box, 1.0);
  const auto stopped = line.evolve(line.wave(bell), 1, 0.01, [](double) { return false; });
  CHECK(!stopped);
  CHECK(stopped.status() == Status::cancelled);
  CHECK(std::abs(line.norm(stopped.even_if_failed()) - 1) < 1e-12);
}

TEST_CASE("waves: mirrors and walls at one end each") {
  const Schroedinger1D line(Grid1D::uniform(0, 1, 50, Edge::absorbing, Edge::reflecting), 1.0);
  const Wave start = line.wave([](double x) { return std::sin(0.5 * 3.14159265358979323846 * x); });
  const Wave end = *line.evolve(start, 1, 0.01);
  for (std::size_t i = 0; i < 50; ++i) CHECK(std::norm(end[i]) == Approx(std::norm(start[i])));
}

TEST_CASE("fluids: what is no packet is refused; nodes that overtake each other are reported") {
  const auto one = [](double x) { return std::exp(-x * x / 2); };
  const auto still = [](double) { return 0.0; };
  CHECK(refuses([&] { return QuantumFluid::packet(1, -1, 50, one, still); }, {"interval"}));
  CHECK(refuses([&] { return QuantumFluid::packet(-1, 1, 3, one, still); }, {"six cells"}));
  CHECK(refuses([&] { return QuantumFluid::packet(-1, 1, 10, still, still); }, {"mass"}));
  const auto packet = QuantumFluid::packet(-5, 5, 50, one, still);
  CHECK(refuses([&] { return evolve(packet, -1, 1, 0.01); }, {"nu"}));
  CHECK(refuses([&] { return evolve(packet, 1, 1, 0.3); }, {"divide"}));
  auto broken = packet;
  broken.v[3] = NaN;
  CHECK(refuses([&] { return evolve(broken, 1, 1, 0.01); }, {"velocity"}));
  broken = packet;
  std::swap(broken.x[3], broken.x[4]);
  CHECK(refuses([&] { return evolve(broken, 1, 1, 0.01); }, {"increase"}));
  const auto clash =
      evolve(QuantumFluid::packet(-5, 5, 50, one, [](double x) { return -200 * x; }), 1, 1, 0.01);
  CHECK(clash.status() == Status::diverged);
  const auto stopped = evolve(packet, 1, 0.1, 0.001, {}, [](double) { return false; });
  CHECK(stopped.status() == Status::cancelled);
}
