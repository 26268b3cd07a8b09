// The command `stochtherm`: 0 done, 1 the suite or the machine failed, 2 wrong input, 130 interrupted.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/provenance.hpp>

#include "command.hpp"

namespace stochtherm::app {
namespace {

constexpr std::string_view program = "stochtherm";

std::string commands(const CLI::App& app) {
  std::string list;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    list += (list.empty() ? "" : ", ") + command->get_name();
  return list;
}

/// "stochtherm nernst" once a command has been understood.
std::string prefix(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? std::string(program) : fmt::format("{} {}", program, chosen.front()->get_name());
}

/// One sentence on one line, whatever was typed.
int refuse(const CLI::App& app, std::string sentence, int status = 2) {
  for (char& c : sentence)
    if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F) c = ' ';
  while (!sentence.empty() && sentence.back() == ' ') sentence.pop_back();
  if (!sentence.empty() && sentence.back() != '.') sentence += '.';
  say(fmt::format("{}: {}", prefix(app), sentence));
  return status;
}

/// With the option's name where the argument is one.
std::string sentence(const CLI::App& app, const InvalidArgument& error) {
  std::string text = without_function(error);
  const auto chosen = app.get_subcommands();
  const std::string known = fmt::format(", but {} = ", error.argument());
  const std::size_t at = text.rfind(known);
  if (at != std::string::npos && !chosen.empty() && !error.argument().starts_with('-') &&
      chosen.front()->get_option_no_throw("--" + error.argument()) != nullptr)
    text.replace(at, known.size(), fmt::format(", but --{} = ", error.argument()));
  return text;
}

int run(int argc, char** argv) {
  CLI::App app("Stochastic thermodynamics on the command line.", std::string(program));
  app.set_version_flag("--version", fmt::format("{} {}", program, version()));
  app.footer(
      "Example:\n  stochtherm nernst --valence 1 --outside 5 --inside 140 --temperature 310\n"
      "'stochtherm COMMAND --help' shows the options of a command and an example.");
  app.require_subcommand(1);
  int status = 0;
  add_validate(app, status);
  add_nernst(app, status);
  add_goldman(app, status);
  add_spike_energy(app, status);
  add_landauer(app, status);
  add_network(app, status);
  add_neuron(app, status);
  add_ising(app, status);
  add_learn(app, status);
  add_entropy(app, status);
  add_mutual_information(app, status);
  add_transfer_entropy(app, status);
  add_divergence(app, status);
  add_free_energy(app, status);
  add_entropy_production(app, status);

  if (argc < 2)
    return refuse(app, fmt::format("a command is required, one of {}; 'stochtherm --help' shows an example",
                                   commands(app)));
  const std::string first = argv[1];
  if (first.starts_with('-') && app.get_option_no_throw(first) == nullptr)
    return refuse(app, fmt::format("there is no option '{}' before a command, which is one of {}", first,
                                   commands(app)));
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  if (!first.starts_with('-') &&
      std::none_of(all.begin(), all.end(), [&](const auto* c) { return c->get_name() == first; }))
    return refuse(app, fmt::format("there is no command '{}'; the commands are {}", first, commands(app)));

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    return refuse(app, fmt::format("{} must be given once, with a value", text.substr(0, text.find(':'))));
  } catch (const CLI::ParseError& error) {
    return refuse(app, error.what());
  } catch (const UsageError& error) {
    return refuse(app, error.what());
  } catch (const InvalidArgument& error) {
    return refuse(app, sentence(app, error));
  } catch (const std::exception& error) {
    return refuse(app, error.what(), 1);
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return refuse(app, "the answer could not be written to stdout", 1);
  return status;
}

}  // namespace
}  // namespace stochtherm::app

int main(int argc, char** argv) { return stochtherm::app::run(argc, argv); }
