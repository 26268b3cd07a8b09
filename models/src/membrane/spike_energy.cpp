#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/membrane/spike_energy.hpp>

namespace stochtherm::models {

SpikeEnergy spike_energy(double amplitude, double duration, double current, double temperature) {
  require_not_negative(amplitude, "the amplitude must not be negative, in volts", "amplitude");
  require_not_negative(duration, "the duration must not be negative, in seconds", "duration");
  require_not_negative(current, "the current must not be negative, in amperes", "current");
  require_positive(temperature, "the temperature must be positive, in kelvin", "temperature");
  const double joules = 0.5 * amplitude * duration * current;
  const double kT = joules / (constants::boltzmann * temperature);
  return {joules, kT, kT / constants::ln2};
}

double elementary_charges_moved(double duration, double current) {
  require_not_negative(duration, "the duration must not be negative, in seconds", "duration");
  require_not_negative(current, "the current must not be negative, in amperes", "current");
  return current * duration / constants::elementary_charge;
}

}  // namespace stochtherm::models
