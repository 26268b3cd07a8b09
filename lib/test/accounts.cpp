#include <cmath>
#include <limits>
#include <stochtherm/thermodynamics/free_energy.hpp>
#include <stochtherm/thermodynamics/housekeeping.hpp>
#include <stochtherm/thermodynamics/information_flow.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/thermodynamics/speed_limits.hpp>
#include <stochtherm/thermodynamics/thermodynamic_uncertainty.hpp>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A two-level system between a hot and a cold bath.
Generator two_baths() {
  const double E = 1.5, hot = 2, cold = 0.5;
  return {.states = 2,
          .links = {{0, 1, 3 * std::exp(-E / hot), 3, 0}, {0, 1, 0.5 * std::exp(-E / cold), 0.5, 1}},
          .energy = {0, E},
          .reservoirs = {{"hot", hot}, {"cold", cold}}};
}
Generator ring(double forward, double backward) {
  return {.states = 3,
          .links = {{0, 1, forward, backward}, {1, 2, forward, backward}, {2, 0, forward, backward}}};
}
const std::vector<double> third{1. / 3, 1. / 3, 1. / 3};
}  // namespace

TEST_CASE("heat flows from hot to cold and nothing else happens", "[accounts]") {
  const Generator g = two_baths();
  const double up = g.links[0].forward + g.links[1].forward, down = 3.5;
  const std::vector<double> p{down / (up + down), up / (up + down)};
  const auto r = thermodynamic_rates(g, p);
  CHECK(r.heat[0] > 0);
  CHECK(r.heat[1] == Approx(-r.heat[0]));
  CHECK(r.nonconservative_power == Approx(0).margin(1e-15));
  CHECK(r.energy == Approx(0).margin(1e-15));
  CHECK(r.total_entropy == Approx(r.heat[0] * (1 / 0.5 - 1 / 2.)));
  CHECK(r.first_law_residual() == Approx(0).margin(1e-15));
  CHECK(r.second_law_residual() == Approx(0).margin(1e-15));
  CHECK(split_entropy_production(g, p, p).housekeeping == Approx(r.total_entropy));
  CHECK(split_entropy_production(g, p, p).excess == Approx(0).margin(1e-20));
}

TEST_CASE("the ring of three dissipates ln 2 per time", "[accounts]") {
  const Generator g = ring(2, 1);
  CHECK(entropy_production(g, third) == Approx(std::log(2)));
  CHECK(activity(g, third) == Approx(3));
  CHECK(currents(g, third)[1] == Approx(1. / 3));
  const auto r = thermodynamic_rates(g, third);
  CHECK(r.nonconservative_power == Approx(std::log(2)));
  CHECK(r.heat[0] == Approx(-std::log(2)));
}

TEST_CASE("what has no way back costs infinite entropy", "[accounts]") {
  const auto r = thermodynamic_rates(ring(2, 0), third);
  CHECK(r.total_entropy == infinity);
  CHECK(r.medium_entropy == infinity);
  CHECK(r.heat[0] == -infinity);
  CHECK(r.nonconservative_power == infinity);
  CHECK(entropy_production(ring(2, 1), std::vector<double>{1, 0, 0}) == infinity);
  CHECK(thermodynamic_rates(ring(2, 1), std::vector<double>{1, 0, 0}).system_entropy == infinity);
  CHECK(entropy_production(0, 0) == 0);
  CHECK(entropy_production(1, 0) == infinity);
  CHECK(entropy_production(1e-300, 0) == 0);
}

TEST_CASE("internal entropy is no heat", "[accounts]") {
  // Three cells of widths 1, 2, 4 and one energy: uniform density is equilibrium, and nothing flows.
  const Generator g{
      .states = 3, .links = {{0, 1, 2, 1}, {1, 2, 2, 1}}, .internal_entropy = {0, std::log(2), std::log(4)}};
  const auto p = boltzmann_masses(g);
  CHECK(p[2] == Approx(4. / 7));
  CHECK(equilibrium_free_energy(g) == Approx(-std::log(7)));
  CHECK(free_energy(g, p) == Approx(-std::log(7)));
  CHECK(jump_accounts(g, g.links[0]).heat == Approx(0).margin(1e-15));
  CHECK(entropy_production(g, p) == Approx(0).margin(1e-30));
  const std::vector<double> q{0.2, 0.5, 0.3};
  const auto r = thermodynamic_rates(g, q);
  CHECK(r.total_entropy == Approx(r.system_entropy));
  CHECK(free_energy_rate(g, q) == Approx(-r.total_entropy));
}

TEST_CASE("distance over the links", "[accounts]") {
  const Generator line{.states = 4, .links = {{0, 1, 1, 1}, {1, 2, 1, 1}, {2, 3, 1, 1}}};
  const std::vector<double> p{0.5, 0.2, 0.2, 0.1}, q{0.1, 0.3, 0.1, 0.5};
  CHECK(link_distance(line, p, q) == Approx(0.4 + 0.3 + 0.4));
  CHECK(total_variation(p, q) == Approx(0.5));
  CHECK(link_distance(line, q, q) == 0);
  const Generator four{.states = 4, .links = {{0, 1, 1, 1}, {1, 2, 1, 1}, {2, 3, 1, 1}, {3, 0, 1, 1}}};
  CHECK(link_distance(four, p, q) == Approx(0.3 + 0.1 + 0.1));  // 0 to 3, 0 to 1, 2 to 3
  const Generator apart{.states = 4, .links = {{0, 1, 1, 1}, {2, 3, 1, 1}}};
  CHECK(link_distance(apart, p, q) == infinity);
  // A flow that has to be taken back: 1 is the only way to 3, and 0 has another to 2.
  const Generator detour{.states = 5,
                         .links = {{0, 1, 1, 1}, {0, 2, 1, 1}, {1, 3, 1, 1}, {4, 1, 1, 1}, {1, 2, 1, 1}}};
  CHECK(link_distance(detour, std::vector<double>{0.5, 0, 0, 0, 0.5},
                      std::vector<double>{0, 0, 0.5, 0.5, 0}) == Approx(0.5 * 1 + 0.5 * 2));
  CHECK(least_entropy(0.3, 0.2) == infinity);
  CHECK(least_entropy(0, 0) == 0);
  CHECK(least_entropy(0.1, 1) == Approx(0.2 * std::atanh(0.1)));
  CHECK(least_entropy_quadratic(0.1, 1) == Approx(0.02));
  CHECK(uncertainty_product(1. / 3, 1. / 3, std::log(2)) == Approx(3 * std::log(2) / 2));
  CHECK(kinetic_uncertainty_product(1, 2, 3) == Approx(6));
}

TEST_CASE("accounts refuse what they cannot keep", "[accounts]") {
  Generator g = ring(2, 1);
  CHECK(refuses(
      [&] {
        return entropy_production(g, std::vector<double>{0.5, 0.5});
      },
      {"one probability per state"}));
  CHECK(refuses([&] { return entropy_production(g, std::vector<double>{0.5, 0.5, 0.5}); }, {"sum to 1"}));
  CHECK(refuses(
      [&] {
        return entropy_production(g, std::vector<double>{0.5, std::nan(""), 0.5});
      },
      {"finite"}));
  CHECK(refuses(
      [&] {
        return split_entropy_production(g, third, std::vector<double>{0.2, 0.3, 0.5});
      },
      {"must be stationary"}));
  const std::vector<std::size_t> x{0, 0, 1}, y{0, 1, 1}, same{0, 0, 0};
  CHECK(refuses([&] { return information_flow(g, third, x, y); }, {"not both", "2 -> 0"}));
  CHECK(refuses([&] { return information_flow(g, third, x, same); }, {"differ in x or in y"}));
  g.exit = {1, 0, 0};
  CHECK(refuses([&] { return thermodynamic_rates(g, third); }, {"no probability leaves"}));
  CHECK(refuses(
      [&] {
        return free_energy(two_baths(), std::vector<double>{0.5, 0.5});
      },
      {"one temperature", "cold"}));
}
