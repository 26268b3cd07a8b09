#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>

#include "command.hpp"

namespace stochtherm::app {
namespace {

models::Ion ion(const std::string& text) {
  if (!is_printable(text))
    throw UsageError("--ion must be UTF-8 text without control characters, its name included.");
  std::vector<std::string> parts(1);
  for (char c : text) {
    if (c == ':')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  if (parts.size() != 5 || parts[0].empty())
    throw UsageError(
        fmt::format("--ion must have the form NAME:VALENCE:PERMEABILITY:OUTSIDE:INSIDE, as in "
                    "K:1:1e-6:5:140, but it was '{}'.",
                    text));
  const auto part = [&](std::string_view what) { return fmt::format("the {} in --ion {}", what, text); };
  return {.name = parts[0],
          .valence = whole_number(part("valence"), parts[1]),
          .permeability = number(part("permeability"), parts[2]),
          .outside = number(part("outside concentration"), parts[3]),
          .inside = number(part("inside concentration"), parts[4])};
}

}  // namespace

void add_goldman(CLI::App& app, int&) {
  struct Input {
    std::vector<std::string> ions;
    std::string temperature;
    bool json = false;
  };
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "goldman", "Resting potential of a membrane that lets several kinds of ions pass (constant field).");
  command
      ->add_option(
          "--ion", in->ions,
          "one ion; concentrations share one unit, permeabilities likewise; a concentration may be 0")
      ->required()
      ->type_name("NAME:VALENCE:PERMEABILITY:OUTSIDE:INSIDE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command->add_option("--temperature", in->temperature, "kelvin")->required()->type_name("NUMBER");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "Example:\n  stochtherm goldman --ion K:1:1e-6:5:140 --ion Na:1:2e-8:140:12 --temperature 310");
  command->callback([in] {
    std::vector<models::Ion> ions;
    for (const std::string& text : in->ions) {
      ions.push_back(ion(text));
      const std::string& name = ions.back().name;
      if (std::count_if(ions.begin(), ions.end(),
                        [&](const models::Ion& other) { return other.name == name; }) > 1)
        throw UsageError(
            fmt::format("each --ion must have a name of its own, but '{}' was given twice.", name));
    }
    const double temperature = number("--temperature", in->temperature);
    const double potential = models::goldman_potential(ions, temperature);
    nlohmann::ordered_json reversal = nlohmann::ordered_json::object();
    std::vector<Row> rows{{"resting potential, inside against outside", millivolts(potential), "mV", ""}};
    for (const models::Ion& one : ions) {
      const auto value = models::reversal_potential(one, temperature);
      reversal[one.name] = value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
      rows.push_back(
          value ? Row{fmt::format("reversal potential of {}", one.name), millivolts(*value), "mV", ""}
                : Row{fmt::format("reversal potential of {}", one.name), "none", "", "absent on one side"});
    }
    print_answer(in->json, {{"potential_V", potential}, {"reversal_V", reversal}}, rows);
  });
}

}  // namespace stochtherm::app
