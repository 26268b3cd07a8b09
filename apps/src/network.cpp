#include <fmt/format.h>

#include <memory>
#include <stochtherm/solvers/jump/network_moments.hpp>

#include "command.hpp"

#ifdef STOCHTHERM_WITH_SBML
#include <stochtherm/sbml/read_sbml.hpp>
#endif

namespace stochtherm::app {
namespace {

FormulaNetwork network_from([[maybe_unused]] const std::string& file) {
#ifdef STOCHTHERM_WITH_SBML
  return read_sbml(file);
#else
  throw UsageError(
      "this program was built without libsbml, so it cannot read networks; install it and build again.");
#endif
}

struct Input {
  std::string file, method, until, every, runs, seed, threads;
  bool json = false;
};

Solved<NetworkMoments> solve(const Input& in) {
  const Schedule when{number("--until", in.until), number("--every", in.every)};
  const auto network = network_from(in.file);
  if (in.method == "gillespie")
    return gillespie_moments(
        network, when,
        {.runs = count("--runs", in.runs),
         .seed = count("--seed", in.seed),
         .threads = static_cast<unsigned>(std::min<std::uint64_t>(1024, count("--threads", in.threads)))});
  if (in.method == "master") return master_moments(network, when);
  throw UsageError(fmt::format("--method must be gillespie or master, but it was '{}'.", in.method));
}

void print_table(const NetworkMoments& moments) {
  fmt::print("{:>12}", "time");
  for (const std::string& s : moments.species) fmt::print("  {:>14}  {:>14}", "mean " + s, "sd " + s);
  fmt::print("\n");
  for (std::size_t i = 0; i < moments.time.size(); ++i) {
    fmt::print("{:>12.6g}", moments.time[i]);
    for (std::size_t s = 0; s < moments.species.size(); ++s)
      fmt::print("  {:>14.8g}  {:>14.8g}", moments.mean[s][i], moments.sd[s][i]);
    fmt::print("\n");
  }
}

}  // namespace

void add_network(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "network", "Numbers of molecules of a reaction network over time: means and standard deviations.");
  command->add_option("file", in->file, "the network, in SBML")->required()->type_name("FILE.xml");
  command
      ->add_option("--method", in->method, "gillespie: trajectories; master: the master equation, truncated")
      ->required()
      ->type_name("METHOD");
  command->add_option("--until", in->until, "duration")->required()->type_name("NUMBER");
  command->add_option("--every", in->every, "interval between the times shown; divides the duration")
      ->required()
      ->type_name("NUMBER");
  const auto* runs =
      command->add_option("--runs", in->runs, "number of trajectories (10000)")->type_name("COUNT");
  const auto* seed = command->add_option("--seed", in->seed, "names their noise (1)")->type_name("COUNT");
  command->add_option("--threads", in->threads, "0: all; changes no digit")->type_name("COUNT");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "A species counts molecules. 'master' says how much probability it may have lost at most, as\n"
      "lost_probability_bound: all its numbers are that close.\n"
      "Example:\n  stochtherm network decay.xml --method gillespie --until 50 --every 1 --runs 10000 --seed "
      "1");
  in->runs = "10000", in->seed = "1", in->threads = "0";
  command->callback([in, runs, seed] {
    if (in->method == "master" && runs->count() + seed->count() > 0)
      throw UsageError("--runs and --seed belong to --method gillespie; the master equation has no noise.");
    const auto solved = solve(*in);
    if (!solved) throw std::runtime_error(solved.sentence());
    const NetworkMoments& moments = *solved;
    if (!in->json) {
      print_table(moments);
      if (in->method == "master")
        fmt::print("lost probability: at most {:.3g}, on {} states\n", moments.lost_probability_bound,
                   moments.states);
      return;
    }
    nlohmann::ordered_json object{{"time", moments.time}};
    for (std::size_t s = 0; s < moments.species.size(); ++s) {
      object["mean"][moments.species[s]] = moments.mean[s];
      object["sd"][moments.species[s]] = moments.sd[s];
    }
    if (in->method == "master") object["lost_probability_bound"] = moments.lost_probability_bound;
    fmt::print("{}\n", object.dump());
  });
}

}  // namespace stochtherm::app
