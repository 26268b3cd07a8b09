// A memory of one bit that copies a signal, to the digits of an enumeration; and the engine that reads with errors.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <stochtherm/models/computing/prediction.hpp>
#include <stochtherm/models/computing/szilard.hpp>
#include <stochtherm/validation/case.hpp>
#include <tuple>

namespace stochtherm::validation {
namespace {

using Predictive = std::function<double(const models::PredictiveMemory&)>;

double h(double p) { return -p * std::log(p) - (1 - p) * std::log1p(-p); }

Verdict compare(const Predictive& predictive_power) {
  Verdict v;
  struct Known {
    double flip, error, memory, prediction, difference, work;
  };
  for (const Known& k : {Known{0.1, 0.1, .3680642072, .2217536937, .1463105134, .1757779662},
                         Known{0.25, 0.05, .4946319372, .1049784032, .3896535340, .6624987703}}) {
    const models::PredictiveMemory memory{.flip = k.flip, .copy_error = k.error};
    const auto name = [&](const char* what) {
      return fmt::format("{}, q = {}, ε = {}", what, k.flip, k.error);
    };
    v.checks.push_back(digits(name("memory"), memory.memory(), k.memory, 10));
    v.checks.push_back(digits(name("predictive power"), predictive_power(memory), k.prediction, 10));
    v.checks.push_back(digits(name("work"), memory.mean_work(), k.work, 10));
    v.checks.push_back(digits(name("dissipated work"), memory.dissipated_work(), k.difference, 10));
    // The same by hand: two steps of a binary symmetric channel.
    const double next = k.error * (1 - k.flip) + k.flip * (1 - k.error);
    v.checks.push_back(
        conditioned(name("memory, by hand"), memory.memory(), std::numbers::ln2 - h(k.error), 2, 32));
    v.checks.push_back(conditioned(name("predictive power, by hand"), predictive_power(memory),
                                   std::numbers::ln2 - h(next), 8, 32));
    v.checks.push_back(conditioned(name("work, by hand"), memory.mean_work(),
                                   k.flip * (1 - 2 * k.error) * std::log((1 - k.error) / k.error), 2, 32));
    v.checks.push_back(
        conditioned(name("dissipated work − (memory − prediction)"),
                    1 + memory.dissipated_work() - (memory.memory() - predictive_power(memory)), 1, 1, 32));
  }
  // What such a memory is worth to an engine that reads it: Szilard's, with the same error.
  for (const auto& [error, work, gamma] :
       {std::tuple{0.0, -.6931471806, 2.0}, std::tuple{0.1, -.3680642072, 1.64},
        std::tuple{0.25, -.1308120359, 1.25}}) {
    const models::Szilard engine{.error = error};
    v.checks.push_back(digits(fmt::format("Szilard's work, ε = {}", error), engine.mean_work(), work, 10));
    v.checks.push_back(
        digits(fmt::format("Szilard's efficacy, ε = {}", error), engine.efficacy(), gamma, 14));
    v.checks.push_back(conditioned(fmt::format("the best partition gains what was read, ε = {}", error),
                                   engine.mean_work(engine.optimal_volume()), -engine.information(), 8, 16));
  }
  return v;
}

const Registered registered{{
    .name = "studies/binary_memory",
    .claim = "A memory of one bit in front of a signal that flips dissipates, at each flip, what it "
             "remembers and cannot "
             "use to predict; an engine that reads it gains what it remembers.",
    .equation = "⟨W_{diss}⟩/kT = I(m; s_{t}) − I(m; s_{t+1})",
    .source = "still2012, sagawaueda2010, szilard1929",
    .tags = {"exact"},
    .check =
        [](const Effort&) {
          return compare([](const models::PredictiveMemory& m) { return m.predictive_power(); });
        },
    .sabotage = {.description = "The next signal is taken for two flips away.",
                 .check =
                     [](const Effort&) {
                       return compare([](models::PredictiveMemory m) {
                         m.flip = 2 * m.flip * (1 - m.flip);
                         return m.predictive_power();
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
