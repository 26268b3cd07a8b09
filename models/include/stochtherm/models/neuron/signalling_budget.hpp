#pragma once
/// What signalling costs a neuron of the grey matter, in ATP, rebuilt from its parts.
///
/// An action potential must charge the membrane, C dV per area; the sodium that comes in is that charge times an excess (sodium and
/// potassium currents overlap), and every three ions cost one ATP to pump out again:
///   ATP = excess sum_parts C dV area/(3 e).
/// At rest, sodium leaks in and potassium out through an input resistance R_in; with 3 Na+ out for 2 K+ in per ATP the pump turns
///   (E_Na - V)(V - E_K)/[F R_in (V + 2 E_Na - 3 E_K)]   mol/s,
/// from sodium's leak g_Na (E_Na - V) = 3 F J, potassium's g_K (V - E_K) = 2 F J and g_Na + g_K = 1/R_in.
/// A vesicle of glutamate costs what its ions, its calcium and its refilling cost; those per-vesicle figures are published counts,
/// given here as such.
/// Per neuron and second: rate [ATP per action potential + vesicles per action potential x ATP per vesicle] + rest + glia.
/// The excess of 4 that the published budget took from the squid is the squid's at 18.5 degrees Celsius (neuron/spike_energy_balance);
/// warm mammalian axons have 1.3 (key `alle2009`), and the budget was revised with it (key `howarth2012`).
/// Sources: Attwell & Laughlin (2001), key `attwelllaughlin2001`.

#include <span>
#include <vector>

namespace stochtherm::models {

/// A piece of membrane and by how much a spike moves its voltage.
struct ChargedMembrane {
  double area;            ///< m^2
  double depolarisation;  ///< V
};
/// Lateral surface of a cylinder and surface of a sphere, m^2.
[[nodiscard]] double cylinder_area(double length, double diameter);
[[nodiscard]] double sphere_area(double diameter);

/// ATP molecules to pump out the sodium of one action potential. capacitance in F/m^2.
[[nodiscard]] double action_potential_atp(std::span<const ChargedMembrane> parts, double excess,
                                          double capacitance = 1e-2);
/// ATP molecules per second that hold a resting cell; R_in in ohm, potentials in V, E_K < V < E_Na.
[[nodiscard]] double resting_atp(double input_resistance, double rest, double sodium_reversal,
                                 double potassium_reversal);

/// ATP molecules; the defaults are those of a rodent pyramidal neuron.
struct SignallingBudget {
  double action_potential = 3.84e8;  ///< per action potential
  double postsynaptic = 1.4e5;       ///< per vesicle: ions through glutamate receptors, second messengers
  double presynaptic = 1.2e4;        ///< per vesicle: calcium
  double recycling = 1.1e4;          ///< per vesicle: glutamate taken up and packed again
  double cycling = 821;              ///< per vesicle: endo- and exocytosis
  double boutons = 8000;
  double release_probability = 0.25;
  double rest_neuron = 3.42e8;  ///< per second
  double rest_glia = 1.02e8;    ///< per second and neuron

  struct Share {
    double action_potentials, postsynaptic, presynaptic, recycling, rest;  ///< ATP per second
    [[nodiscard]] double total() const {
      return action_potentials + postsynaptic + presynaptic + recycling + rest;
    }
  };
  /// At a mean rate of action potentials, 1/s; `recycling` is of glutamate and of vesicles.
  [[nodiscard]] Share at(double rate) const;
  /// Of everything that a single action potential sets off.
  [[nodiscard]] double per_action_potential() const;
  /// The rate that a supply (ATP per second and neuron) allows; 0 where it does not hold the rest.
  [[nodiscard]] double affordable_rate(double supply) const;
};

/// mol of ATP per m^3 and second at a density of neurons, 1/m^3.
[[nodiscard]] double atp_per_volume(double atp_per_second, double neurons);

}  // namespace stochtherm::models
