#pragma once
/// Physical constants, SI units, CODATA 2018 (Tiesinga et al., Rev. Mod. Phys. 93, 025010, 2021; key `codata2018`).
/// Since 2019 k_B, e, N_A and h are exact by definition, and so are their products.

namespace stochtherm::constants {

inline constexpr double boltzmann = 1.380649e-23;             ///< k_B, J/K, exact
inline constexpr double elementary_charge = 1.602176634e-19;  ///< e, C, exact
inline constexpr double avogadro = 6.02214076e23;             ///< N_A, 1/mol, exact
inline constexpr double planck = 6.62607015e-34;              ///< h, J s, exact
inline constexpr double gas = avogadro * boltzmann;               ///< R = N_A k_B, J/(mol K), exact
inline constexpr double faraday = avogadro * elementary_charge;   ///< F = N_A e, C/mol, exact
inline constexpr double zero_celsius = 273.15;                    ///< 0 degC in K, exact
inline constexpr double ln2 = 0.693147180559945309417232121458;   ///< nats per bit

}  // namespace stochtherm::constants
