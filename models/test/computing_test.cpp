#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <stochtherm/core/model.hpp>
#include <stochtherm/models/computing/erasure_well.hpp>
#include <stochtherm/models/computing/prediction.hpp>
#include <stochtherm/models/computing/signal_follower.hpp>
#include <stochtherm/models/computing/szilard.hpp>
#include <stochtherm/models/computing/szilard_well.hpp>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using namespace st::models;

static_assert(st::Overdamped1D<ErasureWell> && st::Overdamped1D<SzilardWell>);

namespace {

// -dU/dx by a complex step.
template <class M>
double minus_gradient(const M& model, double x, double lambda) {
  constexpr double h = 1e-100;
  return -model.energy(std::complex<double>(x, h), lambda).imag() / h;
}

}  // namespace

TEST_CASE("forces of the computing wells are minus the gradients of their energies") {
  for (double s = -1; s <= 1; s += 0.125)
    for (double x = -2; x <= 2; x += 0.25) {
      INFO("x = " << x << ", s = " << s);
      CHECK(SzilardWell{}.force(x, s) ==
            Approx(minus_gradient(SzilardWell{}, x, s)).epsilon(1e-14).margin(1e-13));
      if (s >= 0)
        CHECK(ErasureWell{}.force(x, s) ==
              Approx(minus_gradient(ErasureWell{}, x, s)).epsilon(1e-14).margin(1e-13));
    }
}

TEST_CASE("the cycle of erasure is straight between its points") {
  const ErasureWell well;
  CHECK(well.barrier(0.1) == Approx(5));
  CHECK(well.barrier(0.5) == Approx(2));
  CHECK(well.tilt(0.45) == Approx(3));
  CHECK(well.barrier(0.8) == Approx(5));
  CHECK(well.tilt(0.95) == Approx(3));
  CHECK(well.barrier(1.0) == Approx(8));
  CHECK(well.tilt(1.0) == Approx(0).margin(1e-14));
  CHECK(well.landauer_bound(1) == Approx(std::numbers::ln2));
  CHECK(well.landauer_bound(0.9) == Approx(0.3680642072).epsilon(1e-9));
  CHECK(well.finite_time_bound(10) == Approx(std::numbers::ln2 + 0.17017442701).epsilon(1e-10));
  CHECK(gaussian_wasserstein_squared(0, 1, 1, 0.5) == 1.25);
}

TEST_CASE("Szilard's well is its own mirror image and begins and ends as it was") {
  const auto well = SzilardWell::for_error(0.1);
  for (double s = -1; s <= 1; s += 0.0625)
    for (double x = -2; x <= 2; x += 0.25)
      CHECK(well.energy(x, -s) == Approx(well.energy(-x, s)).epsilon(1e-14).margin(1e-13));
  for (const double s : {-1.0, 0.0, 1.0}) {
    CHECK(well.barrier(s) == Approx(8));
    CHECK(well.tilting(s) == Approx(0).margin(1e-14));
  }
  CHECK(well.barrier(0.3) == Approx(4.5));
  CHECK(well.tilting(0.3) == Approx(well.tilt));
  CHECK(well.probability_right(well.tilt) == Approx(0.9).epsilon(1e-12));
  CHECK(SzilardWell::for_error(0.5).tilt == 0);
}

TEST_CASE("a follower that relaxes fully remembers a signal in normal noise") {
  // Held for long: p(x|s) = N(s, 1), and the mean work of a flip is 2 q a^2 k.
  const SignalFollower slow{.amplitude = 1.5, .flip = 0.2, .hold = 50};
  CHECK(slow.mean_work(3) == Approx(2 * 0.2 * 1.5 * 1.5).epsilon(1e-12));
  CHECK(slow.density(3).given_now(1.5, 1) == Approx(1 / std::sqrt(2 * std::numbers::pi)).epsilon(1e-12));
  // A signal that never flips is predicted as well as it is remembered, one that forgets itself not at all.
  CHECK(SignalFollower{.flip = 0}.dissipated_work(2) == Approx(0).margin(1e-13));
  const SignalFollower blind{.flip = 0.5};
  CHECK(blind.density(2).predictive_power() == Approx(0).margin(1e-13));
  CHECK(blind.dissipated_work(2) == Approx(blind.density(2).memory()).epsilon(1e-12));
}

TEST_CASE("the bead of the experiment in its own units") {
  const auto bead = ErasureExperiment::berut2012(20);
  CHECK(bead.friction() == Approx(1.885e-8).epsilon(1e-3));
  CHECK(bead.diffusivity() == Approx(0.2197e-12).epsilon(1e-3));
  CHECK(bead.scales().time == Approx(0.92).epsilon(3e-3));
  CHECK(bead.duration() == 23);
  CHECK(bead.reduced().tilt((1 + 20) / 23.0) == Approx(38e-15 * 0.45e-6 / 4.1419e-21).epsilon(1e-4));
}

TEST_CASE("computing models refuse what makes no sense") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS((void)SzilardWell::for_error(0), st::InvalidArgument);
  CHECK_THROWS_AS((void)SzilardWell::for_error(0.6), st::InvalidArgument);
  CHECK_THROWS_AS((void)SzilardWell::for_error(nan), st::InvalidArgument);
  CHECK_THROWS_AS((void)SzilardWell{}.probability_right(nan), st::InvalidArgument);
  CHECK_THROWS_AS((void)SignalFollower{.flip = 1.5}.density(1), st::InvalidArgument);
  CHECK_THROWS_AS((void)SignalFollower{.hold = 0}.mean_work(1), st::InvalidArgument);
  CHECK_THROWS_AS((void)SignalFollower{}.density(17), st::InvalidArgument);
  CHECK_THROWS_AS((void)ErasureWell{}.landauer_bound(1.1), st::InvalidArgument);
  CHECK_THROWS_AS((void)ErasureWell{}.finite_time_bound(0), st::InvalidArgument);
  CHECK_THROWS_AS((void)ErasureExperiment::berut2012(nan), st::InvalidArgument);
  CHECK_THROWS_AS((void)PredictiveMemory{.copy_error = 0}.memory(), st::InvalidArgument);
  CHECK_THROWS_AS((void)Szilard{.error = 0.1}.mean_work(1), st::InvalidArgument);
}
