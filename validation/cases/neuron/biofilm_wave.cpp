// Bacteria that signal with potassium: one cell that is shocked, and the wave along a row.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/studies/biofilm.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::PotassiumWave;

Verdict compare(const PotassiumWave& wild) {
  Verdict verdict;
  const auto add = [&](std::string what, double measured, double known, int n) {
    verdict.checks.push_back(digits(std::move(what), measured, known, n));
  };
  const auto shock = studies::shock_a_cell(wild, 200, 40);
  add("wild type, 200 mM: highest V, mV", shock.highest_V.value, -126.456130, 8);
  add("when, min", shock.highest_V.time, 0.399, 3);
  add("lowest V: hyperpolarised, mV", shock.lowest_V.value, -177.670615, 8);
  add("when, min", shock.lowest_V.time, 8.212, 4);
  add("most gates open", shock.most_open.value, 0.381918, 6);
  add("when, min", shock.most_open.time, 2.852, 4);
  add("most stress", shock.most_stress.value, 0.0288841, 6);
  add("brightest dye", shock.brightest.value, 0.00541138, 6);
  add("when, min", shock.brightest.time, 8.472, 4);
  add("dimmest dye", shock.dimmest.value, -0.00675829, 6);
  add("potassium that the cell itself let out, second maximum, mM", shock.second_potassium.value, 58.7019, 6);
  double worst = shock.balance;

  const auto deaf = PotassiumWave::without_channel();
  const auto silent = studies::shock_a_cell(deaf, 200, 40);
  worst = std::max(worst, silent.balance);
  double off = 0;
  for (std::size_t i = 0; i < silent.time.size(); ++i)
    off = std::max(off, std::abs(silent.course[i][0] - deaf.shocked_without_channel(silent.time[i], 200)));
  verdict.checks.push_back(at_most("without the channel: V against its closed form, mV", off, 1e-6));
  add("without the channel: highest V, mV", silent.highest_V.value, -126.4554676, 9);
  add("when: ln 50/9.8 min", silent.highest_V.time, std::log(50.0) / 9.8, 6);
  verdict.checks.push_back(at_least("without the channel: lowest V, mV", silent.lowest_V.value, -156 - 1e-9));

  const auto wave = studies::potassium_wave(wild);
  worst = std::max(worst, wave.balance);
  const double when[] = {135.112, 144.360, 150.819};
  for (std::size_t i = 0; i < 3; ++i)
    add(fmt::format("wave: highest V at cell {}, min", 10 * (i + 1)), wave.highest_V[10 * (i + 1)].time,
        when[i], 6);
  add("speed from cell 10 to 30, μm/min", wave.speed(10, 30, wild.spacing), 38.20, 4);
  add("highest V at cell 30, mV", wave.highest_V[30].value, -124.785, 6);
  const auto weak = studies::potassium_wave(PotassiumWave::weak_channel());
  worst = std::max(worst, weak.balance);
  add("weak channel: highest V at cell 10, min", weak.highest_V[10].time, 137.561, 6);
  add("at cell 20, min", weak.highest_V[20].time, 154.225, 6);
  add("its speed, μm/min", weak.speed(10, 20, wild.spacing), 18.0, 3);
  verdict.checks.push_back(at_most("energy balance, worst of all: relative", worst, 1e-8));

  Series V{.label = "wild type", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  Series V_silent{
      .label = "without the channel", .x = {}, .y = {}, .error = {}, .style = Series::Style::dashed};
  for (std::size_t i = 0; i < shock.time.size(); ++i)
    if (V.x.empty() || shock.time[i] - V.x.back() > 0.02) V.add(shock.time[i], shock.course[i][0]);
  for (std::size_t i = 0; i < silent.time.size(); ++i)
    if (V_silent.x.empty() || silent.time[i] - V_silent.x.back() > 0.02)
      V_silent.add(silent.time[i], silent.course[i][0]);
  verdict.figures.push_back(
      {.title = "A cell that is shocked with potassium",
       .x_label = "time, min",
       .y_label = "V, mV",
       .series = {V, V_silent},
       .caption = "The shock depolarises; the channel that stress opens then hyperpolarises, and passes the "
                  "signal on."});
  Figure along{
      .title = "The wave along a row of cells",
      .x_label = "time, min",
      .y_label = "V, mV",
      .series = {},
      .caption =
          "Cells 30 μm apart; the stress of the first is raised at 120, 160 and 200 min. 38 μm a minute.",
      .log_x = false,
      .log_y = false};
  for (std::size_t cell : {10U, 20U, 30U}) {
    Series line{
        .label = fmt::format("cell {}", cell), .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
    for (std::size_t i = 0; i < wave.time.size(); ++i)
      if (wave.time[i] >= 110) line.add(wave.time[i], wave.V[i][cell]);
    along.series.push_back(std::move(line));
  }
  verdict.figures.push_back(std::move(along));
  const double per_area = 1e-8;  // mV^2 at 1 uF/cm^2, in J/m^2
  verdict.remarks.push_back(
      fmt::format("At 1 μF/cm² the channels of a shocked cell dissipate {:.3g} J/m² in 40 min, those of a "
                  "cell in the row {:.3g} J/m² in 120 min of three "
                  "waves; a cell with a weak channel {:.2g} J/m².",
                  shock.energy * per_area, wave.energy / 41 * per_area, weak.energy / 41 * per_area));
  return verdict;
}

const Registered registered{{
    .name = "neuron/biofilm_wave",
    .claim = "A shocked bacterium depolarises and then hyperpolarises, a row of them carries the signal at "
             "38 μm/min, and its energy "
             "is accounted for.",
    .equation =
        "V' = −g_{K}n^{4}(V − V_{K}) − g_{L}(V − V_{L}),  E' = F g_{K}n^{4}(V − V_{K}) − γ_{e}E + (D/2)ΔE",
    .source = "prindle2015",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(PotassiumWave::wild_type()); },
    .sabotage = {.description = "The channel is that of the weak strain.",
                 .check = [](const Effort&) { return compare(PotassiumWave::weak_channel()); }},
}};

}  // namespace
}  // namespace stochtherm::validation
