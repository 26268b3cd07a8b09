#include <limits>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/units.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using namespace st::literals;
namespace constants = st::constants;

TEST_CASE("the CODATA 2018 values, as printed there") {
  CHECK(constants::boltzmann == 1.380649e-23);
  CHECK(constants::elementary_charge == 1.602176634e-19);
  CHECK(constants::avogadro == 6.02214076e23);
  CHECK(constants::planck == 6.62607015e-34);
  // The products are exact too: R = 8.31446261815324 J/(mol K), F = 96485.3321233100184 C/mol.
  CHECK(constants::gas == Approx(8.31446261815324).epsilon(1e-15));
  CHECK(constants::faraday == Approx(96485.3321233100184).epsilon(1e-15));
}

TEST_CASE("one bit at 300 K: 2.870979e-21 J or 0.0179192 eV") {
  const double bit = constants::boltzmann * 300.0_K * constants::ln2;
  CHECK(bit == Approx(2.870979e-21).epsilon(2e-7));
  CHECK(bit / 1.0_eV == Approx(0.0179192).epsilon(3e-6));
}

TEST_CASE("literals give SI values") {
  CHECK(5.0_mM == 5.0);
  CHECK(5_mM == 5.0);
  CHECK(1.0_M == 1000.0);
  CHECK(2.0_uM == 2e-3);
  CHECK(-70.0_mV == -0.070);
  CHECK(1_V == 1.0);
  CHECK(3.0_pA == 3e-12);
  CHECK(1.0_nA == 1e-9);
  CHECK(165.0_aJ == 165e-18);
  CHECK(1.0_zJ == 1e-21);
  CHECK(1.0_fJ == 1e-15);
  CHECK(1.0_eV == constants::elementary_charge);
  CHECK(1.0_ms == 1e-3);
  CHECK(1.0_us == 1e-6);
  CHECK(5.0_um == 5e-6);
  CHECK(5.0_nm == 5e-9);
  CHECK(310_K == 310.0);
  CHECK(37.0_degC == 310.15);
}

TEST_CASE("reduced units go there and back") {
  const auto s = st::Scales::diffusive(1e-6, 2e-13, 300);
  CHECK(s.time == Approx(5.0));
  CHECK(s.kT == Approx(4.141947e-21).epsilon(1e-6));
  CHECK(s.reduced_diffusivity(2e-13) == Approx(1));
  CHECK(s.reduced_energy(s.joules(2.5)) == Approx(2.5));
  CHECK(s.reduced_length(s.metres(0.3)) == Approx(0.3));
  CHECK(s.reduced_time(s.seconds(0.7)) == Approx(0.7));
  CHECK(s.watts(1) == Approx(s.kT / 5));
  CHECK(s.reduced_force(s.kT / 1e-6) == Approx(1));
}

TEST_CASE("scales that are not positive are refused") {
  const double NaN = std::numeric_limits<double>::quiet_NaN();
  for (double bad : {0.0, -1.0, NaN}) {
    CHECK_THROWS_AS(st::Scales::diffusive(bad, 1, 1), st::InvalidArgument);
    CHECK_THROWS_AS(st::Scales::diffusive(1, bad, 1), st::InvalidArgument);
    CHECK_THROWS_AS(st::Scales::diffusive(1, 1, bad), st::InvalidArgument);
  }
}
