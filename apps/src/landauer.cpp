#include <fmt/format.h>

#include <memory>
#include <stochtherm/thermodynamics/landauer.hpp>

#include "command.hpp"

namespace stochtherm::app {

void add_landauer(CLI::App& app, int&) {
  struct Input {
    std::string bits, temperature, energy;
    bool json = false;
  };
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "landauer", "What erasing bits must cost, and how near to it the energy really spent comes.");
  command->add_option("--bits", in->bits, "number of bits erased")->required()->type_name("NUMBER");
  command->add_option("--temperature", in->temperature, "kelvin")->required()->type_name("NUMBER");
  const CLI::Option* spent =
      command->add_option("--energy", in->energy, "joules really spent")->type_name("NUMBER");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer("Example:\n  stochtherm landauer --bits 1e9 --temperature 300 --energy 1e-9");
  command->callback([in, spent] {
    LandauerAccount account(number("--temperature", in->temperature));
    account.erase(number("--bits", in->bits));
    const bool booked = spent->count() > 0;
    if (booked) {
      const double energy = number("--energy", in->energy);
      if (energy < 0)
        throw UsageError(fmt::format("--energy must not be negative, in joules, but it was {}.", energy));
      account.spend(energy);
    }
    const auto efficiency = account.efficiency();
    std::vector<Row> rows{{"bound kT ln 2 per bit", fmt::format("{:.6g}", account.bound()), "J", ""}};
    if (booked) {
      rows.push_back({"energy spent", fmt::format("{:.6g}", account.energy()), "J", ""});
      rows.push_back(
          {"efficiency, bound / energy", efficiency ? fmt::format("{:.6g}", *efficiency) : "none", "",
           account.violates_bound() ? "violates the second law: less was spent than the bound" : ""});
    }
    nlohmann::ordered_json object{
        {"bound_J", account.bound()}, {"energy_J", nullptr}, {"efficiency", nullptr}};
    if (booked) object["energy_J"] = account.energy();
    if (efficiency) object["efficiency"] = *efficiency;
    print_answer(in->json, object, rows);
  });
}

}  // namespace stochtherm::app
