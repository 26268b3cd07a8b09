// Do noise and energy set the spike's base and peak? The problem stated, solved, and moved assumption by assumption.
#include <fmt/format.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>
#include <stochtherm/models/neuron/spike_design.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using namespace models;

constexpr double T = 310;

/// A compartment of membrane area (um^2) at 1 uF/cm^2 and 0.1 mS/cm^2, 4 spikes a second, windows of 2 ms.
SpikeAssumptions membrane(double area) {
  return {.capacitance = area * 1e-14,
          .conductance = area * 1e-12,
          .temperature = T,
          .potassium_reversal = nernst_potential(1, 5, 140, T),
          .sodium_reversal = nernst_potential(1, 140, 12, T),
          .rate = 4,
          .window = 2e-3};
}

/// `thermal` multiplies k_B T in what is expected; 1 is the truth.
Verdict compare(const Effort& effort, double thermal) {
  Verdict verdict;
  const double kT = thermal * constants::boltzmann * T, e = constants::elementary_charge;
  const boost::math::normal standard;

  // Solved by hand: an ideal reader of thermal noise alone, with an error prescribed. dV = 2 sigma z(error), base at E_K, where
  // holding costs nothing.
  auto plain = membrane(1000);
  plain.required_error = 1e-6;
  const auto ideal = *optimal_spike(plain);
  const double sigma = std::sqrt(kT / plain.capacitance);
  verdict.checks.push_back(digits("thermal noise, ideal reader: noise, V", ideal.noise, sigma, 10));
  verdict.checks.push_back(digits("its amplitude for an error of 10^{−6}, V", ideal.amplitude(),
                                  2 * sigma * quantile(complement(standard, 1e-6)), 8));
  verdict.checks.push_back(
      at_most("its base above potassium's reversal, V", ideal.base - plain.potassium_reversal, 1e-6));
  auto fisher = membrane(1000);
  fisher.required_fisher_information = 100;
  verdict.checks.push_back(
      digits("Fisher information of 100: amplitude 10 σ", optimal_spike(fisher)->amplitude(), 10 * sigma, 8));

  // One gate of charge z that must be wrong with probability 10^-6 at most: dV = (2 kT/ze) ln(1/error - 1).
  for (double z : {6.0, 12.0}) {
    auto gate = membrane(1000);
    gate.gate = SpikeAssumptions::GateReader{z, 1};
    gate.required_error = 1e-6;
    const auto d = *optimal_spike(gate);
    // Voltage noise, a hundredth of the gate's own width, changes the seventh digit.
    verdict.checks.push_back(digits(fmt::format("one gate of {} charges: amplitude, V", z), d.amplitude(),
                                    2 * kT / (z * e) * std::log(1e6 - 1), 5));
  }
  auto blunt = membrane(1000);
  blunt.gate = SpikeAssumptions::GateReader{4, 1};
  blunt.required_error = 1e-6;
  verdict.checks.push_back(bits_equal("one gate of 4 charges: not to be had between the reversals",
                                      static_cast<std::uint64_t>(optimal_spike(blunt).status()),
                                      static_cast<std::uint64_t>(Status::diverged)));
  // Per bit, errors free: power over information is stationary in the amplitude, so d ln I/d ln dV = d ln P/d ln dV.
  auto per_bit = membrane(1000);
  const auto best = *optimal_spike(per_bit);
  const auto cost = [&](double factor) {
    return evaluate_spike(per_bit, best.base, best.base + factor * best.amplitude()).joules_per_bit;
  };
  verdict.checks.push_back(at_least("cost per bit 1 % beside the optimum, over that at it",
                                    std::min(cost(1.01), cost(0.99)) / cost(1), 1));

  // How the optimum moves.
  Table table{.title = "Base and peak that cost least, by assumption (310 K, K 5/140 and Na 140/12 mM)",
              .columns = {"area, μm²", "reader", "noise of V from", "asked for", "base", "base, mV",
                          "peak, mV", "noise, mV", "J/bit", "in k_BT ln 2"},
              .rows = {}};
  struct Row {
    double area;
    double z;
    int gates;
    int noise;  // 0 thermal, 1 and shot, 2 and channels
    double error;
    bool held;
  };
  const double goldman = goldman_potential({{"K", 1, 50, 5, 140}, {"Na", 1, 1, 140, 12}}, T);
  const double price = constants::boltzmann * T * constants::ln2;
  const char* noises[] = {"heat", "heat, shot", "heat, shot, channels"};
  std::vector<Row> rows{
      {1000, 0, 0, 0, 0, false},   {1000, 0, 0, 2, 0, false},   {1000, 0, 0, 2, 1e-6, true},
      {10, 0, 0, 2, 1e-6, true},   {1000, 6, 1, 2, 0, false},   {1000, 6, 1, 2, 1e-6, false},
      {1000, 6, 1, 0, 1e-6, true}, {1000, 6, 1, 2, 1e-6, true}, {1000, 6, 1, 2, 1e-4, true},
      {1000, 4, 1, 2, 1e-4, true}, {1000, 12, 1, 2, 1e-6, true}};
  if (effort.scale >= 1) rows.push_back({1000, 6, 4, 2, 1e-6, true});
  double nearest = 1e9;
  std::string nearest_row;
  for (const auto& r : rows) {
    auto a = membrane(r.area);
    a.shot_noise = r.noise >= 1;
    if (r.noise >= 2) a.channel_noise = SpikeAssumptions::LeakChannels{20e-12, 0.5, 5e-3};
    if (r.z > 0) a.gate = SpikeAssumptions::GateReader{r.z, r.gates};
    if (r.error > 0) a.required_error = r.error;
    if (r.held) a.fixed_base = goldman;
    const auto solved = optimal_spike(a);
    const auto& d = solved.even_if_failed();
    const std::string reader =
        r.z > 0 ? fmt::format("{} gate{} of {} charges", r.gates, r.gates > 1 ? "s" : "", r.z) : "ideal";
    table.rows.push_back({fmt::format("{}", r.area), reader, noises[r.noise],
                          r.error > 0 ? fmt::format("errors ≤ {:.0e}", r.error) : "least J/bit",
                          r.held ? "held by leaks 50:1" : "free", fmt::format("{:.1f}", 1e3 * d.base),
                          solved ? fmt::format("{:.1f}", 1e3 * d.peak) : "out of reach",
                          fmt::format("{:.3f}", 1e3 * d.noise),
                          solved ? fmt::format("{:.2g}", d.joules_per_bit) : "",
                          solved ? fmt::format("{:.2g}", d.joules_per_bit / price) : ""});
    if (const double off = std::hypot(1e3 * d.base + 70, 1e3 * d.peak - 40); solved && off < nearest)
      nearest = off, nearest_row = fmt::format(
                         "{}, {}, errors ≤ {:.0e}, base {}: {:.1f} and {:+.1f} mV", reader, noises[r.noise],
                         r.error, r.held ? "held by its leaks" : "free", 1e3 * d.base, 1e3 * d.peak);
  }
  verdict.tables.push_back(std::move(table));
  verdict.remarks.push_back("Nearest of these to −70 and +40 mV: " + nearest_row + ".");
  verdict.remarks.emplace_back(
      "The problem: choose base and peak to dissipate least per bit, or least at a prescribed error or "
      "Fisher information. "
      "Energy and noise alone do not give −70 and +40 mV: heat moves the voltage of a cell by hundredths of "
      "a millivolt, an "
      "ideal reader is content with a tenth of one, and the cheapest base is potassium's reversal, where "
      "holding is free.");
  verdict.remarks.emplace_back(
      "A hundred millivolts appear where the reader is a gate: one that is moved by z charges needs (2 "
      "k_{B}T/ze) ln(1/ε − 1), which "
      "is 123 mV for six charges and an error of 10^{−6}. Six is what opens a sodium channel; the error is a "
      "choice, and "
      "enters by its logarithm. The base of −70 mV is then what the leaks hold (−77 mV at 50 : 1), not an "
      "optimum.");
  Series lines[3];
  const double charges[] = {4, 6, 12};
  for (int i = 0; i < 3; ++i) {
    lines[i] = {.label = fmt::format("{} charges", charges[i]),
                .x = {},
                .y = {},
                .error = {},
                .style = Series::Style::line};
    for (double error = 1e-9; error < 0.2; error *= 2)
      lines[i].add(error, 2e3 * kT / (charges[i] * e) * std::log(1 / error - 1));
  }
  verdict.figures.push_back(
      {.title = "How high a spike must be for one gate to be sure of it",
       .x_label = "probability of error",
       .y_label = "amplitude, mV",
       .series = {lines[0], lines[1], lines[2],
                  Series{.label = "from −70 to +40 mV",
                         .x = {1e-9, 0.2},
                         .y = {110, 110},
                         .error = {},
                         .style = Series::Style::dashed}},
       .caption = "(2 k_{B}T/ze) ln(1/ε − 1) at 310 K. 110 mV is one point on a family of curves.",
       .log_x = true});
  return verdict;
}

const Registered registered{{
    .name = "neuron/spike_from_thermodynamics",
    .claim = "Least dissipation per bit puts the base at potassium's reversal and the peak a few noise "
             "widths above; a hundred "
             "millivolts follow where a voltage gate must read the spike, and depend on its charge and on "
             "the error allowed.",
    .equation = "P = g(V_{b} − E_{K})(E_{Na} − V_{b}) + r k C(V_{p} − V_{b})(E_{Na} − E_{K});  ΔV = "
                "(2k_{B}T/ze) ln(1/ε − 1)",
    .source = "tiwari2017, hodgkinhuxley1952",
    .tags = {"exact", "figure"},
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The heat bath is half as warm: k_{B}T/2 in the expectations.",
                 .check = [](const Effort& effort) { return compare(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
