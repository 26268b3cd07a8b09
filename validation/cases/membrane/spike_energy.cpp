// 110 mV, 1 ms, 3 pA: the published estimate of a spike's energy.
#include <fmt/format.h>

#include <stochtherm/constants.hpp>
#include <stochtherm/models/membrane/spike_energy.hpp>
#include <stochtherm/units.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using namespace stochtherm::literals;

/// The voltage rises and falls, so that on average half of the amplitude counts; `rectangular` counts all of
/// it.
Verdict spike(bool rectangular) {
  const double amplitude = 110.0_mV, duration = 1.0_ms, current = 3.0_pA, T = 310.0_K;
  const models::SpikeEnergy e =
      models::spike_energy(rectangular ? 2 * amplitude : amplitude, duration, current, T);
  const double charges = models::elementary_charges_moved(duration, current);
  Verdict v;
  v.checks = {
      digits("energy (J)", e.joules, 1.65e-16, 12), digits("energy (kT)", e.kT, 38551, 5),
      digits("bits that could be erased at Landauer's bound", e.landauer_bits, 55618, 5),
      digits("elementary charges moved", charges, 18725, 5),
      // kT of a charge across the amplitude, half of it on average: the same number by another road.
      digits("energy per charge moved (eV)", e.joules / (charges * constants::elementary_charge), 0.055, 12)};
  v.remarks = {
      fmt::format("The paper rounds to 40 000 kT. With its own -78 to +40 mV (118 mV) it would be {:.0f} kT.",
                  models::spike_energy(118.0_mV, duration, current, T).kT),
      fmt::format(
          "3 pA for 1 ms is {:.0f} elementary charges, about one channel opening: the figure is per channel, "
          "not per spike of a neuron.",
          charges)};
  return v;
}

const Registered spike_case{{
    .name = "membrane/spike_energy",
    .claim = "110 mV, 1 ms and 3 pA at 310 K are 165 aJ, 38 551 kT or 55 618 kT ln 2.",
    .equation = "E = V t I / 2",
    .source = "tiwari2017, landauer1961",
    .tags = {"exact"},
    .check = [](const Effort&) { return spike(false); },
    .sabotage = {.description = "The factor 1/2 is missing.",
                 .check = [](const Effort&) { return spike(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
