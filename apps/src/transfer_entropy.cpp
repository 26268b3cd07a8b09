#include <fmt/format.h>

#include <memory>
#include <stochtherm/information/transfer_entropy.hpp>
#include <stochtherm/statistics/resampling.hpp>

#include "samples_file.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string file, source, target, history = "1", source_history = "1", estimator = "ksg1", surrogates;
  SampleOptions options;
};

void run(const Input& in) {
  const auto names = column_list("--source", in.source);
  const Samples columns =
      in.options.prepared(read_samples(in.file, "--source and --target", in.source + "," + in.target));
  const std::span<const std::vector<double>> whole(columns);
  const Columns source = whole.first(names.size()), target = whole.subspan(names.size());
  const History history{count("--history", in.history), count("--source-history", in.source_history)};
  if (history.target == 0 || history.source == 0) throw UsageError("a history has at least one step.");
  const auto estimate = [&](Columns from) -> Estimate {
    if (in.estimator == "ksg1") return transfer_entropy(from, target, history, in.options.neighbours());
    if (in.estimator == "gaussian") return gaussian_transfer_entropy(from, target, history);
    if (in.estimator == "plugin") return plugin_transfer_entropy(from, target, history);
    throw UsageError(
        fmt::format("--estimator must be ksg1, gaussian or plugin, but it was '{}'.", in.estimator));
  };
  const Estimate value = estimate(source);
  nlohmann::ordered_json more = nlohmann::ordered_json::object();
  std::vector<Row> rows;
  if (!in.surrogates.empty()) {
    if (in.options.seed.empty())
      throw UsageError("--surrogates need a --seed, so that the answer can be found again.");
    const auto test =
        surrogate_test(source, target, [&](Columns from, Columns) { return estimate(from).mean; },
                       {.seed = count("--seed", in.options.seed),
                        .surrogates = count("--surrogates", in.surrogates),
                        .kind = Surrogates::Kind::rotation});
    more["p_value"] = test.p_value;
    rows.push_back({"p without influence", fmt::format("{:.3g}", test.p_value), "",
                    fmt::format("{} rotations of the source", in.surrogates)});
  }
  print_nats(in.options, "transfer entropy, a step", value, more, rows);
}

}  // namespace

void add_transfer_entropy(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand(
      "transfer-entropy",
      "What the past of one column adds to what another column's past says of its next value.");
  command->add_option("file", in->file, "text columns or NPY, a row for each time")
      ->required()
      ->type_name("FILE");
  command->add_option("--source", in->source, "column by name or number from 0")
      ->required()
      ->type_name("LIST");
  command->add_option("--target", in->target, "column by name or number from 0")
      ->required()
      ->type_name("LIST");
  command->add_option("--history", in->history, "steps of the target's past (1)")->type_name("COUNT");
  command->add_option("--source-history", in->source_history, "steps of the source's past (1)")
      ->type_name("COUNT");
  command
      ->add_option("--estimator", in->estimator, "ksg1 (conditional), gaussian, or plugin for symbols (ksg1)")
      ->type_name("NAME");
  command
      ->add_option("--surrogates", in->surrogates,
                   "test against this many rotations of the source in time; needs --seed")
      ->type_name("COUNT");
  in->options.add_neighbours(*command);
  in->options.add_preparation(*command);
  in->options.add_output(*command);
  command->footer(
      "A third column that drives both is not seen; a history shorter than the target's memory looks like "
      "influence.\n"
      "Example:\n  stochtherm transfer-entropy series.csv --source 0 --target 1 --history 2 --exclude 20 "
      "--json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app
