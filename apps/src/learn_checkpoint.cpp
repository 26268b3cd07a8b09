#include "learn_checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <learning_course.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/report.hpp>

#include "command.hpp"

namespace stochtherm::app {

using nlohmann::ordered_json;
using studies::Observation;

namespace {

constexpr const char* schema = "stochtherm learn 1";

ordered_json written(const Observation& o) {
  return {{"epoch", o.epoch},
          {"boundary_loss", o.boundary_loss},
          {"accuracy", o.accuracy},
          {"bulk_loss", o.bulk_loss},
          {"boundary_loss_there", o.boundary_loss_there},
          {"eigenvalues", o.spectrum.eigenvalues},
          {"ones", o.spectrum.ones}};
}

void demand(bool holds, const char* otherwise) {
  if (!holds) throw std::invalid_argument(otherwise);
}

std::size_t count_in(const ordered_json& j) {
  demand(j.is_number_unsigned(), "a count that is none");
  return j;
}

Observation observation(const ordered_json& j, std::size_t neurons) {
  Observation o{.epoch = count_in(j.at("epoch")),
                .boundary_loss = j.at("boundary_loss"),
                .accuracy = j.at("accuracy"),
                .bulk_loss = j.at("bulk_loss"),
                .boundary_loss_there = j.at("boundary_loss_there"),
                .spectrum = {j.at("eigenvalues").get<std::vector<double>>(), count_in(j.at("ones"))}};
  const auto& lambda = o.spectrum.eigenvalues;
  demand(!lambda.empty() && lambda.size() <= neurons && o.spectrum.ones == neurons - lambda.size() &&
             lambda.front() > 0 && std::is_sorted(lambda.begin(), lambda.end()),
         "eigenvalues that are not those of this network");
  demand(o.accuracy >= 0 && o.accuracy <= 1, "an accuracy beyond 0 and 1");
  for (const double loss : {o.boundary_loss, o.bulk_loss, o.boundary_loss_there})
    demand(loss >= 0, "a loss below 0");
  return o;
}

LearningState state(const ordered_json& j, const std::vector<std::size_t>& sizes) {
  LearningState s{
      .network = models::LayeredNetwork::zero(sizes), .epochs = count_in(j.at("epochs")), .seen = {}};
  j.at("weights").get_to(s.network.W);
  j.at("biases").get_to(s.network.b);
  s.network.require_valid("learn");
  for (const auto& o : j.at("observations")) s.seen.push_back(observation(o, s.network.neurons()));
  // All that a run makes up to its last observation, which may be the end of a shorter run.
  demand(!s.seen.empty() && s.seen.back().epoch <= s.epochs, "no observation, or one of a later epoch");
  std::vector<std::size_t> at;
  for (const Observation& o : s.seen) at.push_back(o.epoch);
  demand(at == reports::observation_epochs(at.back()), "observations of other epochs than a run makes");
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
  if (!std::filesystem::is_regular_file(path, error)) throw refuse("is no regular file.");
  std::ifstream file(path);
  const auto j = ordered_json::parse(file, nullptr, false);
  if (j.is_discarded()) throw refuse("is cut off or is no checkpoint.");
  try {
    if (!j.is_object() || !j.contains("schema") || j.at("schema") != schema)
      throw refuse("is no checkpoint of 'stochtherm learn'.");
    for (const auto& [key, value] : run.items())
      if (const auto& theirs = j.at("run").at(key); theirs != value && key == "digest")
        throw refuse("was begun with other data.");
      else if (theirs != value)
        throw refuse(fmt::format("was begun with --{} {}, not {}.", key, in_words(theirs), in_words(value)));
    return state(j, sizes);
  } catch (const ordered_json::exception&) {
    throw refuse("lacks something or holds what is not a number.");
  } catch (const InvalidArgument& bad) {
    throw refuse(fmt::format("holds no network: {}", without_function(bad)));
  } catch (const std::invalid_argument& bad) {
    throw refuse(fmt::format("holds {}.", bad.what()));
  }
}

}  // namespace stochtherm::app
