#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/chain.hpp>

#include "catch.hpp"

using namespace stochtherm;

TEST_CASE("the three-state ring has the textbook current and dissipation", "[chain]") {
  const ChainGenerator ring{{2, 2, 2}, {1, 1, 1}, true};
  const auto p = *stationary(ring);
  for (double mass : p) CHECK(mass == Approx(1.0 / 3).epsilon(1e-15));
  CHECK(current(ring, p, 0) == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(current(ring, p, 2) == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(entropy_production(ring, p) == Approx(std::log(2.0)).epsilon(1e-14));
}

TEST_CASE("absorption times of an unbiased walk are known", "[chain]") {
  // Rate 1 both ways, reflecting on the left, absorbing on the right: tau_i = sum of k from i+1 to n.
  const ChainGenerator walk{{1, 1, 1, 1, 1}, {0, 1, 1, 1, 1}, false};
  const auto tau = *mean_absorption_time(walk);
  for (std::size_t i = 0; i < 5; ++i) {
    double expected = 0;
    for (std::size_t k = i + 1; k <= 5; ++k) expected += static_cast<double>(k);
    CHECK(tau[i] == Approx(expected).epsilon(1e-14));
  }
}

TEST_CASE("transposed solves are adjoint", "[chain]") {
  for (bool ring : {false, true}) {
    const ChainGenerator g{{1, 2, 3, 4, ring ? 5.0 : 0.0}, {ring ? 3.0 : 0.0, 1, 4, 1, 5}, ring};
    const ChainFactorisation factors(g, 1, 0.7);
    std::vector<double> a{1, -2, 3, 0.5, 4}, b{0.3, 1, -1, 2, 0.1}, x = a, y = b;
    factors.solve(x);
    factors.solve_transposed(y);
    double left = 0, right = 0;
    for (std::size_t i = 0; i < 5; ++i) left += b[i] * x[i], right += y[i] * a[i];
    CHECK(left == Approx(right).epsilon(1e-14));
  }
}

TEST_CASE("chains refuse bad rates, and say when an answer is not unique", "[chain]") {
  CHECK_THROWS_AS(stationary({{1, -1, 0}, {0, 1, 1}, false}), InvalidArgument);
  CHECK_THROWS_AS(stationary({{1, std::nan(""), 0}, {0, 1, 1}, false}), InvalidArgument);
  CHECK_THROWS_AS(stationary({{1, 0}, {0, 1}, false}), InvalidArgument);
  CHECK_THROWS_AS(stationary({{1, 1, 1}, {0, 1, 1}, false}), InvalidArgument);            // loses probability
  CHECK_THROWS_AS(mean_absorption_time({{1, 1, 0}, {0, 1, 1}, false}), InvalidArgument);  // nowhere to go
  const auto split = stationary({{1, 0, 1, 0}, {0, 1, 0, 1}, false});
  CHECK(split.status() == Status::ill_conditioned);
  CHECK(split.sentence().find("not unique") != std::string::npos);
  CHECK(entropy_production({{1, 1, 0}, {0, 1, 0}, false}, std::vector<double>{0.3, 0.3, 0.4}) ==
        std::numeric_limits<double>::infinity());
}

TEST_CASE("stationary masses survive barriers beyond the range of a double", "[chain]") {
  ChainGenerator steep{std::vector<double>(400), std::vector<double>(400), false};
  for (std::size_t i = 0; i + 1 < 400; ++i) steep.up[i] = 1, steep.down[i + 1] = i < 200 ? 50 : 0.02;
  const auto p = *stationary(steep);
  CHECK(p[1] / p[0] == Approx(0.02).epsilon(1e-12));
}

TEST_CASE("entropy production is finite where fluxes differ beyond the digits of a double", "[chain]") {
  // One link, fluxes a and b in a ratio of 1e40 either way: (a - b) ln(a/b).
  for (bool up : {true, false}) {
    const ChainGenerator link{{up ? 1.0 : 1e-40, 1, 0}, {0, up ? 1e-40 : 1.0, 1}, false};
    CHECK(entropy_production(link, std::vector<double>{0.25, 0.25, 0.25}) ==
          Approx(0.25 * std::log(1e40)).epsilon(1e-12));
  }
  // Masses that underflowed are no flux.
  CHECK(entropy_production({{1, 1, 0}, {0, 1, 1}, false}, std::vector<double>{0.5, 0.5, 0}) ==
        std::numeric_limits<double>::infinity());
  CHECK(entropy_production({{1, 1, 0}, {0, 1, 1}, false}, std::vector<double>{1, 1, 1}) == 0);
  CHECK(entropy_production({{1, 1, 0}, {0, 1, 1}, false}, std::vector<double>{1e-300, 0, 0}) == 0);
}
