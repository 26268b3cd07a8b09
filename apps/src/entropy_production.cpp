#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/io/columns.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_currents.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_states.hpp>

#include "samples_file.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string file, columns, dt, method, as, bins, order = "1", time_bins = "8", degree = "1", periods;
  bool json = false;
};

bool whole_numbers(const Samples& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const auto& column) {
    return std::all_of(column.begin(), column.end(), [](double x) { return x == std::floor(x); });
  });
}

struct Answer {
  Estimate rate;
  std::string kind, remark;
};

constexpr auto bound = "lower bound", estimate = "estimate";

Answer answer(const Solved<CurrentBound>& solved, std::string remark) {
  if (!solved) throw std::runtime_error(solved.sentence());
  return {solved->rate, bound, std::move(remark)};
}

CurrentBasis basis_of(const Input& in, std::size_t columns) {
  CurrentBasis basis{.degree = count("--degree", in.degree)};
  if (!in.periods.empty()) {
    for (const auto& text : column_list("--period", in.periods))
      basis.periods.push_back(number("--period", text));
    if (basis.periods.size() != columns)
      throw UsageError(
          fmt::format("--period needs one period for each of the {} columns, 0 for none.", columns));
  }
  return basis;
}

Answer from_states(const Input& in, const Samples& columns, const std::string& method, double dt) {
  const auto states = number_symbols(columns);
  if (method == "tur") return answer(uncertainty_bound(states, dt), "best current between states");
  if (method == "variational") return answer(variational_bound(states, dt), "best function of the jumps");
  const bool coarse = !in.bins.empty();
  if (method == "waiting-time")
    return {waiting_time_entropy_production(states, dt, count("--time-bins", in.time_bins)), bound,
            "jumps and waiting times"};
  if (in.order == "rule") {
    const auto found = markov_entropy_production_by_rule(states, dt);
    return {found.rate, coarse || found.order > 1 ? bound : estimate,
            fmt::format("Markov order {} by rule", found.order)};
  }
  const std::size_t order = count("--order", in.order);
  return {markov_entropy_production(states, dt, order), coarse ? bound : estimate,
          fmt::format("Markov order {}", order)};
}

void run(const Input& in) {
  const double dt = number("--dt", in.dt);
  if (dt <= 0) throw UsageError(fmt::format("--dt must be positive, but it was '{}'.", in.dt));
  if (!in.method.empty() && in.method != "plugin" && in.method != "tur" && in.method != "variational" &&
      in.method != "waiting-time")
    throw UsageError(fmt::format(
        "--method must be plugin, tur, variational or waiting-time, but it was '{}'.", in.method));
  if (!in.as.empty() && in.as != "states" && in.as != "coordinates")
    throw UsageError(fmt::format("--as must be states or coordinates, but it was '{}'.", in.as));
  const auto names = column_list("--columns", in.columns);
  ColumnReader reader(in.file);
  std::vector<std::size_t> wanted;
  for (const auto& name : names) wanted.push_back(reader.column(name));
  constexpr std::size_t rows = 1U << 16U;
  Samples block, path(wanted.size());
  reader.read(wanted, rows, block);
  if (block.empty() || block.front().empty()) throw UsageError(fmt::format("{} has no rows.", in.file));

  const bool states_by_look = whole_numbers(block) || !in.bins.empty();
  const bool states = in.as.empty() ? in.method == "plugin" || in.method == "waiting-time" || states_by_look
                                    : in.as == "states";
  const std::string method = !in.method.empty() ? in.method : states ? "plugin" : "tur";
  if (!states && (method == "plugin" || method == "waiting-time"))
    throw UsageError(fmt::format("--method {} is about states; --bins makes them of coordinates.", method));

  Answer found;
  if (!states && method == "tur") {  // one pass, a block at a time
    CurrentMoments moments(wanted.size(), basis_of(in, wanted.size()));
    do moments.add(Columns(block));
    while (reader.read(wanted, rows, block) > 0);
    found = answer(uncertainty_bound(moments, dt), fmt::format("best of {} currents", moments.currents()));
  } else {
    do
      for (std::size_t c = 0; c < wanted.size(); ++c)
        path[c].insert(path[c].end(), block[c].begin(), block[c].end());
    while (reader.read(wanted, rows, block) > 0);
    if (!states) {
      found = answer(variational_bound(path, dt, basis_of(in, wanted.size())), "best function of the step");
    } else {
      if (!in.bins.empty())
        for (auto& column : path) column = equal_bins(column, count("--bins", in.bins));
      else if (!whole_numbers(path))
        throw UsageError("states are whole numbers, but these columns are not; --bins makes states of them.");
      found = from_states(in, path, method, dt);
    }
  }
  print_answer(
      in.json,
      {{"rate", found.rate.mean},
       {"std_error", found.rate.std_error},
       {"kind", found.kind},
       {"method", method},
       {"samples", found.rate.n}},
      {{"entropy production rate", fmt::format("{:.6g} ± {:.2g}", found.rate.mean, found.rate.std_error),
        "nats per unit of time", fmt::format("{}; {}: {}", found.kind, method, found.remark)}});
}

}  // namespace

void add_entropy_production(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "entropy-production", "Entropy production of a steady state, from a measured path and no model.");
  command->add_option("file", in->file, "text columns or NPY, a row for each time")
      ->required()
      ->type_name("FILE");
  command->add_option("--columns", in->columns, "of the path, by name or number from 0: 0 or 0,1")
      ->required()
      ->type_name("LIST");
  command->add_option("--dt", in->dt, "time between rows")->required()->type_name("NUMBER");
  command
      ->add_option("--method", in->method,
                   "plugin, tur, variational or waiting-time (plugin for states, tur for coordinates)")
      ->type_name("NAME");
  command->add_option("--as", in->as, "states or coordinates (whole numbers are states)")->type_name("WHAT");
  command
      ->add_option("--bins", in->bins,
                   "make states of coordinates: bins that hold equally many, for each column")
      ->type_name("COUNT");
  command->add_option("--order", in->order, "of plugin: how many states the path remembers, or 'rule' (1)")
      ->type_name("COUNT");
  command->add_option("--time-bins", in->time_bins, "of waiting-time, for each state (8)")
      ->type_name("COUNT");
  command->add_option("--degree", in->degree, "of tur and variational: of the functions of position (1)")
      ->type_name("COUNT");
  command->add_option("--period", in->periods, "of each column, 0 for none: a particle on a ring")
      ->type_name("LIST");
  command->add_flag("--json", in->json, "print one JSON object");
  command->footer(
      "A lower bound is never above the truth but for its error. A coordinate on a ring is given unwrapped: "
      "it goes on\n"
      "growing from turn to turn.\n"
      "Example:\n  stochtherm entropy-production beads.csv --columns 1,2 --dt 1e-3 --method tur --json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app
