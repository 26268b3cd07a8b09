#include <cmath>
#include <stochtherm/models/membrane/nernst.hpp>

#include "check.hpp"

namespace stochtherm::models {

double MolarConstants::thermal_voltage(double temperature) const {
  return models::thermal_voltage(*this, temperature, "thermal_voltage");
}

double nernst_potential(int valence, double outside, double inside, double temperature,
                        const MolarConstants& molar) {
  const double volt = thermal_voltage(molar, temperature, "nernst_potential");
  require(valence != 0, "an ion carries charge", "valence", valence);
  require_positive(outside, "a concentration must be positive", "outside");
  require_positive(inside, "a concentration must be positive", "inside");
  return representable(volt / valence * log_ratio(outside, inside), "potential", "nernst_potential");
}

std::optional<double> reversal_potential(const Ion& ion, double temperature, const MolarConstants& molar) {
  check_sides(ion, "reversal_potential");
  const double volt = thermal_voltage(molar, temperature, "reversal_potential");
  if (ion.outside == 0 || ion.inside == 0) return std::nullopt;
  return representable(volt / ion.valence * log_ratio(ion.outside, ion.inside), "potential",
                       "reversal_potential");
}

}  // namespace stochtherm::models
