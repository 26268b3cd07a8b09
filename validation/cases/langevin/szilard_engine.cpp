// Feedback in the engine of trajectories: Jarzynski's equality with what was read, at any step.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/computing/szilard_well.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/thermodynamics/sagawa_ueda.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Detailed balance at any step: the equality has no error of discretisation, and a coarse step will do.
using Exact = Metropolised<EulerMaruyama>;
constexpr double dt = 0.02, duration = 8;

Run run_of(const Effort& effort, std::uint64_t seed) {
  return {.dt = dt,
          .trajectories = effort.samples(100'000),
          .seed = effort.seed.value + seed,
          .threads = effort.threads};
}

/// `credulous`: the controller books its readings as free of error.
Verdict compare(const Effort& effort, bool credulous) {
  Verdict v;
  std::uint64_t component = 0;
  for (const double error : {0.1, 0.25}) {
    // The tilt suits an error of 0.1: at 0.25 the engine is irreversible however slow.
    const auto well = models::SzilardWell::for_error(0.1);
    auto reading = Measurement::side(0, error);
    reading.probability = {0.5, 0.5};
    const std::vector<Protocol> responses{Protocol::linear(0, -1, duration),
                                          Protocol::linear(0, 1, duration)};
    const auto runs = simulate_with_feedback(well, Protocol::constant(0, 1), reading, responses,
                                             run_of(effort, component++), from_equilibrium, Exact{});
    auto ledger = runs->ledger;
    if (credulous) ledger.information.assign(ledger.size(), std::log(2));
    const auto law = sagawa_ueda(ledger);
    const auto name = [&](const char* what) { return fmt::format("{}, ε = {}", what, error); };
    v.checks.push_back(statistical(name("⟨exp(−W/kT − I)⟩"), law.with_information.average, 1, 0.1));

    // Backwards: from equilibrium at the end, and then a reading.
    std::vector<double> returned;
    for (std::size_t k = 0; k < 2; ++k) {
      const auto back =
          simulate(well, responses[k].reversed(), run_of(effort, component++), from_equilibrium, Exact{});
      returned.resize(back->size());
      for (std::size_t i = 0; i < returned.size(); ++i)
        returned[i] += (back->final[0][i] > 0) == (k == 1) ? 1 - error : error;
    }
    const Estimate backwards = estimate_mean(returned), forwards = law.efficacy.average;
    v.checks.push_back(statistical(
        name("⟨exp(−W/kT)⟩ less the probability that the reversed cycles end with their reading"),
        {forwards.mean - backwards.mean, std::hypot(forwards.std_error, backwards.std_error), forwards.n}, 0,
        0.12));
    const double information = std::log(2) + error * std::log(error) + (1 - error) * std::log(1 - error);
    v.checks.push_back(statistical(name("⟨I⟩, nats"), estimate_mean(ledger.information), information, 0.06));
    v.checks.push_back(at_least(name("⟨W⟩/kT + ⟨I⟩"), law.slack.mean, 0));
    v.checks.push_back(
        at_most(name("first law, worst residual"), runs->ledger.worst_first_law_residual(), 1e-11));
  }
  return v;
}

const Registered registered{{
    .name = "langevin/szilard_engine",
    .claim = "Under feedback with errors the exponential average of work and information is 1 at a coarse "
             "step and any "
             "speed, and that of the work alone is the probability that reversed cycles end with the reading "
             "they belong "
             "to.",
    .equation = "⟨e^{−W/kT − I}⟩ = 1,  ⟨e^{−W/kT}⟩ = γ,  ⟨W⟩ ≥ −kT ⟨I⟩",
    .source = "sagawaueda2010, parrondo2015, toyabe2010",
    .tags = {"statistical"},
    .statistical_checks = 6,
    .check = [](const Effort& effort) { return compare(effort, false); },
    .sabotage = {.description = "Each reading is booked as ln 2 nats, as if it were free of error.",
                 .check = [](const Effort& effort) { return compare(effort, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
