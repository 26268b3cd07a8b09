#include <fmt/format.h>

#include <memory>
#include <stochtherm/models/membrane/spike_energy.hpp>

#include "command.hpp"

namespace stochtherm::app {

void add_spike_energy(CLI::App& app, int&) {
  struct Input {
    std::string amplitude, duration, current, temperature;
    bool json = false;
  };
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "spike-energy", "Energy of a current that flows for a while over a voltage ramp: V t I / 2.");
  command->add_option("--amplitude", in->amplitude, "volts")->required()->type_name("NUMBER");
  command->add_option("--duration", in->duration, "seconds")->required()->type_name("NUMBER");
  command->add_option("--current", in->current, "amperes")->required()->type_name("NUMBER");
  command->add_option("--temperature", in->temperature, "kelvin")->required()->type_name("NUMBER");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "Example:\n  stochtherm spike-energy --amplitude 0.110 --duration 1e-3 --current 3e-12 --temperature "
      "310");
  command->callback([in] {
    const models::SpikeEnergy spike =
        models::spike_energy(number("--amplitude", in->amplitude), number("--duration", in->duration),
                             number("--current", in->current), number("--temperature", in->temperature));
    print_answer(
        in->json,
        {{"energy_J", spike.joules}, {"energy_kT", spike.kT}, {"landauer_bits", spike.landauer_bits}},
        {{"energy", fmt::format("{:.6g}", spike.joules), "J", ""},
         {"in units of the thermal energy", fmt::format("{:.6g}", spike.kT), "kT", ""},
         {"bits erased for it at Landauer's bound", fmt::format("{:.6g}", spike.landauer_bits), "", ""}});
  });
}

}  // namespace stochtherm::app
