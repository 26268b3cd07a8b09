#pragma once
/// The price of an ion gradient, and the pump that pays it.
///
/// To carry one mole of ions from inside to outside takes, in J/mol,
///
///   w = RT ln(c_out/c_in) - z F V = z F (E - V),      E the ion's reversal potential,
///
/// V potential inside against outside (V), c concentrations, z valence, T temperature (K). An ion that leaks gives this up:
/// its current density I (A/m^2, outward positive) dissipates I (V - E) >= 0, in W/m^2.
///
/// One cycle of the sodium-potassium pump moves 3 Na+ out and 2 K+ in for one ATP. Where it holds both concentrations, the
/// leaks stand as I_Na : I_K = -3 : 2, the potential is Mullins' and Noda's, it turns J = -I_Na/3F times per second and area
/// (mol/(m^2 s)), and every joule of its ATP is accounted for:
///
///   J g = sum I (V - E) + J (g - 3 w_Na + 2 w_K),     g the free energy of hydrolysis of ATP (J/mol):
///
/// the first part is what the leaks dissipate, the second what the pump itself does. Its efficiency is the first over the
/// whole, (3 w_Na - 2 w_K)/g; at 1 it stalls, and turns back beyond.
///
/// The free energy of hydrolysis in living cells is 46 to 60 kJ/mol; 50 kJ/mol by default.
/// Sources: Mullins & Noda, J. Gen. Physiol. 47, 117 (1963), key `mullinsnoda1963`; Lauger, Electrogenic Ion Pumps (1991),
/// key `lauger1991`; Attwell & Laughlin (2001), key `attwelllaughlin2001`.

#include <stochtherm/models/membrane/ion.hpp>

namespace stochtherm::models {

/// J per mole of ions carried from inside to outside, at constant concentrations. Refuses an ion that is absent on a side.
[[nodiscard]] double work_to_expel(const Ion& ion, double potential, double temperature,
                                   const MolarConstants& molar = {});

/// What a membrane at rest costs, per area and second.
struct RestingCost {
  double potential;         ///< V
  double atp;               ///< mol/(m^2 s)
  double power;             ///< of the ATP, W/m^2
  double leak_dissipation;  ///< W/m^2
  double pump_dissipation;  ///< W/m^2
  double efficiency;        ///< leak_dissipation/power
  /// Bits per second and square metre that could be erased at Landauer's bound for that power: what the membrane would
  /// have to signal for its readiness to cost no more than it must.
  double landauer_bits;
};

struct SodiumPotassiumPump {
  double sodium = 3;              ///< ions out per cycle
  double potassium = 2;           ///< ions in per cycle
  double atp_free_energy = 50e3;  ///< of hydrolysis, J/mol

  /// J per mole of cycles that the ions take up.
  [[nodiscard]] double work(const Ion& na, const Ion& k, double potential, double temperature,
                            const MolarConstants& molar = {}) const;
  /// work over the free energy of hydrolysis; above 1 the pump runs backwards and makes ATP.
  [[nodiscard]] double efficiency(const Ion& na, const Ion& k, double potential, double temperature,
                                  const MolarConstants& molar = {}) const;
  /// The potential (V) at which the pump stalls: efficiency 1.
  [[nodiscard]] double stall_potential(const Ion& na, const Ion& k, double temperature,
                                       const MolarConstants& molar = {}) const;
  /// The steady state with both ions leaking through their permeabilities (m/s). Refuses a pump that cannot hold it: one
  /// beyond its stall.
  [[nodiscard]] RestingCost at_rest(const Ion& na, const Ion& k, double temperature,
                                    const MolarConstants& molar = {}) const;
};

}  // namespace stochtherm::models
