#pragma once
/// Units live at the edges. A literal gives the SI value as a plain double; Scales maps SI to reduced units (kT = 1).

#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>

namespace stochtherm {

inline namespace literals {
// Each unit takes 5.0_mM and 5_mM alike.
#define STOCHTHERM_UNIT(suffix, factor)                                                                  \
  [[nodiscard]] constexpr double operator""_##suffix(long double x) { return static_cast<double>(x * (factor)); } \
  [[nodiscard]] constexpr double operator""_##suffix(unsigned long long x) {                             \
    return static_cast<double>(static_cast<long double>(x) * (factor));                                  \
  }
STOCHTHERM_UNIT(K, 1.0L)
STOCHTHERM_UNIT(J, 1.0L)
STOCHTHERM_UNIT(fJ, 1e-15L)
STOCHTHERM_UNIT(aJ, 1e-18L)
STOCHTHERM_UNIT(zJ, 1e-21L)
STOCHTHERM_UNIT(eV, 1.602176634e-19L)
STOCHTHERM_UNIT(W, 1.0L)
STOCHTHERM_UNIT(V, 1.0L)
STOCHTHERM_UNIT(mV, 1e-3L)
STOCHTHERM_UNIT(A, 1.0L)
STOCHTHERM_UNIT(nA, 1e-9L)
STOCHTHERM_UNIT(pA, 1e-12L)
STOCHTHERM_UNIT(s, 1.0L)
STOCHTHERM_UNIT(ms, 1e-3L)
STOCHTHERM_UNIT(us, 1e-6L)
STOCHTHERM_UNIT(m, 1.0L)
STOCHTHERM_UNIT(um, 1e-6L)
STOCHTHERM_UNIT(nm, 1e-9L)
STOCHTHERM_UNIT(M, 1e3L)   ///< mol per litre, in mol/m^3
STOCHTHERM_UNIT(mM, 1.0L)  ///< 1 mmol per litre = 1 mol/m^3
STOCHTHERM_UNIT(uM, 1e-3L)
#undef STOCHTHERM_UNIT

/// Degrees Celsius to kelvin: 37.0_degC is 310.15.
[[nodiscard]] constexpr double operator""_degC(long double x) {
  return static_cast<double>(x) + constants::zero_celsius;
}
}  // namespace literals

/// The unit of length (m), of time (s) and the thermal energy (J) that are 1 in the reduced equations.
struct Scales {
  double length, time, kT;

  [[nodiscard]] double reduced_length(double metres) const { return metres / length; }
  [[nodiscard]] double reduced_time(double seconds) const { return seconds / time; }
  [[nodiscard]] double reduced_energy(double joules) const { return joules / kT; }
  [[nodiscard]] double reduced_force(double newtons) const { return newtons * length / kT; }
  [[nodiscard]] double reduced_diffusivity(double m2_per_s) const { return m2_per_s * time / (length * length); }

  [[nodiscard]] double metres(double reduced) const { return reduced * length; }
  [[nodiscard]] double seconds(double reduced) const { return reduced * time; }
  [[nodiscard]] double joules(double reduced) const { return reduced * kT; }
  [[nodiscard]] double watts(double reduced) const { return reduced * kT / time; }

  /// The scales in which a particle of diffusivity D (m^2/s) at temperature T (K) has D = kT = 1 on `length`.
  static Scales diffusive(double length, double diffusivity, double temperature) {
    require_positive(length, "the unit of length must be positive", "length");
    require_positive(diffusivity, "the diffusivity must be positive", "diffusivity");
    require_positive(temperature, "the temperature must be positive, in kelvin", "temperature");
    return {length, length * length / diffusivity, constants::boltzmann * temperature};
  }
};

}  // namespace stochtherm
