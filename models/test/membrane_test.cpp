#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>
#include <stochtherm/models/membrane/pump.hpp>
#include <stochtherm/models/membrane/spike_energy.hpp>
#include <stochtherm/units.hpp>
#include <vector>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using namespace st::literals;
using namespace st::models;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
const MolarConstants published{.gas = 8.314, .faraday = 96485};

// 1e-6 and 2e-8 cm/s, in m/s.
const Ion K{.name = "K", .valence = +1, .permeability = 1e-8, .outside = 5.0_mM, .inside = 140.0_mM};
const Ion Na{.name = "Na", .valence = +1, .permeability = 2e-10, .outside = 140.0_mM, .inside = 12.0_mM};

}  // namespace

TEST_CASE("Nernst potentials of the published cell") {
  CHECK(published.thermal_voltage(310.0_K) == Approx(26.7123387e-3).epsilon(1e-8));
  CHECK(MolarConstants{}.thermal_voltage(310.0_K) == Approx(26.7137331e-3).epsilon(1e-8));
  CHECK(nernst_potential(1, 5, 140, 310, published) == Approx(-89.0109755e-3).epsilon(1e-8));
  CHECK(nernst_potential(1, 140, 12, 310, published) == Approx(65.6251581e-3).epsilon(1e-8));
  CHECK(nernst_potential(1, 5, 140, 310) == Approx(-89.0156220e-3).epsilon(1e-8));
  CHECK(nernst_potential(-1, 140, 5, 310) == Approx(nernst_potential(1, 5, 140, 310)).epsilon(1e-15));
  CHECK(nernst_potential(2, 5, 140, 310) == 0.5 * nernst_potential(1, 5, 140, 310));
  CHECK(*reversal_potential(K, 310) == nernst_potential(1, 5, 140, 310));
  CHECK_FALSE(reversal_potential({.valence = 1, .outside = 0.0, .inside = 140.0}, 310).has_value());
}

TEST_CASE("constant-field currents") {
  // The published table is in uA/cm^2 = 1e-2 A/m^2 and mS/cm^2 = 10 S/m^2.
  const double rest = goldman_potential({K, Na}, 310, published);
  CHECK(ghk_current(K, rest, 310, published) == Approx(0.8225788e-2).epsilon(1e-7));
  CHECK(ghk_current(Na, rest, 310, published) == Approx(-0.8225788e-2).epsilon(1e-7));
  CHECK(ghk_current(K, 0.0, 310, published) == Approx(13.025475e-2).epsilon(1e-8));
  CHECK(ghk_current(K, *reversal_potential(K, 310, published), 310, published) == Approx(0).margin(1e-16));
  CHECK(ghk_current(Na, -60.0e-3, 310, published) == Approx(-0.6724633e-2).epsilon(1e-7));
  CHECK(ghk_conductance(K, rest, 310, published) + ghk_conductance(Na, rest, 310, published) ==
        Approx(0.08619410 * 10).epsilon(1e-7));
}

TEST_CASE("the current is smooth through zero and its slope is its derivative") {
  for (const int valence : {-2, -1, 1, 2, 3}) {
    const Ion ion{.valence = valence, .permeability = 1e-8, .outside = 120, .inside = 7};
    for (const double V : {-0.4, -0.08, -0.0064, -1e-5, -1e-9, 0.0, 1e-12, 1e-7, 0.0066, 0.03, 0.25}) {
      INFO("valence " << valence << ", V = " << V);
      // Richardson's central difference: error h^4, rounding eps/h.
      const double h = 1e-4;
      const auto slope = [&](double step) {
        return (ghk_current(ion, V + step, 310) - ghk_current(ion, V - step, 310)) / (2 * step);
      };
      CHECK(ghk_conductance(ion, V, 310) == Approx((4 * slope(h) - slope(2 * h)) / 3).epsilon(1e-9));
      CHECK(ghk_conductance(ion, V, 310) > 0);
    }
    CHECK(ghk_current(ion, 1e-14, 310) == Approx(ghk_current(ion, 0, 310)).epsilon(1e-10));
    CHECK(std::isfinite(ghk_current(ion, 50, 310)));  // e^{1900}
    CHECK(std::isfinite(ghk_conductance(ion, -50, 310)));
  }
}

TEST_CASE("Goldman potentials") {
  CHECK(goldman_potential({K, Na}, 310, published) == Approx(-77.1781306e-3).epsilon(1e-9));
  CHECK(goldman_potential({K, Na}, 310) == Approx(-77.1821594e-3).epsilon(1e-9));
  const auto with_chloride = [](double outside, double inside) {
    return goldman_potential(
        {K, Na, {.name = "Cl", .valence = -1, .permeability = 5e-12, .outside = outside, .inside = inside}},
        310, published);
  };
  CHECK(with_chloride(20, 20) == Approx(-77.1458106e-3).epsilon(1e-9));
  CHECK(with_chloride(120, 5) == Approx(-77.1809964e-3).epsilon(1e-9));
  // Only ratios of permeabilities matter, and an impermeant ion not at all, whatever its valence.
  Ion k = K, na = Na;
  k.permeability = 1;
  na.permeability = 0.02;
  CHECK(goldman_potential({k, na}, 310) == Approx(goldman_potential({K, Na}, 310)).epsilon(1e-14));
  CHECK(goldman_potential({K, Na, {.valence = 2, .permeability = 0, .outside = 2, .inside = 1e-4}}, 310) ==
        goldman_potential({K, Na}, 310));
  // The call as it stands in the documentation; one ion alone sits at its Nernst potential.
  CHECK(goldman_potential({{.valence = +1, .permeability = 1e-8, .outside = 5.0_mM, .inside = 140.0_mM}},
                          310.0_K) == Approx(nernst_potential(1, 5, 140, 310)).epsilon(1e-14));
  CHECK(goldman_potential({{.valence = +1, .permeability = 1e-8, .outside = 5.0_mM, .inside = 140.0_mM},
                           {.valence = +1, .permeability = 2e-10, .outside = 140.0_mM, .inside = 12.0_mM}},
                          310.0_K) == goldman_potential(std::vector<Ion>{K, Na}, 310));
}

TEST_CASE("ions of any valence, present on one side or both") {
  // A lone divalent ion: the root finder must land on its Nernst potential.
  CHECK(goldman_potential({{.valence = 2, .permeability = 3, .outside = 2, .inside = 1e-4}}, 310) ==
        Approx(nernst_potential(2, 2, 1e-4, 310)).epsilon(1e-14));
  CHECK(goldman_potential({{.valence = -2, .permeability = 3, .outside = 2, .inside = 2}}, 310) ==
        Approx(0).margin(1e-18));
  // K only inside and Ca only outside: with w = e^{FV/RT} the currents vanish where 4 P_Ca Ca/(P_K K) = w (w
  // + 1).
  const double q = 4 * 0.3 * 10 / (1.0 * 100), w = 0.5 * (std::sqrt(1 + 4 * q) - 1);
  CHECK(goldman_potential({{.valence = 1, .permeability = 1.0, .outside = 0, .inside = 100},
                           {.valence = 2, .permeability = 0.3, .outside = 10, .inside = 0}},
                          300) == Approx(MolarConstants{}.thermal_voltage(300) * std::log(w)).epsilon(1e-13));
  // Gradients of 200 decades still have their zero.
  CHECK(goldman_potential({{.valence = 2, .permeability = 1, .outside = 1e-100, .inside = 1e100}}, 310) ==
        Approx(nernst_potential(2, 1e-100, 1e100, 310)).epsilon(1e-13));
}

TEST_CASE("electrogenic pump") {
  CHECK(mullins_noda_potential(K, Na, 310, 1.5, published) == Approx(-80.5672408e-3).epsilon(1e-9));
  CHECK(mullins_noda_potential(K, Na, 310) == Approx(-80.5714465e-3).epsilon(1e-9));
  CHECK(mullins_noda_potential(K, Na, 310, 1.0) == goldman_potential({K, Na}, 310));
  // The same state as a pump current: it carries out what the leaks let in, (r - 1) I_K.
  const double V = mullins_noda_potential(K, Na, 310), I_K = ghk_current(K, V, 310),
               I_Na = ghk_current(Na, V, 310);
  CHECK(I_Na == Approx(-1.5 * I_K).epsilon(1e-12));
  CHECK(pumped_potential({K, Na}, 0.5 * I_K, 310) == Approx(V).epsilon(1e-13));
  CHECK(pumped_potential({K, Na}, 0.0, 310) == Approx(goldman_potential({K, Na}, 310)).epsilon(1e-13));
  // A pump alone can hold a potential that the ions cannot: cations inside only, pumped in.
  const Ion trapped{.valence = 1, .permeability = 1e-8, .outside = 0, .inside = 100};
  const double held = pumped_potential({trapped}, -1e-2, 310);
  CHECK(ghk_current(trapped, held, 310) == Approx(1e-2).epsilon(1e-13));
}

TEST_CASE("spike energy") {
  const SpikeEnergy spike = spike_energy(0.110, 1e-3, 3e-12, 310);
  CHECK(spike.joules == Approx(1.65e-16).epsilon(1e-14));
  CHECK(spike.kT == Approx(38551).margin(0.5));
  CHECK(spike.landauer_bits == Approx(55618).margin(0.5));
  CHECK(elementary_charges_moved(1e-3, 3e-12) == Approx(18724.5).epsilon(1e-5));
  CHECK(spike_energy(0.110, 0, 3e-12, 310).joules == 0.0);
}

TEST_CASE("bad input to a membrane function gets a sentence") {
  CHECK(refuses([&] { return nernst_potential(1, 0, 140, 310); }, {"nernst_potential", "outside = 0"}));
  CHECK(refuses([&] { return nernst_potential(1, 5, -1, 310); }, {"concentration must be positive"}));
  CHECK(refuses([&] { return nernst_potential(0, 5, 140, 310); }, {"carries charge"}));
  CHECK(refuses([&] { return nernst_potential(1, 5, 140, 0); }, {"kelvin", "temperature = 0"}));
  CHECK(refuses([&] { return nernst_potential(1, not_a_number, 140, 310); }));
  CHECK(refuses([&] { return nernst_potential(1, 5, infinity, 310); }));
  CHECK(refuses([&] { return nernst_potential(1, 5, 140, 310, {.gas = not_a_number}); }));

  Ion bad = Na;
  bad.inside = -3;
  CHECK(refuses(
      [&] {
        return goldman_potential({K, bad}, 310);
      },
      {"goldman_potential", "inside of Na = -3"}));
  bad = Na;
  bad.permeability = not_a_number;
  CHECK(refuses([&] { return goldman_potential({K, bad}, 310); }, {"permeability of Na"}));
  CHECK(refuses([&] { return goldman_potential({K, Ion{.name = "Cl", .valence = -1}}, 310); }, {"of Cl"}));
  CHECK(refuses([&] { return goldman_potential(std::vector<Ion>{}, 310); }, {"needs ions"}));
  CHECK(refuses([&] { return goldman_potential({K, Na}, -1); }));
  // All one way: cations only inside, anions only outside.
  const Ion k{.valence = 1, .permeability = 1, .outside = 0, .inside = 140};
  const Ion ca{.valence = 2, .permeability = 1, .outside = 0, .inside = 1};
  const Ion cl{.valence = -1, .permeability = 1, .outside = 100, .inside = 0};
  CHECK(refuses([&] { return goldman_potential({k, cl}, 310); }, {"finite resting potential", "up"}));
  CHECK(refuses([&] { return goldman_potential({k, ca, cl}, 310); }, {"finite resting potential"}));
  CHECK(refuses([&] { return pumped_potential({k}, +1e-3, 310); }));
  CHECK(refuses([&] { return mullins_noda_potential(K, ca, 310); }));
  CHECK(refuses([&] { return ghk_current(K, not_a_number, 310); }));

  CHECK(refuses([&] { return spike_energy(-0.1, 1e-3, 3e-12, 310); }, {"amplitude", "volts"}));
  CHECK(refuses([&] { return spike_energy(0.1, not_a_number, 3e-12, 310); }));
  CHECK(refuses([&] { return spike_energy(0.1, 1e-3, infinity, 310); }));
  CHECK(refuses([&] { return spike_energy(0.1, 1e-3, 3e-12, 0); }));
}

TEST_CASE("a result that a double holds is found though what it is computed from leaves the range") {
  const double volt = MolarConstants{}.thermal_voltage(310.0_K), ln10 = std::log(10.0);
  CHECK(nernst_potential(1, 1e308, 1e-308, 310) == Approx(volt * 616 * ln10).epsilon(1e-14));
  CHECK(nernst_potential(-2, 1e-308, 1e308, 310) == Approx(volt * 308 * ln10).epsilon(1e-14));
  CHECK(*reversal_potential({.valence = 1, .outside = 1e-300, .inside = 1e300}, 310) ==
        Approx(-volt * 600 * ln10).epsilon(1e-14));
  CHECK(MolarConstants{}.thermal_voltage(1e308) == Approx(volt / 310 * 1e308).epsilon(1e-14));
  // Only ratios of permeabilities and of concentrations matter, at any size.
  const double rest = goldman_potential({K, Na}, 310);
  for (const double p : {1e-300, 1e300})
    for (const double c : {1e-300, 1e-5, 1e5, 1e300}) {
      INFO("permeabilities times " << p << ", concentrations times " << c);
      const auto scaled = [&](Ion ion) {
        ion.permeability *= p;
        ion.outside *= c;
        ion.inside *= c;
        return ion;
      };
      const Ion ca{.valence = 2, .permeability = 1e-9, .outside = 2, .inside = 1e-4};
      CHECK(goldman_potential({scaled(K), scaled(Na)}, 310) == Approx(rest).epsilon(1e-11));
      CHECK(goldman_potential({scaled(K), scaled(ca)}, 310) ==
            Approx(goldman_potential({K, ca}, 310)).epsilon(1e-12));
    }
  CHECK(spike_energy(1e200, 1e200, 1e-300, 310).joules == Approx(5e99).epsilon(1e-14));
  CHECK(spike_energy(1e-200, 1e-200, 1e300, 310).joules == Approx(5e-101).epsilon(1e-14));
  CHECK(spike_energy(1e300, 1e-200, 1e-200, 310).joules == Approx(5e-101).epsilon(1e-14));
  CHECK(spike_energy(1, 1e-300, 1, 1e-310).kT == Approx(5e-301 / 1.380649e-23 / 1e-310).epsilon(1e-12));
}

TEST_CASE("a result that no double holds is a sentence, not an infinity") {
  for (const double V : {-1e308, 1e308}) {
    CHECK(refuses([&] { return ghk_current(K, V, 310); }, {"ghk_current", "representable"}));
    CHECK(refuses([&] { return ghk_conductance(K, V, 310); }, {"ghk_conductance", "representable"}));
  }
  const Ion huge{.valence = 1, .permeability = 1e308, .outside = 1, .inside = 1e308};
  for (const double V : {-0.1, 0.0, 0.1}) {
    CHECK(refuses([&] { return ghk_current(huge, V, 310); }, {"representable"}));
    CHECK(refuses([&] { return ghk_conductance(huge, V, 310); }, {"representable"}));
  }
  CHECK(refuses([&] { return nernst_potential(1, 1e308, 1, 1e4, {.gas = 1e308}); }, {"representable"}));
  CHECK(refuses([&] { return nernst_potential(1, 2, 1, 1e308, {.gas = 1e308}); }, {"RT/F"}));
  CHECK(refuses([&] { return ghk_current(K, 0, 5e-324); }, {"RT/F"}));
  CHECK(refuses(
      [&] {
        return goldman_potential({{.valence = 2, .permeability = 1, .outside = 1e308, .inside = 1e-308}},
                                 310);
      },
      {"ratios", "inside"}));
  CHECK(refuses(
      [&] {
        return pumped_potential({K, Na}, 1, 310, {.faraday = 1e-308});
      },
      {"pumped_potential"}));
  CHECK(refuses([&] { return mullins_noda_potential(huge, Na, 310, 1e10); }, {"representable"}));
  CHECK(refuses([&] { return spike_energy(1e200, 1e200, 1, 310); }, {"representable", "joules"}));
  CHECK(refuses([&] { return spike_energy(1e300, 1, 1, 1); }, {"representable", "kT"}));
  CHECK(refuses([&] { return elementary_charges_moved(1e200, 1e100); }, {"representable"}));
}

TEST_CASE("a pump has a price, a stall and rules", "[pump]") {
  const Ion k{"K", 1, 1e-8, 5, 140}, na{"Na", 1, 2e-10, 140, 12};
  const SodiumPotassiumPump pump;
  CHECK(work_to_expel(k, reversal_potential(k, 310).value(), 310) == Approx(0).margin(1e-10));
  CHECK(work_to_expel(na, 0, 310) > 0);
  const auto rest = pump.at_rest(na, k, 310);
  CHECK(rest.potential == Approx(-0.0805714465).epsilon(1e-9));
  CHECK(rest.efficiency == Approx(pump.efficiency(na, k, rest.potential, 310)));
  CHECK(rest.leak_dissipation + rest.pump_dissipation == Approx(rest.power));
  CHECK(pump.efficiency(na, k, pump.stall_potential(na, k, 310), 310) == Approx(1));
  CHECK_THROWS_AS(work_to_expel({"Ca", 2, 1, 2, 0}, 0, 310), st::InvalidArgument);
  CHECK_THROWS_AS(pump.work({"Ca", 2, 1, 2, 1}, k, 0, 310), st::InvalidArgument);
  CHECK_THROWS_AS(pump.work(na, k, 0, -1), st::InvalidArgument);
  CHECK_THROWS_AS((SodiumPotassiumPump{.atp_free_energy = 0}.work(na, k, 0, 310)), st::InvalidArgument);
  CHECK_THROWS_AS((SodiumPotassiumPump{.atp_free_energy = 40e3}.at_rest(na, k, 310)),
                  st::InvalidArgument);  // stalls
}
