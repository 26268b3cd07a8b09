#include "samples_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <sstream>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/io/columns.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::app {

std::vector<std::string> column_list(const std::string& option, const std::string& text) {
  std::vector<std::string> names;
  std::stringstream list(text);
  for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  if (names.empty() || text.ends_with(','))
    throw UsageError(fmt::format(
        "{} must name columns, by name or by number from 0, separated by commas, but it was '{}'.", option,
        text));
  return names;
}

Samples read_samples(const std::string& file, const std::string& option, const std::string& columns) {
  return read_columns(file, column_list(option, columns));
}

void SampleOptions::add_neighbours(CLI::App& command) {
  command.add_option("--k", k, "number of nearest neighbours (4)")->type_name("COUNT");
  command
      .add_option("--exclude", exclude, "neighbours closer than this many samples in time do not count (0)")
      ->type_name("COUNT");
}

void SampleOptions::add_preparation(CLI::App& command) {
  command.add_flag("--standardize", standardize, "bring every column to mean 0 and variance 1 first");
  command
      .add_option("--jitter", jitter, "add normal noise of this size, in standard deviations of each column")
      ->type_name("NUMBER");
  command.add_option("--seed", seed, "names the noise of --jitter and the surrogates")->type_name("COUNT");
}

void SampleOptions::add_output(CLI::App& command) {
  command.add_flag("--bits", bits, "also in bits");
  command.add_flag("--json", json, "print one JSON object");
}

Neighbours SampleOptions::neighbours() const {
  const std::uint64_t neighbours = count("--k", k);
  if (neighbours == 0) throw UsageError("--k must be at least 1, but it was 0.");
  return {neighbours, count("--exclude", exclude)};
}

Samples SampleOptions::prepared(Samples columns, std::size_t first) const {
  if (!jitter.empty()) {
    const double size = number("--jitter", jitter);
    if (size <= 0) throw UsageError(fmt::format("--jitter must be positive, but it was '{}'.", jitter));
    if (seed.empty()) throw UsageError("--jitter needs a --seed, so that the answer can be found again.");
    const Seed named = count("--seed", seed);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double spread =
          size * std::sqrt(estimate_mean(columns[c]).std_error * estimate_mean(columns[c]).std_error *
                           static_cast<double>(columns[c].size()));
      for (std::size_t i = 0; i < columns[c].size(); ++i)
        columns[c][i] += spread * random::normal(named, random::Stream::jitter, i, first + c, 0);
    }
  }
  return standardize ? standardised(columns) : columns;
}

void print_nats(const SampleOptions& options, std::string_view what, const Estimate& value,
                const nlohmann::ordered_json& more, std::vector<Row> rows) {
  nlohmann::ordered_json object{
      {"value_nats", value.mean}, {"std_error_nats", value.std_error}, {"samples", value.n}};
  std::vector<Row> table{{std::string(what), fmt::format("{:.6g} ± {:.2g}", value.mean, value.std_error),
                          "nats", fmt::format("{} samples", value.n)}};
  if (options.bits) {
    object["value_bits"] = bits(value.mean);
    object["std_error_bits"] = bits(value.std_error);
    table.push_back(
        {"", fmt::format("{:.6g} ± {:.2g}", bits(value.mean), bits(value.std_error)), "bits", ""});
  }
  object.update(more);
  table.insert(table.end(), rows.begin(), rows.end());
  print_answer(options.json, object, table);
}

}  // namespace stochtherm::app
