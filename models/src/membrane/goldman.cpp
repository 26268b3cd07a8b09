#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stochtherm/models/membrane/goldman.hpp>
#include <vector>

#include "check.hpp"

namespace stochtherm::models {
namespace {

// B(u) = u/(1 - e^{-u}), from 0 at -infinity through 1 at 0 to u.
double bernoulli(double u) { return u == 0 ? 1 : u / -std::expm1(-u); }

// B'(u), between 0 and 1. Near 0 by the derivative of B's Bernoulli series: the first term left out is 7e-9
// u^11.
double bernoulli_slope(double u) {
  if (std::abs(u) < 0.25) {
    const double s = u * u;
    return 0.5 + u * (1.0 / 6 + s * (-1.0 / 180 + s * (1.0 / 5040 + s * (-1.0 / 151200 + s / 4790016))));
  }
  const double e = std::exp(-std::abs(u)), gap = -std::expm1(-std::abs(u));
  return u > 0 ? (gap - u * e) / (gap * gap) : e * (e - 1 - u) / (gap * gap);
}

// Current in units of F, at v = FV/RT.
double reduced_current(const Ion& ion, double v) {
  const double u = ion.valence * v;
  const double out = ion.inside > 0 ? ion.inside * bernoulli(u) : 0;
  const double in = ion.outside > 0 ? ion.outside * bernoulli(-u) : 0;
  return ion.permeability * ion.valence * (out - in);
}

// The zero over v of sum of reduced currents + pump. The sum grows strictly with v (see the header).
double zero_of_current(std::span<const Ion> given, double pump, const char* function) {
  // Only ratios matter: permeabilities and concentrations scaled by powers of two, which changes no digit, keep
  // every product in range.
  double P = 0, c = 0;
  for (const Ion& ion : given) {
    if (ion.permeability == 0) continue;
    P = std::max(P, ion.permeability);
    c = std::max({c, ion.outside, ion.inside});
  }
  const int P_scale = P > 0 ? std::ilogb(P) : 0, c_scale = c > 0 ? std::ilogb(c) : 0;
  std::vector<Ion> ions(given.begin(), given.end());
  const auto scale = [&](double& x, int exponent, const Ion& ion, const char* what) {
    const double before = x;
    x = std::scalbn(x, -exponent);
    require(x > 0 || before == 0,
            "the ratios of permeabilities and of concentrations must be representable as doubles",
            of(what, ion), before, function);
  };
  for (Ion& ion : ions) {
    if (ion.permeability == 0) continue;
    scale(ion.permeability, P_scale, ion, "permeability");
    scale(ion.outside, c_scale, ion, "outside");
    scale(ion.inside, c_scale, ion, "inside");
  }
  pump = representable(std::scalbn(pump, -P_scale - c_scale), "pump_current / permeability", function);

  bool up = false, down = false;  // does the current grow without bound at the positive, at the negative end?
  for (const Ion& ion : ions) {
    if (ion.permeability == 0) continue;
    const bool cation = ion.valence > 0;
    up = up || (cation ? ion.inside : ion.outside) > 0;
    down = down || (cation ? ion.outside : ion.inside) > 0;
  }
  // An end without growth tends to the pump's current alone, from above at -infinity and from below at
  // +infinity.
  const char* rule = "a finite resting potential needs ions that drive it up and ions that drive it down";
  require(up || (down && pump > 0), rule, "ions that drive it down", "none", function);
  require(down || (up && pump < 0), rule, "ions that drive it up", "none", function);

  const auto current = [&](double v) {
    double sum = pump;
    for (const Ion& ion : ions)
      if (ion.permeability > 0) sum += reduced_current(ion, v);
    return sum;
  };
  const double at_zero = current(0);
  if (at_zero == 0) return 0;
  double near = 0, f_near = at_zero, far = at_zero > 0 ? -1 : 1, f_far = current(far);
  while ((f_far > 0) == (f_near > 0) && f_far != 0) {
    near = far;
    f_near = f_far;
    far *= 2;
    require(std::abs(far) < 1e290, rule, "bracket, in units of RT/F", far, function);
    f_far = current(far);
  }
  std::uintmax_t iterations = 200;
  const bool ordered = near < far;
  const auto [a, b] = boost::math::tools::toms748_solve(
      current, ordered ? near : far, ordered ? far : near, ordered ? f_near : f_far, ordered ? f_far : f_near,
      boost::math::tools::eps_tolerance<double>(53), iterations);
  return std::abs(current(a)) < std::abs(current(b)) ? a : b;
}

void check_ions(std::span<const Ion> ions, const char* function) {
  require(!ions.empty(), "a membrane potential needs ions", "number of ions", 0.0, function);
  for (const Ion& ion : ions) check_ion(ion, function);
}

// log of the sum of permeability times concentration over what drives the potential up or down: its terms
// may be too large or too small for a double.
double log_drive(std::span<const Ion> ions, bool up) {
  const auto term = [&](const Ion& ion) {
    return std::log(ion.permeability) + std::log((ion.valence == 1) == up ? ion.outside : ion.inside);
  };
  double largest = -std::numeric_limits<double>::infinity(), sum = 0;
  for (const Ion& ion : ions) largest = std::max(largest, ion.permeability > 0 ? term(ion) : largest);
  if (std::isinf(largest)) return largest;
  for (const Ion& ion : ions) sum += ion.permeability > 0 ? std::exp(term(ion) - largest) : 0;
  return largest + std::log(sum);
}

double goldman(std::span<const Ion> ions, double volt, const char* function) {
  const bool univalent = std::all_of(ions.begin(), ions.end(), [](const Ion& ion) {
    return ion.valence == 1 || ion.valence == -1 || ion.permeability == 0;
  });
  if (!univalent) return representable(volt * zero_of_current(ions, 0, function), "potential", function);
  double up = 0, down = 0;
  for (const Ion& ion : ions) {
    if (ion.permeability == 0) continue;
    up += ion.permeability * (ion.valence == 1 ? ion.outside : ion.inside);
    down += ion.permeability * (ion.valence == 1 ? ion.inside : ion.outside);
  }
  const char* rule = "a finite resting potential needs ions that drive it up and ions that drive it down";
  const bool plain = std::isnormal(up) && std::isnormal(down) && std::isnormal(up / down);
  const double log_up = plain ? 0 : log_drive(ions, true), log_down = plain ? 0 : log_drive(ions, false);
  require(std::isfinite(log_up), rule, "ions that drive it up", "none", function);
  require(std::isfinite(log_down), rule, "ions that drive it down", "none", function);
  return representable(volt * (plain ? std::log(up / down) : log_up - log_down), "potential", function);
}

}  // namespace

double ghk_current(const Ion& ion, double potential, double temperature, const MolarConstants& molar) {
  check_ion(ion, "ghk_current");
  require_finite(potential, "potential");
  const double v = potential / thermal_voltage(molar, temperature, "ghk_current");
  representable(ion.valence * v, "potential in units of RT/zF", "ghk_current");
  return representable(molar.faraday * reduced_current(ion, v), "current", "ghk_current");
}

double ghk_conductance(const Ion& ion, double potential, double temperature, const MolarConstants& molar) {
  check_ion(ion, "ghk_conductance");
  require_finite(potential, "potential");
  const double volt = thermal_voltage(molar, temperature, "ghk_conductance"),
               u = representable(ion.valence * potential / volt, "potential in units of RT/zF",
                                 "ghk_conductance");
  return representable(ion.permeability * ion.valence * ion.valence * molar.faraday / volt *
                           (ion.inside * bernoulli_slope(u) + ion.outside * bernoulli_slope(-u)),
                       "conductance", "ghk_conductance");
}

double goldman_potential(std::span<const Ion> ions, double temperature, const MolarConstants& molar) {
  check_ions(ions, "goldman_potential");
  return goldman(ions, thermal_voltage(molar, temperature, "goldman_potential"), "goldman_potential");
}

double goldman_potential(std::initializer_list<Ion> ions, double temperature, const MolarConstants& molar) {
  return goldman_potential(std::span(ions.begin(), ions.size()), temperature, molar);
}

double pumped_potential(std::span<const Ion> ions, double pump_current, double temperature,
                        const MolarConstants& molar) {
  check_ions(ions, "pumped_potential");
  require_finite(pump_current, "pump_current");
  const double volt = thermal_voltage(molar, temperature, "pumped_potential");
  return representable(volt * zero_of_current(ions, pump_current / molar.faraday, "pumped_potential"),
                       "potential", "pumped_potential");
}

double pumped_potential(std::initializer_list<Ion> ions, double pump_current, double temperature,
                        const MolarConstants& molar) {
  return pumped_potential(std::span(ions.begin(), ions.size()), pump_current, temperature, molar);
}

double mullins_noda_potential(const Ion& potassium, const Ion& sodium, double temperature,
                              double sodium_per_potassium, const MolarConstants& molar) {
  check_ion(potassium, "mullins_noda_potential");
  check_ion(sodium, "mullins_noda_potential");
  require(potassium.valence == 1 && sodium.valence == 1, "potassium and sodium are univalent cations",
          "valence", potassium.valence == 1 ? sodium.valence : potassium.valence);
  require_positive(sodium_per_potassium, "the pump ratio must be positive", "sodium_per_potassium");
  Ion ions[] = {potassium, sodium};
  ions[0].permeability *= sodium_per_potassium;
  representable(ions[0].permeability, "sodium_per_potassium times permeability", "mullins_noda_potential");
  return goldman(ions, thermal_voltage(molar, temperature, "mullins_noda_potential"),
                 "mullins_noda_potential");
}

}  // namespace stochtherm::models
