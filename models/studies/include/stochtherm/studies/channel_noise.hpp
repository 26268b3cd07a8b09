#pragma once
/// The squid's axon with a finite number of channels: every gate of every channel opens and closes by chance.
///
/// A sodium channel is one of 8 states (0 to 3 m-gates, the h-gate), a potassium channel one of 5. Three models:
///   markov     all transitions are simulated, one by one (Gillespie's method): waiting times are exponential with the rates of the
///              voltage at their start. With many channels they are microseconds and less, in which V moves by little; in a voltage
///              clamp nothing is approximated.
///   diffusion  the shares x of channels in each state, with a white noise for each pair of transitions i <-> j,
///                dx_j = -dx_i = (a x_i - b x_j) dt + sqrt[(a x_i + b x_j)/N] dW,
///              which has the mean and the covariance of the channels, for numbers of open channels well above 1. Euler-Maruyama.
///   subunit    a white noise for each gating variable as if each were one gate, dm = (a (1-m) - b m) dt + sqrt[(a (1-m) + b m)/N] dW,
///              held within 0 and 1. It is known to be wrong, and is here to be shown so: its open potassium channels have 16 n^7 (1-n)
///              of the variance where p (1-p), p = n^4, is due.
/// Between changes of the conductances V relaxes exponentially, exactly, so the balance of energy closes to rounding in each.
/// The random numbers are functions of the seed: a longer run begins as a shorter one.
/// Sources: Hodgkin & Huxley (1952), key `hodgkinhuxley1952`; Gillespie, J. Phys. Chem. 81, 2340 (1977), key `gillespie1977`; Fox & Lu,
/// Phys. Rev. E 49, 3421 (1994), key `foxlu1994`; Goldwyn & Shea-Brown, PLoS Comput. Biol. 7, e1002247 (2011), key `goldwyn2011`; Orio &
/// Soudry, PLoS ONE 7, e36670 (2012), key `orio2012`.

#include <cstddef>
#include <optional>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm::studies {

enum class ChannelModel { markov, diffusion, subunit };

struct ChannelNoise {
  std::size_t sodium, potassium;  ///< numbers of channels; the densities set by the conductances stay
  double current = 0;             ///< uA/cm^2
  double duration;                ///< ms
  Seed seed;
  double settle = 100;  ///< ms before it counts
  /// Holds V (mV) there.
  std::optional<double> clamp = {};
  /// Records V and the open channels every so many ms; 0: never.
  double record_every = 0;
  ChannelModel model = ChannelModel::markov;
  double dt = 0.01;  ///< ms, of diffusion and subunit
  /// A current on top, uA/cm^2, each for `hold` ms, from 0 on; then none.
  std::vector<double> stimulus = {};
  double hold = 0;
};

struct NoisyAxon {
  std::vector<double> spikes;  ///< ms: V rises through 0 mV, not again before it fell below -40 mV
  std::vector<double> peaks;   ///< mV: the highest V of each spike
  std::vector<double> potential, open_sodium, open_potassium;  ///< mV and channels, as recorded
  std::size_t transitions;                                     ///< or steps
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
