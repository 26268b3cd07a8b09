#pragma once
/// What the commands on files of samples share: columns, options, answers in nats.

#include <optional>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <string>
#include <vector>

#include "command.hpp"

namespace stochtherm::app {

using Samples = std::vector<std::vector<double>>;

/// "0,2" or "time,x": names or numbers of columns.
[[nodiscard]] std::vector<std::string> column_list(const std::string& option, const std::string& text);
[[nodiscard]] Samples read_samples(const std::string& file, const std::string& option,
                                   const std::string& columns);

/// The options of every command that estimates from samples.
struct SampleOptions {
  std::string k = "4", exclude = "0", jitter, seed;
  bool standardize = false, bits = false, json = false;

  void add_neighbours(CLI::App& command);
  void add_preparation(CLI::App& command);
  void add_output(CLI::App& command);
  [[nodiscard]] Neighbours neighbours() const;
  /// Noise first, where it is asked for, then --standardize. `first` keeps the noise of different variables apart.
  [[nodiscard]] Samples prepared(Samples columns, std::size_t first = 0) const;
};

/// {"value_nats", "std_error_nats", "samples"} and what follows, with bits beside them where asked for.
void print_nats(const SampleOptions& options, std::string_view what, const Estimate& value,
                const nlohmann::ordered_json& more = nlohmann::ordered_json::object(),
                std::vector<Row> rows = {});

}  // namespace stochtherm::app
