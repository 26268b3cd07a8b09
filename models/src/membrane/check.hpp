#pragma once
/// What the membrane functions ask of their arguments and of their results. The sentence names the public
/// function that was called.

#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/membrane/ion.hpp>
#include <string>

namespace stochtherm::models {

/// Finite input can still ask for more than a double can hold.
inline double representable(double result, const char* name, const char* function) {
  require(std::isfinite(result), "the result and what it is computed from must be representable as doubles",
          name, result, function);
  return result;
}

inline double thermal_voltage(const MolarConstants& molar, double temperature, const char* function) {
  require_positive(temperature, "the temperature must be positive, in kelvin", "temperature", function);
  require_positive(molar.gas, "the gas constant must be positive", "gas", function);
  require_positive(molar.faraday, "the Faraday constant must be positive", "faraday", function);
  const double energy = molar.gas * temperature;
  const double volt =
      std::isnormal(energy) ? energy / molar.faraday : molar.gas / molar.faraday * temperature;
  require(std::isfinite(volt) && volt > 0, "RT/F must be representable as a double", "RT/F", volt, function);
  return volt;
}

/// log(outside/inside) of positive concentrations, also where the ratio is no normal number.
inline double log_ratio(double outside, double inside) {
  const double ratio = outside / inside;
  return std::isnormal(ratio) ? std::log(ratio) : std::log(outside) - std::log(inside);
}

inline std::string of(const char* what, const Ion& ion) {
  return ion.name.empty() ? std::string(what) : std::string(what) + " of " + ion.name;
}

inline void check_sides(const Ion& ion, const char* function) {
  require(ion.valence != 0, "an ion carries charge", of("valence", ion), ion.valence, function);
  require_not_negative(ion.outside, "a concentration must not be negative", of("outside", ion), function);
  require_not_negative(ion.inside, "a concentration must not be negative", of("inside", ion), function);
}

inline void check_ion(const Ion& ion, const char* function) {
  check_sides(ion, function);
  require_not_negative(ion.permeability, "a permeability must not be negative", of("permeability", ion),
                       function);
}

}  // namespace stochtherm::models
