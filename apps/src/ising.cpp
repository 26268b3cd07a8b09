#include <fmt/format.h>

#include <memory>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/studies/ising.hpp>

#include "command.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string size, temperature, sweeps, seed, algorithm = "metropolis", equilibration;
  bool json = false;
};

studies::IsingAlgorithm algorithm(const Input& in) {
  if (in.algorithm == "metropolis") return studies::IsingAlgorithm::metropolis;
  if (in.algorithm == "glauber") return studies::IsingAlgorithm::glauber;
  if (in.algorithm == "wolff") return studies::IsingAlgorithm::wolff;
  throw UsageError(
      fmt::format("--algorithm must be metropolis, glauber or wolff, but it was '{}'.", in.algorithm));
}

void run(const Input& in) {
  const std::uint64_t size = count("--size", in.size), sweeps = count("--sweeps", in.sweeps);
  const std::uint64_t before =
      in.equilibration.empty() ? sweeps / 10 + 100 : count("--equilibration", in.equilibration);
  if (size < 2 || size % 2 != 0 || size > 16384)
    throw UsageError(fmt::format("--size is even, from 2 to 16384, but it was '{}'.", in.size));
  if (sweeps < 100 || sweeps > 100'000'000)
    throw UsageError(fmt::format("--sweeps go from 100 to 100000000, but it was '{}'.", in.sweeps));
  const double T = number("--temperature", in.temperature);
  const auto solved = studies::simulate({.rows = size,
                                         .columns = size,
                                         .temperature = T,
                                         .algorithm = algorithm(in),
                                         .seed = count("--seed", in.seed)},
                                        {.sweeps = sweeps, .equilibration = before});
  if (!solved) throw std::runtime_error(solved.sentence());
  const auto& r = *solved;
  const nlohmann::ordered_json object{
      {"energy_per_spin", r.energy.mean},      {"energy_std_error", r.energy.std_error},
      {"magnetization", r.magnetisation.mean}, {"magnetization_std_error", r.magnetisation.std_error},
      {"heat_capacity", r.heat_capacity.mean}, {"heat_capacity_std_error", r.heat_capacity.std_error}};
  const auto row = [](std::string what, const Estimate& e, std::string unit, std::string remark) {
    return Row{std::move(what), fmt::format("{:.6g} ± {:.2g}", e.mean, e.std_error), std::move(unit),
               std::move(remark)};
  };
  const auto exact = models::IsingTorus{size, size}.at(T);
  print_answer(
      in.json, object,
      {row("energy per spin", r.energy, "J", fmt::format("{0} × {0}; exactly {1:.6g}", size, exact.energy)),
       row("magnetisation", r.magnetisation, "", "mean of |m|"),
       row("heat capacity per spin", r.heat_capacity, "k_B",
           fmt::format("exactly {:.6g}", exact.heat_capacity))});
}

}  // namespace

void add_ising(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command =
      app.add_subcommand("ising", "Energy, magnetisation and heat capacity of the square lattice.");
  command->add_option("--size", in->size, "rows and columns of the torus; even")
      ->required()
      ->type_name("COUNT");
  command->add_option("--temperature", in->temperature, "J/k_B; critical at 2.269")
      ->required()
      ->type_name("NUMBER");
  command->add_option("--sweeps", in->sweeps, "that are measured")->required()->type_name("COUNT");
  command->add_option("--seed", in->seed, "names the chance")->required()->type_name("COUNT");
  command->add_option("--algorithm", in->algorithm, "metropolis, glauber or wolff (metropolis)")
      ->type_name("NAME");
  command->add_option("--equilibration", in->equilibration, "sweeps before (a tenth of the sweeps, and 100)")
      ->type_name("COUNT");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "It starts with all spins up. The errors know that sweeps remember each other.\n"
      "Example:\n  stochtherm ising --size 64 --temperature 2.2 --sweeps 100000 --seed 1 --json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app
