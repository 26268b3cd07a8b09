// What can be asked of a generator: bad input, edge cases, and small networks whose answers are known.
#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/solvers/fokker_planck/chain.hpp>
#include <stochtherm/solvers/jump/coarse_graining.hpp>
#include <stochtherm/solvers/jump/counting.hpp>
#include <stochtherm/solvers/jump/cycles.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/first_passage.hpp>
#include <stochtherm/solvers/jump/spectrum.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;
using States = std::vector<std::uint32_t>;

namespace {

Generator ring(std::size_t n, double up, double down) {
  return as_generator({std::vector<double>(n, up), std::vector<double>(n, down), true});
}
/// A grid whose rates are a fixed jumble.
Generator jumble(std::uint32_t side) {
  Generator g{.states = std::size_t{side} * side};
  const auto rate = [](std::uint32_t a, std::uint32_t b) {
    return std::exp(3 * std::sin(1.0 + 7 * a + 3 * b));
  };
  for (std::uint32_t y = 0; y < side; ++y)
    for (std::uint32_t x = 0; x < side; ++x) {
      const std::uint32_t i = y * side + x;
      if (x + 1 < side) g.links.push_back({i, i + 1, rate(i, 1), rate(i, 2)});
      if (y + 1 < side) g.links.push_back({i, i + side, rate(i, 3), rate(i, 4)});
    }
  return g;
}
double residual(const Generator& g, const std::vector<double>& p) {
  std::vector<double> change(g.states);
  apply(g, p, change);
  double worst = 0;
  for (double c : change) worst = std::max(worst, std::abs(c));
  return worst;
}

}  // namespace

TEST_CASE("a stationary state of any shape", "[generator]") {
  const Generator g = jumble(30);
  const auto p = stationary(g);
  CHECK(std::accumulate(p->begin(), p->end(), 0.0) == Approx(1).epsilon(1e-14));
  CHECK(residual(g, *p) < 1e-14);
  CHECK(p.stats().residual < 1e-13);
  // A chain by both roads.
  ChainGenerator steep{std::vector<double>(400), std::vector<double>(400), false};
  for (std::size_t i = 0; i + 1 < 400; ++i) steep.up[i] = 1, steep.down[i + 1] = i < 200 ? 50 : 0.02;
  const auto a = *stationary(steep), b = *stationary(as_generator(steep));
  for (std::size_t i = 0; i < 400; ++i)
    if (a[i] > 1e-290) CHECK(b[i] == Approx(a[i]).epsilon(1e-11));
}

TEST_CASE("states that are left for good have no mass; two that cannot be left have no answer",
          "[generator]") {
  const Generator one_way{.states = 4, .links = {{0, 1, 1, 0}, {1, 2, 1, 0}, {2, 3, 2, 1}}};
  const auto p = *stationary(one_way);
  CHECK(p[0] == 0);
  CHECK(p[1] == 0);
  CHECK(p[3] == Approx(2.0 / 3));
  const Generator trap{.states = 3, .links = {{0, 1, 1, 0}, {1, 2, 1, 0}}};
  CHECK(*stationary(trap) == std::vector<double>{0, 0, 1});
  const Generator two{.states = 4, .links = {{0, 1, 1, 1}, {2, 3, 1, 1}}};
  const auto refused = stationary(two);
  CHECK(refused.status() == Status::ill_conditioned);
  CHECK(refused.sentence().find("not unique") != std::string::npos);
  CHECK(refused.sentence().find("states 2 and 0 are in different ones") + 1 +
            refused.sentence().find("states 0 and 2 are in different ones") + 1 >
        0);
  CHECK_THROWS_AS(*refused, SolveFailed);
  Generator leaks = one_way;
  leaks.exit = {0, 0, 0, 1};
  CHECK(refuses([&] { return stationary(leaks); }, {"loses nothing"}));
  CHECK(refuses([] { return stationary({.states = 2, .links = {{0, 1, -1, 1}}}); }, {"not negative"}));
}

TEST_CASE("evolution agrees by both methods and keeps probability", "[generator]") {
  Generator g = jumble(5);
  std::vector<double> p(25);
  p[3] = 1;
  const auto slow = *evolve(g, p, 2, 1e-12);
  CHECK(std::accumulate(slow.begin(), slow.end(), 0.0) == Approx(1).epsilon(1e-12));
  // The same with a fast pair of links that hold two states together as before: now it is stiff.
  Generator stiff = g;
  const double ratio = 1e7;
  stiff.links.push_back({0, 1, g.links[0].forward * ratio, g.links[0].backward * ratio});
  const auto by_extrapolation = evolve(stiff, p, 2, 1e-10);
  REQUIRE(by_extrapolation);
  CHECK(std::accumulate(by_extrapolation->begin(), by_extrapolation->end(), 0.0) == Approx(1).epsilon(1e-12));
  for (double mass : *by_extrapolation) CHECK(mass >= 0);
  // Long after, it is stationary, whichever way.
  const auto late = *evolve(stiff, p, 1e6, 1e-11), ever = *stationary(stiff);
  for (std::size_t i = 0; i < 25; ++i) CHECK(late[i] == Approx(ever[i]).epsilon(1e-8));
  CHECK(*evolve(g, p, 0) == p);
  CHECK(refuses([&] { return evolve(g, p, -1); }, {"duration"}));
  CHECK(refuses([&] { return evolve(g, p, 1, 0); }, {"tolerance"}));
  CHECK(refuses([&] { return evolve(g, std::vector<double>(3), 1); }, {"one probability per state"}));
  p[0] = std::nan("");
  CHECK(refuses([&] { return evolve(g, p, 1); }, {"finite"}));
}

TEST_CASE("first passage on a network", "[generator]") {
  // An exponential waiting time has moments m!/k^m.
  const Generator decay{.states = 2, .links = {{0, 1, 0.5, 0}}};
  const auto moments = *first_passage_moments(decay, States{1}, 3);
  CHECK(moments[0] == std::vector<double>{2, 0});
  CHECK(moments[1][0] == Approx(8));
  CHECK(moments[2][0] == Approx(48));
  // The gambler's ruin.
  const std::uint32_t n = 20;
  Generator game{.states = n + 1};
  for (std::uint32_t i = 0; i < n; ++i) game.links.push_back({i, i + 1, 1.1, 0.9});
  const auto h = *splitting_probability(game, States{n}, States{0});
  const double q = 0.9 / 1.1;
  for (std::uint32_t i = 0; i <= n; ++i)
    CHECK(h[i] == Approx((1 - std::pow(q, i)) / (1 - std::pow(q, n))).epsilon(1e-13));
  CHECK(refuses([&] { return first_passage_moments(game, States{}); }, {"target or an exit"}));
  CHECK(refuses([&] { return first_passage_moments(game, States{99}); }, {"target", "99"}));
  CHECK(refuses([&] { return first_passage_moments(decay, States{0}); },
                {"every state must be able to reach", "= 1"}));
  CHECK(refuses([&] { return splitting_probability(game, States{1}, States{1, 2}); }, {"both sets"}));
  Generator far{.states = 3, .links = {{0, 1, 1e-300, 1e300}, {1, 2, 1e-300, 1e300}}};
  CHECK(first_passage_moments(far, States{2}).status() == Status::ill_conditioned);
}

TEST_CASE("counting needs a process that goes on for ever", "[generator]") {
  const Generator g = ring(3, 2, 1);
  const std::vector<double> first{1, 0, 0};
  CHECK(cumulant_rates(g, first)->mean == Approx(1.0 / 3));
  CHECK(*scaled_cumulants(g, first, 0) == Approx(0).margin(1e-14));
  CHECK(refuses([&] { return cumulant_rates(g, std::vector<double>{1}); }, {"one weight per link"}));
  CHECK(refuses([&] { return scaled_cumulants(g, first, std::nan("")); }, {"s = nan"}));
  CHECK(refuses([&] { return entropy_weights({.states = 2, .links = {{0, 1, 1, 0}}}); }, {"way back"}));
  const Generator left{.states = 3, .links = {{0, 1, 1, 0}, {1, 2, 1, 1}}};
  CHECK(cumulant_rates(left, std::vector<double>{1, 0}).status() == Status::ill_conditioned);
  CHECK(rate_function(ring(3, 2, 0), first, -1).status() == Status::step_limit);  // it cannot go back
}

TEST_CASE("cycles of small networks", "[generator]") {
  const auto cycles = fundamental_cycles(ring(5, 2, 1));
  REQUIRE(cycles.size() == 1);
  CHECK(std::abs(cycles[0].affinity) == Approx(5 * std::log(2)));
  CHECK(cycles[0].states.size() == 5);
  // Two reservoirs on one pair of states: a cycle of two links.
  const Generator pair{
      .states = 2, .links = {{0, 1, 2, 1}, {0, 1, 1, 3, 1}}, .reservoirs = {{"hot", 2}, {"cold", 1}}};
  const auto two = fundamental_cycles(pair);
  REQUIRE(two.size() == 1);
  CHECK(two[0].links.size() == 2);
  CHECK(two[0].affinity == Approx(std::log(1.0 / 3) - std::log(2.0)));
  CHECK(refuses([] { return fundamental_cycles({.states = 3, .links = {{0, 1, 1, 1}}}); }, {"one piece"}));
}

TEST_CASE("lumping keeps masses and currents", "[generator]") {
  const Generator g = jumble(3);
  const auto p = *stationary(g);
  const States lump{0, 0, 1, 0, 1, 1, 2, 2, 2};
  const Generator c = coarse_grained(g, p, lump);
  const auto P = lumped(p, lump);
  CHECK(residual(c, P) < 1e-15);
  CHECK(refuses([&] { return coarse_grained(g, p, States{0, 0, 0}); }, {"one lump"}));
  CHECK(refuses([&] { return coarse_grained(g, p, States(9, 4)); }, {"some probability"}));
}

TEST_CASE("spectra of known networks", "[generator]") {
  const auto s = *spectrum(ring(6, 2, 1), 6);
  CHECK_FALSE(s.detailed_balance);
  CHECK(s.rates[0].real() == 0);
  CHECK(s.rates[1].real() == Approx(3 * (1 - std::cos(M_PI / 3))));
  CHECK(std::abs(s.rates[1].imag()) == Approx(std::sin(M_PI / 3)));
  const auto line = *spectrum(as_generator({{1, 1, 1, 0}, {0, 1, 1, 1}, false}), 4);
  CHECK(line.detailed_balance);
  for (std::size_t k = 0; k < 4; ++k)
    CHECK(line.rates[k].real() == Approx(2 - 2 * std::cos(M_PI * static_cast<double>(k) / 4)).margin(1e-14));
  for (const auto& mass : line.modes[0]) CHECK(mass.real() == Approx(0.25));
  CHECK(refuses([] { return spectrum(ring(6, 2, 1), 7); }, {"count = 7"}));
  // Large ones are found by iteration.
  const auto large = *spectrum(ring(2000, 2, 1), 5);
  CHECK(large.rates[2].real() == Approx(3 * (1 - std::cos(2 * M_PI / 2000))).epsilon(1e-6));
  const auto wide = *spectrum(ring(2000, 1, 1), 3);
  CHECK(wide.rates[1].real() == Approx(2 * (1 - std::cos(2 * M_PI / 2000))).epsilon(1e-6));
}
