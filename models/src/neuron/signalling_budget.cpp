#include <algorithm>
#include <numbers>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/neuron/signalling_budget.hpp>

namespace stochtherm::models {

double cylinder_area(double length, double diameter) {
  require_positive(length, "a length is positive", "length");
  require_positive(diameter, "a diameter is positive", "diameter");
  return std::numbers::pi * diameter * length;
}

double sphere_area(double diameter) {
  require_positive(diameter, "a diameter is positive", "diameter");
  return std::numbers::pi * diameter * diameter;
}

double action_potential_atp(std::span<const ChargedMembrane> parts, double excess, double capacitance) {
  require(!parts.empty(), "a cell has membrane", "parts", 0.0);
  require(std::isfinite(excess) && excess >= 1, "no less sodium comes in than charges the membrane", "excess",
          excess);
  require_positive(capacitance, "a capacitance is positive", "capacitance");
  double charge = 0;
  for (const auto& part : parts) {
    require_positive(part.area, "an area is positive", "area");
    require_positive(part.depolarisation, "a spike depolarises", "depolarisation");
    charge += capacitance * part.depolarisation * part.area;
  }
  return excess * charge / (3 * constants::elementary_charge);
}

double resting_atp(double input_resistance, double rest, double sodium_reversal, double potassium_reversal) {
  require_positive(input_resistance, "a resistance is positive", "input_resistance");
  require_finite(rest, "rest");
  require(std::isfinite(sodium_reversal) && sodium_reversal > rest, "sodium drives inwards at rest",
          "sodium_reversal", sodium_reversal);
  require(std::isfinite(potassium_reversal) && potassium_reversal < rest, "potassium drives outwards at rest",
          "potassium_reversal", potassium_reversal);
  return (sodium_reversal - rest) * (rest - potassium_reversal) /
         (constants::elementary_charge * input_resistance *
          (rest + 2 * sodium_reversal - 3 * potassium_reversal));
}

SignallingBudget::Share SignallingBudget::at(double rate) const {
  require_not_negative(rate, "a rate is not negative", "rate");
  for (double part :
       {action_potential, postsynaptic, presynaptic, recycling, cycling, boutons, rest_neuron, rest_glia})
    require_not_negative(part, "what is counted is not negative", "budget");
  require(release_probability >= 0 && release_probability <= 1, "a probability is within 0 and 1",
          "release_probability", release_probability);
  const double vesicles = rate * boutons * release_probability;
  return {rate * action_potential, vesicles * postsynaptic, vesicles * presynaptic,
          vesicles * (recycling + cycling), rest_neuron + rest_glia};
}

double SignallingBudget::per_action_potential() const { return at(1).total() - at(0).total(); }

double SignallingBudget::affordable_rate(double supply) const {
  require_not_negative(supply, "a supply is not negative", "supply");
  return std::max(0.0, (supply - at(0).total()) / per_action_potential());
}

double atp_per_volume(double atp_per_second, double neurons) {
  require_not_negative(atp_per_second, "a use is not negative", "atp_per_second");
  require_not_negative(neurons, "a density is not negative", "neurons");
  return atp_per_second * neurons / constants::avogadro;
}

}  // namespace stochtherm::models
