#include <fmt/format.h>

#include <functional>
#include <memory>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/statistics/resampling.hpp>

#include "samples_file.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string file, x, y, given, estimator = "ksg1", surrogates;
  SampleOptions options;
};

Estimate information(const Input& in, Columns x, Columns y, Columns given) {
  const std::string& e = in.estimator;
  if (e == "gaussian") return gaussian_mutual_information(x, y, given);
  if (e == "plugin") return plugin_mutual_information(x, y, given);
  if (e != "ksg1" && e != "ksg2")
    throw UsageError(fmt::format("--estimator must be ksg1, ksg2, gaussian or plugin, but it was '{}'.", e));
  if (given.empty())
    return kraskov(x, y, in.options.neighbours(), e == "ksg2" ? Kraskov::second : Kraskov::first);
  if (e == "ksg2")
    throw UsageError("--given needs --estimator ksg1, gaussian or plugin; there is no ksg2 with it.");
  return conditional_kraskov(x, y, given, in.options.neighbours());
}

void run(const Input& in) {
  const auto list = [&](const char* option, const std::string& text) {
    return text.empty() ? std::vector<std::string>{} : column_list(option, text);
  };
  const auto names_x = list("--x", in.x), names_y = list("--y", in.y), names_z = list("--given", in.given);
  // One pass over the file for all of them.
  std::string all = in.x + "," + in.y + (in.given.empty() ? "" : "," + in.given);
  const Samples columns = in.options.prepared(read_samples(in.file, "--x and --y", all));
  const std::span<const std::vector<double>> whole(columns);
  const Columns x = whole.first(names_x.size()), y = whole.subspan(names_x.size(), names_y.size()),
                z = whole.subspan(names_x.size() + names_y.size());
  const Estimate value = information(in, x, y, z);
  nlohmann::ordered_json more = nlohmann::ordered_json::object();
  std::vector<Row> rows;
  if (in.estimator == "plugin") {
    const double bias = plugin_bias(x, y, z);
    more["bias_nats"] = bias;
    rows.push_back({"expected bias", fmt::format("{:.3g}", bias), "nats", "not subtracted"});
  }
  if (!in.surrogates.empty()) {
    if (in.options.seed.empty())
      throw UsageError("--surrogates need a --seed, so that the answer can be found again.");
    const auto test = surrogate_test(
        x, y, [&](Columns a, Columns b) { return information(in, a, b, z).mean; },
        {.seed = count("--seed", in.options.seed), .surrogates = count("--surrogates", in.surrogates)});
    more["p_value"] = test.p_value;
    rows.push_back({"p without dependence", fmt::format("{:.3g}", test.p_value), "",
                    fmt::format("{} permutations", in.surrogates)});
  }
  print_nats(in.options, in.given.empty() ? "mutual information" : "conditional mutual information", value,
             more, rows);
}

}  // namespace

void add_mutual_information(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command =
      app.add_subcommand("mutual-information", "Mutual information of columns, also given others.");
  command->add_option("file", in->file, "text columns or NPY")->required()->type_name("FILE");
  command->add_option("--x", in->x, "columns of X, by name or number from 0: 0 or 0,1")
      ->required()
      ->type_name("LIST");
  command->add_option("--y", in->y, "columns of Y")->required()->type_name("LIST");
  command->add_option("--given", in->given, "columns of Z: then I(X;Y|Z)")->type_name("LIST");
  command->add_option("--estimator", in->estimator, "ksg1, ksg2, gaussian, or plugin for symbols (ksg1)")
      ->type_name("NAME");
  command
      ->add_option("--surrogates", in->surrogates, "test against this many permutations of X; needs --seed")
      ->type_name("COUNT");
  in->options.add_neighbours(*command);
  in->options.add_preparation(*command);
  in->options.add_output(*command);
  command->footer(
      "Nearest neighbours (ksg) see X and Y on their own scales: where these differ much, --standardize.\n"
      "No noise is added unless --jitter asks for it. A negative value says: nothing beyond the noise.\n"
      "Example:\n  stochtherm mutual-information pairs.csv --x 0 --y 1 --k 4 --json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app
