#include <cmath>
#include <numbers>
#include <stochtherm/solvers/langevin/metropolised.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/statistics/estimate.hpp>

#include "catch.hpp"
#include "toys.hpp"

using namespace stochtherm;

TEST_CASE("a ring is the same unrolled and between periodic walls", "[simulate]") {
  const toys::Ring ring{};
  const double L = 2 * std::numbers::pi;
  const Protocol still = Protocol::constant(0, 20);
  const Run run{.dt = 0.01, .trajectories = 100, .seed = 5, .evidence = true};
  const auto unrolled = simulate(ring, still, run, from_point(1.0), EulerMaruyama{});
  const auto walled =
      simulate(within(ring, between(0, L, Edge::periodic)), still, run, from_point(1.0), EulerMaruyama{});
  double far = 0;
  for (std::size_t i = 0; i < 100; ++i) {
    const double apart = (unrolled->final[0][i] - walled->final[0][i]) / L;
    far = std::max(far, std::abs(apart));
    CHECK(std::abs(apart - std::round(apart)) < 1e-9);
    CHECK(walled->ledger.nonconservative_work[i] ==
          Approx(unrolled->ledger.nonconservative_work[i]).margin(1e-9));
    CHECK(walled->evidence.path_entropy[i] == Approx(unrolled->evidence.path_entropy[i]).margin(1e-9));
    CHECK((walled->final[0][i] >= 0 && walled->final[0][i] <= L));
  }
  CHECK(far > 0.9);  // some went around
  CHECK_THROWS_WITH(simulate(within(ring, between(0, L, Edge::reflecting)), still, run, from_point(1.0)),
                    Catch::Contains("no wall stops"));
}

TEST_CASE("moves that are accepted or rejected keep Boltzmann's distribution in a box, and the books",
          "[simulate]") {
  const auto box = within(toys::Trap{}, between(-0.5, 1.0, Edge::reflecting));
  const auto runs = simulate(box, Protocol::constant(0, 20), {.dt = 0.1, .trajectories = 40'000, .seed = 11},
                             from_equilibrium, Metropolised<EulerMaruyama>{});
  CHECK(runs->ledger.worst_first_law_residual() < 1e-12);
  std::vector<double> squares;
  for (const double x : runs->final[0]) squares.push_back(x * x);
  double z = 0, x2 = 0;  // the same by the midpoint rule
  for (int i = 0; i < 3000; ++i) {
    const double x = -0.5 + 1.5 * (i + 0.5) / 3000,
                 p = std::exp(-toys::Trap{}.energy(x, 0.0) / toys::Trap{}.bath().kT);
    z += p, x2 += p * x * x;
  }
  CHECK(std::abs(estimate_mean(squares).z(x2 / z)) < 4);
}
