#include <fmt/format.h>

#include <memory>
#include <stochtherm/models/membrane/nernst.hpp>

#include "command.hpp"

namespace stochtherm::app {

void add_nernst(CLI::App& app, int&) {
  struct Input {
    std::string valence, outside, inside, temperature;
    bool json = false;
  };
  auto in = std::make_shared<Input>();
  CLI::App* command =
      app.add_subcommand("nernst", "Potential at which one kind of ion is in equilibrium across a membrane.");
  command->add_option("--valence", in->valence, "charges per ion, with sign: K 1, Cl -1, Ca 2")
      ->required()
      ->type_name("NUMBER");
  command->add_option("--outside", in->outside, "concentration outside, in any unit")
      ->required()
      ->type_name("NUMBER");
  command->add_option("--inside", in->inside, "concentration inside, in the same unit")
      ->required()
      ->type_name("NUMBER");
  command->add_option("--temperature", in->temperature, "kelvin")->required()->type_name("NUMBER");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer("Example:\n  stochtherm nernst --valence 1 --outside 5 --inside 140 --temperature 310");
  command->callback([in] {
    const double potential =
        models::nernst_potential(whole_number("--valence", in->valence), number("--outside", in->outside),
                                 number("--inside", in->inside), number("--temperature", in->temperature));
    print_answer(in->json, {{"potential_V", potential}},
                 {{"potential, inside against outside", millivolts(potential), "mV", ""}});
  });
}

}  // namespace stochtherm::app
