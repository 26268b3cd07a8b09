#pragma once
/// The squid's axon with a finite number of channels: every gate of every channel opens and closes by chance.
///
/// A sodium channel is one of 8 states (0 to 3 m-gates, the h-gate), a potassium channel one of 5. All transitions are simulated, one
/// by one (Gillespie's method): waiting times are exponential with the rates of the voltage at their start, and between transitions V
/// relaxes exponentially, exactly, under conductances that stand still. With many channels the waiting times are microseconds and less,
/// in which V moves by little; in a voltage clamp nothing is approximated.
/// The random numbers are functions of the seed: transition k of a run is the same whatever the duration.
/// Sources: Hodgkin & Huxley (1952), key `hodgkinhuxley1952`; Gillespie, J. Phys. Chem. 81, 2340 (1977), key `gillespie1977`; Goldwyn &
/// Shea-Brown, PLoS Comput. Biol. 7, e1002247 (2011), key `goldwyn2011`, on why simpler noise fails.

#include <cstddef>
#include <optional>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm::studies {

struct ChannelNoise {
  std::size_t sodium, potassium;  ///< numbers of channels; the densities set by the conductances stay
  double current = 0;             ///< uA/cm^2
  double duration;                ///< ms
  Seed seed;
  double settle = 100;  ///< ms before it counts
  /// Holds V (mV) there.
  std::optional<double> clamp = {};
  /// Records the open channels every so many ms; 0: never.
  double record_every = 0;
};

struct NoisyAxon {
  std::vector<double> spikes;  ///< ms: V rises through 0 mV, not again before it fell below -40 mV
  std::vector<double> peaks;   ///< mV: the highest V of each spike
  std::vector<double> open_sodium, open_potassium;  ///< channels, as recorded
  std::size_t transitions;
  /// Of the currents over the time that counts: int I V dt - sum E_x int I_x dt - [C V^2/2] against sum int I_x (V - E_x) dt,
  /// relative to the larger.
  double balance;
  double sodium_load;  ///< C/m^2
  double energy;       ///< dissipated in all channels, J/m^2
  /// Mean interval between spikes, ms; two intervals at least.
  [[nodiscard]] Estimate interval() const;
  /// Standard deviation of the intervals over their mean.
  [[nodiscard]] double variation() const;
};

[[nodiscard]] NoisyAxon noisy_axon(const models::HodgkinHuxley& axon, const ChannelNoise& noise);

}  // namespace stochtherm::studies
