#pragma once
/// What `stochtherm learn` knows when it stops, in a file of JSON: the run's options, the network, what was seen on the way.
/// Numbers are written so that they read back to the same bits.

#include <nlohmann/json.hpp>
#include <optional>
#include <stochtherm/studies/layered_training.hpp>
#include <string>
#include <vector>

namespace stochtherm::app {

struct LearningState {
  models::LayeredNetwork network;
  std::size_t epochs = 0;
  std::vector<studies::Observation> seen;
};

/// Atomically: a reader sees the old file or the new one. Throws InvalidArgument with the system's reason.
void save(const std::string& path, const nlohmann::ordered_json& run, const LearningState& state);

/// Nothing where there is no file. Throws UsageError unless it is whole and its run has the same options.
[[nodiscard]] std::optional<LearningState> load(const std::string& path, const nlohmann::ordered_json& run,
                                                const std::vector<std::size_t>& sizes);

/// The value of an option as it was typed.
[[nodiscard]] std::string in_words(const nlohmann::ordered_json& value);

}  // namespace stochtherm::app
