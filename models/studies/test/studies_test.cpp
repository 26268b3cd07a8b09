#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/erase_one_bit.hpp>
#include <stochtherm/studies/follow_a_signal.hpp>
#include <stochtherm/studies/szilard_engine.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using namespace st::studies;

TEST_CASE("fits of the approach to Landauer's bound find a line that is there") {
  const std::vector<double> t{5, 10, 20, 40};
  std::vector<st::Estimate> heat;
  for (const double x : t) heat.push_back({0.8 + 6 / x, 0.01 * x, 100});
  const auto free = fit_landauer(t, heat);
  CHECK(free.A == Approx(0.8).epsilon(1e-12));
  CHECK(free.B == Approx(6).epsilon(1e-12));
  CHECK(free.chi_square == Approx(0).margin(1e-20));
  CHECK(free.degrees_of_freedom == 2);
  for (std::size_t i = 0; i < t.size(); ++i) heat[i].mean = st::constants::ln2 + 6 / t[i];
  CHECK(fit_landauer_with_ln2(t, heat).B == Approx(6).epsilon(1e-12));
  // One point has the error of its heat, times the duration.
  CHECK(fit_landauer_with_ln2(std::vector{5.0}, std::vector{heat[0]}).B_error ==
        Approx(5 * 0.05).epsilon(1e-12));
  CHECK_THROWS_AS(fit_landauer(std::vector{5.0, 5.0}, std::vector{heat[0], heat[0]}), st::InvalidArgument);
  CHECK_THROWS_AS(fit_landauer(std::vector{5.0}, heat), st::InvalidArgument);
  heat[1].std_error = 0;
  CHECK_THROWS_AS(fit_landauer(t, heat), st::InvalidArgument);
}

TEST_CASE("steps divide the duration and are no longer than asked") {
  CHECK(dividing_step(1, 0.3) == 0.25);
  CHECK(dividing_step(1, 0.25) == 0.25);
  CHECK(dividing_step(0.9, 0.3) == Approx(0.3).epsilon(1e-15));
  CHECK(dividing_step(1, 7) == 1);
  CHECK_THROWS_AS(dividing_step(0, 1), st::InvalidArgument);
  CHECK_THROWS_AS(dividing_step(1, std::nan("")), st::InvalidArgument);
}

TEST_CASE("studies keep their bounds and refuse what makes no sense") {
  const st::Run few{.dt = 5e-3, .trajectories = 64, .seed = 1};
  const auto density = erase_density({}, 10, {.cells = 100, .dt = 1e-2});
  CHECK(density.work >= density.least_work);
  CHECK(density.free_energy_change == Approx(st::constants::ln2).epsilon(0.02));
  CHECK_THROWS_AS(erase_one_bit({}, 0, few), st::InvalidArgument);
  CHECK_THROWS_AS(run_szilard_engine({}, 1.5, 10, few), st::InvalidArgument);
  CHECK_THROWS_AS(follow_a_signal({}, 0, few), st::InvalidArgument);
  CHECK_THROWS_AS(follow_a_signal({}, 9, few), st::InvalidArgument);
  CHECK_THROWS_AS(follow_a_signal({}, 2, few, 1), st::InvalidArgument);
}
