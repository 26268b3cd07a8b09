#pragma once
/// Bits per spike and bits per joule of an axon whose channels open by chance.
///
/// The axon is told one of several currents, drawn anew in each window with equal probabilities; what it says is the number of spikes in
/// the window. The information between the two is estimated from the pairs (frequencies, less their bias to first order), the energy is
/// what its channels dissipate over the same time. Counts forget the order of spikes, so the true information is at least that; the
/// windows before are remembered by the membrane for some milliseconds, which the estimate takes for noise.
///
/// Per patch: `area` (m^2) follows from the number of sodium channels at their density, so joules are those of the patch.
/// The power bounds any rate of information that is to be erased: P/(k_B T ln 2) bits per second (key `landauer1961`).

#include <stochtherm/studies/channel_noise.hpp>
#include <vector>

namespace stochtherm::studies {

struct SignalledCurrents {
  std::size_t sodium, potassium;
  std::vector<double> currents;  ///< uA/cm^2, two at least
  double window;                 ///< ms
  std::size_t windows;
  Seed seed;
  double sodium_per_area = 60e12;  ///< channels per m^2
};

struct InformationPerEnergy {
  Estimate bits_per_window;
  double spikes_per_second, bits_per_second, bits_per_spike;
  double power;  ///< of the patch, W
  double joules_per_spike, joules_per_bit;
  double landauer_multiple;                 ///< joules_per_bit over k_B T ln 2, at the axon's temperature
  double rate_limit;                        ///< bits per second that the power could erase
  double balance;                           ///< of the energy, relative
  std::vector<std::vector<double>> counts;  ///< counts[current][spikes]: windows
};

[[nodiscard]] InformationPerEnergy information_per_energy(const models::HodgkinHuxley& axon,
                                                          const SignalledCurrents& signal);

}  // namespace stochtherm::studies
