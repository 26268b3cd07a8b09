#pragma once
/// What a spike costs, in the simplest estimate: a current that flows for a while over a voltage ramp.
///
///   E = V t I / 2
///
/// V amplitude (V), t duration (s), I current (A). One channel's worth: 3 pA for 1 ms is 3 fC, 19 thousand
/// charges, about one channel opening. A whole action potential of a mammalian neuron lets in some 10^9 sodium
/// ions (Attwell & Laughlin 2001, key `attwelllaughlin2001`) and costs some 10^5 times more, so the figure must
/// not be read as the cost of a neuron's spike.
/// Source: Tiwari & Querlioz, IEEE Int. Conf. on Rebooting Computing (2017), key `tiwari2017`,
/// which puts 110 mV, 1 ms and 3 pA at 165 aJ.

namespace stochtherm::models {

struct SpikeEnergy {
  double joules;
  double kT;             ///< in units of the thermal energy
  double landauer_bits;  ///< in units of kT ln 2: how many bits could be erased for it at the bound
};

/// amplitude in V, duration in s, current in A, temperature in K. Refuses what is negative or not finite, and
/// a temperature that is not positive.
[[nodiscard]] SpikeEnergy spike_energy(double amplitude, double duration, double current, double temperature);

/// Elementary charges that a current (A) carries in a time (s): I t/e.
[[nodiscard]] double elementary_charges_moved(double duration, double current);

}  // namespace stochtherm::models
