#pragma once
/// Currents and resting potentials of a membrane in the constant-field theory of Goldman, Hodgkin and Katz.
///
///   I = P z F [c_in B(u) - c_out B(-u)],   u = zFV/RT,   B(u) = u/(1 - e^{-u})
///
/// V potential inside against outside (V), I current density, outward positive (A/m^2), P permeability (m/s),
/// c concentrations (mol/m^3 = mmol/l), z valence, T temperature (K).
///
/// B grows strictly from 0 to infinity, so every dI/dV is positive: the sum of currents has at most one zero,
/// and it has one exactly if some ion drives the potential up and some ion drives it down. That zero is the
/// resting potential; a bracket around it always exists, and it is found to rounding. With univalent ions
/// only, B factors out and the zero is the familiar logarithm.
///
/// An ion may be absent on one side (concentration 0). All functions refuse: no ions, valence 0,
/// permeabilities or concentrations that are negative or not finite, a temperature that is not positive, and
/// sets of ions that all drive the potential one way (no finite resting potential).
/// Sources: Goldman, J. Gen. Physiol. 27, 37 (1943), key `goldman1943`; Hodgkin & Katz, J. Physiol. 108, 37
/// (1949), key `hodgkinkatz1949`; Mullins & Noda, J. Gen. Physiol. 47, 117 (1963), key `mullinsnoda1963`.

#include <initializer_list>
#include <span>
#include <stochtherm/models/membrane/ion.hpp>

namespace stochtherm::models {

/// Current density of one ion, A/m^2, outward positive; `potential` in volts. Smooth through V = 0.
[[nodiscard]] double ghk_current(const Ion& ion, double potential, double temperature,
                                 const MolarConstants& molar = {});
/// Slope conductance dI/dV, S/m^2; positive wherever the ion is present and permeant.
[[nodiscard]] double ghk_conductance(const Ion& ion, double potential, double temperature,
                                     const MolarConstants& molar = {});

/// Resting potential in volts: the zero of the summed currents. Closed logarithm when every permeant ion is
/// univalent, else by bracketed root finding. Permeabilities in any common unit.
[[nodiscard]] double goldman_potential(std::span<const Ion> ions, double temperature,
                                       const MolarConstants& molar = {});
[[nodiscard]] double goldman_potential(std::initializer_list<Ion> ions, double temperature,
                                       const MolarConstants& molar = {});

/// Resting potential in volts with an electrogenic pump: the zero of the summed currents + `pump_current`
/// (A/m^2, outward positive, so that 3 Na out for 2 K in is positive). Permeabilities in m/s.
[[nodiscard]] double pumped_potential(std::span<const Ion> ions, double pump_current, double temperature,
                                      const MolarConstants& molar = {});
[[nodiscard]] double pumped_potential(std::initializer_list<Ion> ions, double pump_current,
                                      double temperature, const MolarConstants& molar = {});

/// Resting potential in volts when a pump moves `sodium_per_potassium` Na+ out for each K+ in and keeps both
/// concentrations steady (Mullins and Noda): the leaks then stand in the ratio I_Na = -r I_K, and
///   V = (RT/F) ln[(r P_K K_out + P_Na Na_out)/(r P_K K_in + P_Na Na_in)].
/// The sodium-potassium pump has r = 3/2; r = 1 is no pump current, and the Goldman potential. Both must be
/// univalent cations.
[[nodiscard]] double mullins_noda_potential(const Ion& potassium, const Ion& sodium, double temperature,
                                            double sodium_per_potassium = 1.5,
                                            const MolarConstants& molar = {});

}  // namespace stochtherm::models
