// Szilard's engine as a driven double well: what a reading with errors is worth, fast and slow.
#include <fmt/format.h>

#include <stochtherm/models/computing/szilard.hpp>
#include <stochtherm/studies/szilard_engine.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::SzilardWell;
constexpr double duration = 30;

Figure gain_figure(const Series& points) {
  Series limit{.label = "ln 2 − h(ε): all that was read", .style = Series::Style::dashed},
      fast{.label = "duration 30"}, slow{.label = "duration 100"}, slowest{.label = "duration 1000"};
  for (double error = 0.01; error <= 0.5; error += error < 0.1 ? 0.02 : 0.05) {
    limit.x.push_back(error);
    limit.y.push_back(models::Szilard{.error = error}.information());
    const auto well = SzilardWell::for_error(error);
    for (const auto& [series, tau] :
         {std::pair{&fast, 30.0}, std::pair{&slow, 100.0}, std::pair{&slowest, 1000.0}}) {
      series->x.push_back(error);
      series->y.push_back(-studies::szilard_density(well, error, tau, {.cells = 120, .dt = tau / 1500}).work);
    }
  }
  return {
      .title = "Work from information",
      .x_label = "error rate ε of the reading",
      .y_label = "work gained per cycle, kT",
      .series = {points, limit, slow, fast, slowest},
      .caption =
          "Trajectories last 30. The engine needs a tilt that suits its error rate, and time; when it errs "
          "too "
          "often for its speed, it costs work. But not too much of it: the particle climbs the barrier of 8 "
          "kT in a time of hundreds, and then the reading is out of date."};
}

Verdict compare(const Effort& effort, double error_of_the_reading) {
  Verdict v;
  Series points{.label = "trajectories", .style = Series::Style::points};
  Table t{.title = "Engine of duration 30, in kT and nats",
          .columns = {"ε", "⟨W⟩", "density", "information", "⟨e^{−W/kT−I}⟩", "⟨e^{−W/kT}⟩", "backwards"},
          .rows = {}};
  for (const double error : {0.02, 0.1, 0.25, 0.4}) {
    const auto well = SzilardWell::for_error(error);
    const auto cycles = studies::run_szilard_engine(well, error * error_of_the_reading, duration,
                                                    {.dt = 2.5e-3,
                                                     .trajectories = effort.samples(20'000),
                                                     .seed = effort.seed,
                                                     .threads = effort.threads});
    const auto density = studies::szilard_density(well, error, duration, {.dt = 1e-2});
    const auto name = [&](const char* what) { return fmt::format("{}, ε = {}", what, error); };
    v.checks.push_back(statistical(name("⟨W⟩"), cycles.work, density.work, 0.15));
    v.checks.push_back(
        statistical(name("⟨I⟩"), cycles.information, models::Szilard{.error = error}.information(), 0.15));
    v.checks.push_back(statistical(name("γ = ⟨exp(−W/kT)⟩ against cycles run backwards"),
                                   cycles.law.efficacy.average, density.efficacy, 0.25));
    v.checks.push_back(at_least(name("⟨W⟩ + kT⟨I⟩ of the density"),
                                density.work + models::Szilard{.error = error}.information(), 0));
    points.add(error, -cycles.work.mean, cycles.work.std_error);
    const auto shown = [](const Estimate& e) { return fmt::format("{:.3f} ± {:.3f}", e.mean, e.std_error); };
    t.rows.push_back({fmt::format("{}", error), shown(cycles.work), fmt::format("{:.4f}", density.work),
                      shown(cycles.information), shown(cycles.law.with_information.average),
                      shown(cycles.law.efficacy.average), fmt::format("{:.4f}", density.efficacy)});
  }
  // Given time the engine is Szilard's, if its barrier holds for longer than the cycle lasts: 16 kT.
  const double error = 0.1, exact = models::Szilard{.error = error}.mean_work();
  std::vector<double> steps, errors;
  for (const double tau : {100., 200., 400.}) {
    const auto well = SzilardWell::for_error(error, 16, 1);
    const double gap =
        studies::szilard_density(well, error, tau, {.reach = 2, .cells = 200, .dt = 2.5e-2}).work - exact;
    steps.push_back(1 / tau), errors.push_back(gap);
  }
  v.checks.push_back(order("approach to kT (ln 2 − h(ε)), ε = 0.1, in 1/duration", steps, errors, 1, 0.1));
  v.figures.push_back(gain_figure(points));
  v.tables.push_back(t);
  return v;
}

const Registered registered{{
    .name = "studies/szilard_engine",
    .claim = "A particle in a double well, read with errors and driven by what was read, gains the work that "
             "the densities "
             "say, breaks Jarzynski's equality by as much as cycles run backwards return to their reading, "
             "and gains all "
             "that was read when it has time.",
    .equation = "−⟨W⟩ ≤ kT ⟨I⟩ = kT [ln 2 − h(ε)],  ⟨e^{−W/kT}⟩ = γ",
    .source = "sagawaueda2010, szilard1929, toyabe2010",
    .tags = {"statistical", "order", "figure"},
    .statistical_checks = 12,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The reading errs twice as often as the controller believes.",
                 .check = [](const Effort& effort) { return compare(effort, 2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
