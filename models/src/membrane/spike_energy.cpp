#include <algorithm>
#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/membrane/spike_energy.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

// V t I / 2, where its first product alone leaves the normal range: the largest factor meets the smallest first.
double ramp_energy(double amplitude, double duration, double current) {
  const double area = 0.5 * amplitude * duration;
  if (std::isnormal(area)) return area * current;
  const auto [low, high] = std::minmax({amplitude, duration, current});
  const double middle =
      std::max(std::min(amplitude, duration), std::min(std::max(amplitude, duration), current));
  return 0.5 * middle * (low * high);
}

}  // namespace

SpikeEnergy spike_energy(double amplitude, double duration, double current, double temperature) {
  require_not_negative(amplitude, "the amplitude must not be negative, in volts", "amplitude");
  require_not_negative(duration, "the duration must not be negative, in seconds", "duration");
  require_not_negative(current, "the current must not be negative, in amperes", "current");
  require_positive(temperature, "the temperature must be positive, in kelvin", "temperature");
  const double joules = representable(ramp_energy(amplitude, duration, current), "joules", "spike_energy");
  const double thermal = constants::boltzmann * temperature;
  const double kT = std::isnormal(thermal) ? joules / thermal : joules / constants::boltzmann / temperature;
  return {joules, representable(kT, "kT", "spike_energy"),
          representable(kT / constants::ln2, "landauer_bits", "spike_energy")};
}

double elementary_charges_moved(double duration, double current) {
  require_not_negative(duration, "the duration must not be negative, in seconds", "duration");
  require_not_negative(current, "the current must not be negative, in amperes", "current");
  return representable(current * duration / constants::elementary_charge, "charges",
                       "elementary_charges_moved");
}

}  // namespace stochtherm::models
