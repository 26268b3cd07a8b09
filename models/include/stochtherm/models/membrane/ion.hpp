#pragma once
/// One kind of ion on the two sides of a membrane, and the molar constants that turn concentrations into
/// volts.

#include <limits>
#include <stochtherm/constants.hpp>
#include <string>

namespace stochtherm::models {

/// Every number must be given: what is left out is NaN (or valence 0) and is refused where it is used.
struct Ion {
  std::string name{};  ///< for tables and sentences; may be empty
  int valence = 0;     ///< charges per ion, with sign: K +1, Cl -1, Ca +2
  /// m/s where a current is asked for. A potential depends on ratios only: there any common unit does.
  double permeability = std::numeric_limits<double>::quiet_NaN();
  double outside = std::numeric_limits<double>::quiet_NaN();  ///< mol/m^3, which is mmol/l; 0: absent
  double inside = std::numeric_limits<double>::quiet_NaN();   ///< mol/m^3, which is mmol/l; 0: absent
};

/// R and F: CODATA by default. Give the rounded ones of a published calculation to repeat it to the last
/// digit.
struct MolarConstants {
  double gas = constants::gas;          ///< R, J/(mol K)
  double faraday = constants::faraday;  ///< F, C/mol

  /// RT/F in volts; the temperature in kelvin must be positive.
  [[nodiscard]] double thermal_voltage(double temperature) const;
};

}  // namespace stochtherm::models
