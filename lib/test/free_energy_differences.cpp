#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/multistate_bennett.hpp>
#include <stochtherm/thermodynamics/thermodynamic_integration.hpp>
#include <stochtherm/thermodynamics/work_cumulants.hpp>
#include <stochtherm/thermodynamics/work_overlap.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using Work = std::vector<double>;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("cumulants of a few works by hand") {
  const Work w{1, 2, 3, 6};
  CHECK(st::work_cumulants(w, 2, 1).mean == 3);
  CHECK(st::work_cumulants(w, 2, 2).mean == Approx(3 - (14.0 / 3) / 4));
  CHECK(st::work_cumulants(w, 2, 3).mean == Approx(3 - (14.0 / 3) / 4 + (18.0 * 4 / 6) / 24));
  CHECK_THROWS_AS(st::work_cumulants(w, 2, 4), InvalidArgument);
  CHECK_THROWS_AS(st::work_cumulants(w, 0, 2), InvalidArgument);
  CHECK_THROWS_AS(st::work_cumulants(Work{1, NaN}, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::work_cumulants(Work{1, 2}, 1, 2), InvalidArgument);
}

TEST_CASE("overlap is 1 for one distribution, near 0 far apart") {
  const Work same{0.5, 0.5, 0.5}, back{-0.5, -0.5}, far{50, 51, 52};
  CHECK(st::work_overlap(same, back, 1, 0.5) == Approx(1));
  CHECK(st::work_overlap(far, far, 1, 0) < 1e-20);
  CHECK(st::work_overlap(same, 1) == Approx(1));
  CHECK(st::work_overlap(Work{0, 1000}, 1) == Approx(0.5));
  CHECK(st::jarzynski_bias(same, 1) == 0);
  CHECK_THROWS_AS(st::work_overlap(same, back, -1, 0), InvalidArgument);
  CHECK_THROWS_AS(st::work_overlap(same, back, 1, NaN), InvalidArgument);
  CHECK_THROWS_AS(st::jarzynski_bias(Work{1}, 1), InvalidArgument);
}

TEST_CASE("many states: what is refused, what falls apart") {
  const std::vector<std::size_t> two{2, 2}, first_none{0, 4};
  CHECK_THROWS_AS(st::multistate_bennett({{1, 2, 3, 4}}, std::vector<std::size_t>{4}), InvalidArgument);
  CHECK_THROWS_AS(st::multistate_bennett({{1, 2, 3, 4}, {1, 2, 3}}, two), InvalidArgument);
  CHECK_THROWS_AS(st::multistate_bennett({{1, 2, 3, NaN}, {1, 2, 3, 4}}, two), InvalidArgument);
  CHECK_THROWS_AS(st::multistate_bennett({{1, 2, 3, 4}, {1, 2, 3, 4}}, first_none), InvalidArgument);
  // A shift of energy is a shift of free energy.
  const auto shifted = *st::multistate_bennett({{1, 2, 3, 4}, {3, 4, 5, 6}}, two);
  CHECK(shifted.free_energy[1] == Approx(2));
  CHECK(shifted.least_overlap == Approx(1));
  const auto apart = st::multistate_bennett({{0, 0, 100, 100}, {100, 100, 0, 0}}, two);
  CHECK_FALSE(apart);
  CHECK(apart.status() == st::Status::ill_conditioned);
  // Energies in the ten thousands, as simulations have them.
  std::vector<std::vector<double>> u{{-50'000, -50'001, -50'003, -50'002},
                                     {-49'000, -49'001.5, -49'002.5, -49'002}};
  CHECK(std::isfinite(st::multistate_bennett(u, two)->free_energy[1]));
}

TEST_CASE("integration: straight lines are exact, both ways") {
  const Work up{0, 0.5, 2}, down{2, 0.5, 0};
  const std::vector<st::Estimate> force{{1, 0.1, 10}, {2, 0.1, 10}, {5, 0.1, 10}},
      back{{5, 0, 1}, {2, 0, 1}, {1, 0, 1}};
  const auto forward = st::thermodynamic_integration(up, force);
  CHECK(forward.dF.mean == Approx(6));
  CHECK(forward.dF.std_error > 0);
  CHECK(forward.rule_difference == Approx(0).margin(1e-14));
  CHECK(st::thermodynamic_integration(down, back).dF.mean == Approx(-6));
  CHECK_THROWS_AS(st::thermodynamic_integration(Work{0, 1, 1}, force), InvalidArgument);
  CHECK_THROWS_AS(st::thermodynamic_integration(Work{0, 1}, force), InvalidArgument);
  CHECK_THROWS_AS(st::thermodynamic_integration(Work{0}, std::vector<st::Estimate>{{1, 0, 1}}),
                  InvalidArgument);
}
