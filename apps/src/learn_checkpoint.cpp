#include "learn_checkpoint.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/report.hpp>

#include "command.hpp"

namespace stochtherm::app {

using nlohmann::ordered_json;
using studies::Observation;

namespace {

constexpr const char* schema = "stochtherm learn 1";

ordered_json written(const Observation& o) {
  return {{"epoch", o.epoch},         {"boundary_loss", o.boundary_loss},      {"accuracy", o.accuracy},
          {"bulk_loss", o.bulk_loss}, {"eigenvalues", o.spectrum.eigenvalues}, {"ones", o.spectrum.ones}};
}

Observation observation(const ordered_json& j) {
  Observation o{.epoch = j.at("epoch"),
                .boundary_loss = j.at("boundary_loss"),
                .accuracy = j.at("accuracy"),
                .bulk_loss = j.at("bulk_loss"),
                .spectrum = {j.at("eigenvalues").get<std::vector<double>>(), j.at("ones")}};
  for (const double lambda : o.spectrum.eigenvalues)
    if (!(lambda > 0)) throw std::invalid_argument("an eigenvalue that is not positive");
  if (o.spectrum.eigenvalues.empty() || !(o.bulk_loss > 0) || !(o.boundary_loss > 0))
    throw std::invalid_argument("losses and eigenvalues that are not those of a network");
  return o;
}

LearningState state(const ordered_json& j, const std::vector<std::size_t>& sizes) {
  LearningState s{.network = models::LayeredNetwork::zero(sizes), .epochs = j.at("epochs"), .seen = {}};
  j.at("weights").get_to(s.network.W);
  j.at("biases").get_to(s.network.b);
  s.network.require_valid("learn");
  for (const auto& o : j.at("observations")) s.seen.push_back(observation(o));
  for (std::size_t k = 0; k < s.seen.size(); ++k)
    if (s.seen[k].spectrum.neurons() != s.network.neurons() || s.seen[k].epoch > s.epochs ||
        (k > 0 && s.seen[k].epoch <= s.seen[k - 1].epoch))
      throw std::invalid_argument("observations that are not in order or not of this network");
  return s;
}

}  // namespace

std::string in_words(const ordered_json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr ? *text : value.dump();
}

void save(const std::string& path, const ordered_json& run, const LearningState& state) {
  ordered_json observations = ordered_json::array();
  for (const Observation& o : state.seen) observations.push_back(written(o));
  const ordered_json all{{"schema", schema},          {"run", run},
                         {"epochs", state.epochs},    {"weights", state.network.W},
                         {"biases", state.network.b}, {"observations", std::move(observations)}};
  validation::write_atomically(path, all.dump() + "\n", "--checkpoint");
}

std::optional<LearningState> load(const std::string& path, const ordered_json& run,
                                  const std::vector<std::size_t>& sizes) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  const auto refuse = [&](const std::string& why) {
    return UsageError(
        fmt::format("--checkpoint must name a checkpoint of this run or no file, but {} {}", path, why));
  };
  std::ifstream file(path);
  const auto j = ordered_json::parse(file, nullptr, false);
  if (j.is_discarded()) throw refuse("is cut off or is no checkpoint.");
  try {
    if (!j.is_object() || !j.contains("schema") || j.at("schema") != schema)
      throw refuse("is no checkpoint of 'stochtherm learn'.");
    for (const auto& [key, value] : run.items())
      if (const auto& theirs = j.at("run").at(key); theirs != value)
        throw refuse(fmt::format("was begun with --{} {}, not {}.", key, in_words(theirs), in_words(value)));
    return state(j, sizes);
  } catch (const ordered_json::exception&) {
    throw refuse("lacks something or holds what is not a number.");
  } catch (const InvalidArgument& bad) {
    throw refuse(fmt::format("holds no network: {}", bad.what()));
  } catch (const std::invalid_argument& bad) {
    throw refuse(fmt::format("holds {}.", bad.what()));
  }
}

}  // namespace stochtherm::app
