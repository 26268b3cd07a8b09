#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/io/columns.hpp>

#include "samples_file.hpp"

namespace stochtherm::app {
namespace {

struct Input {
  std::string file, columns = "0", estimator = "plugin", states = "0", bins, pseudocount = "1";
  SampleOptions options;
};

constexpr std::string_view estimators =
    "plugin, miller-madow, grassberger, chao-shen, dirichlet, nsb or kozachenko-leonenko";

/// Counts of the symbols of a file, a block at a time: it may be larger than memory.
std::vector<std::size_t> counts_of(const Input& in) {
  const auto names = column_list("--column", in.columns);
  if (!in.bins.empty()) {  // bins of equal number need all values
    auto columns = read_columns(in.file, names);
    for (auto& column : columns) column = equal_bins(column, count("--bins", in.bins));
    return count_symbols(columns);
  }
  ColumnReader reader(in.file);
  std::vector<std::size_t> wanted;
  for (const auto& name : names) wanted.push_back(reader.column(name));
  SymbolCounter counter(wanted.size());
  Samples block;
  while (reader.read(wanted, 1U << 16U, block) > 0) counter.add(Columns(block));
  return counter.counts();
}

Estimate estimate(const Input& in, const std::vector<std::size_t>& counts) {
  const std::size_t states = count("--states", in.states);
  if (in.estimator == "plugin") return plugin_entropy(counts);
  if (in.estimator == "miller-madow") return miller_madow_entropy(counts);
  if (in.estimator == "grassberger") return grassberger_entropy(counts);
  if (in.estimator == "chao-shen") return chao_shen_entropy(counts);
  if (in.estimator == "dirichlet")
    return dirichlet_entropy(counts, number("--pseudocount", in.pseudocount), states);
  const auto nsb = nsb_entropy(counts, states);
  if (!nsb) throw std::runtime_error(nsb.sentence());
  return *nsb;
}

void run(const Input& in) {
  constexpr std::string_view known[] = {"plugin",    "miller-madow", "grassberger",        "chao-shen",
                                        "dirichlet", "nsb",          "kozachenko-leonenko"};
  if (std::find(std::begin(known), std::end(known), in.estimator) == std::end(known))
    throw UsageError(fmt::format("--estimator must be {}, but it was '{}'.", estimators, in.estimator));
  if (in.estimator == "kozachenko-leonenko") {
    if (!in.bins.empty())
      throw UsageError("--bins make symbols, of which kozachenko-leonenko knows nothing.");
    const auto x = in.options.prepared(read_samples(in.file, "--column", in.columns));
    print_nats(in.options, "differential entropy", kozachenko_leonenko(x, in.options.neighbours()));
    return;
  }
  if (in.options.standardize || !in.options.jitter.empty())
    throw UsageError(
        "--standardize and --jitter are for kozachenko-leonenko; the other estimators count symbols.");
  const auto counts = counts_of(in);
  const Estimate value = estimate(in, counts);
  std::vector<Row> rows{{"symbols seen", fmt::format("{}", counts.size()), "", ""}};
  if (counts.size() == value.n && value.n > 1)
    rows.push_back(
        {"warning", "no symbol was seen twice", "", "real numbers? then --estimator kozachenko-leonenko"});
  nlohmann::ordered_json more{{"symbols", counts.size()}};
  if (in.estimator == "plugin")
    more["bias_nats"] = -(static_cast<double>(counts.size()) - 1) / (2 * static_cast<double>(value.n));
  print_nats(in.options, "entropy", value, more, rows);
}

}  // namespace

void add_entropy(CLI::App& app, int&) {
  auto in = std::make_shared<Input>();
  CLI::App* command = app.add_subcommand("entropy", "Entropy of a column of symbols or of real numbers.");
  command->add_option("file", in->file, "text columns or NPY")->required()->type_name("FILE");
  command->add_option("--column", in->columns, "by name or number from 0; several: 0,1 (0)")
      ->type_name("LIST");
  command->add_option("--estimator", in->estimator, fmt::format("{} (plugin)", estimators))
      ->type_name("NAME");
  command->add_option("--states", in->states, "of dirichlet and nsb: number of possible symbols (those seen)")
      ->type_name("COUNT");
  command->add_option("--pseudocount", in->pseudocount, "of dirichlet (1)")->type_name("NUMBER");
  command->add_option("--bins", in->bins, "make symbols of real numbers: bins that hold equally many")
      ->type_name("COUNT");
  in->options.add_neighbours(*command);
  in->options.add_preparation(*command);
  in->options.add_output(*command);
  command->footer(
      "All but kozachenko-leonenko take equal values for one symbol. bias_nats, of plugin, is what it is\n"
      "expected to be off by.\n"
      "Example:\n  stochtherm entropy spins.csv --column 0 --estimator nsb --states 2 --json");
  command->callback([in] { run(*in); });
}

}  // namespace stochtherm::app
