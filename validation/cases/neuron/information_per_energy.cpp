// Bits per spike and per joule of an axon whose channels open by chance.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <stochtherm/studies/information_per_energy.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// I = H(spikes) - <H(spikes | current)> in bits by Grassberger's estimator.
double by_entropies(const studies::InformationPerEnergy& run, double all) {
  std::vector<std::size_t> together;
  double given = 0;
  for (const auto& row : run.counts) {
    std::vector<std::size_t> counts;
    double sum = 0;
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (together.size() <= k) together.resize(k + 1, 0);
      counts.push_back(static_cast<std::size_t>(row[k]));
      together[k] += counts.back();
      sum += row[k];
    }
    given += sum / all * grassberger_entropy(counts).mean;
  }
  return (grassberger_entropy(together).mean - given) / constants::ln2;
}

/// `energy` multiplies what the library says was dissipated; 1 is the truth.
Verdict compare(const Effort& effort, double energy) {
  Verdict verdict;
  const models::HodgkinHuxley axon;
  const std::size_t windows = effort.scale >= 1 ? 400 : 150;
  const double window = 50;
  Table table{.title = "600 sodium and 180 potassium channels (10 μm²), two currents, windows of 50 ms",
              .columns = {"currents, μA/cm²", "bits/window", "spikes/s", "bits/spike", "J/spike", "bits/J",
                          "J/bit in k_BT ln 2"},
              .rows = {}};
  Series cheap{.label = "10 μm^{2}, 6.3 °C", .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
  for (double high : {5.0, 10.0, 20.0}) {
    const auto run = studies::information_per_energy(axon, {.sodium = 600,
                                                            .potassium = 180,
                                                            .currents = {0, high},
                                                            .window = window,
                                                            .windows = windows,
                                                            .seed = effort.seed});
    const auto& I = run.bits_per_window;
    const std::string at = fmt::format("0 or {} μA/cm^{{2}}", high);
    verdict.checks.push_back(
        at_most(at + ": bits against Grassberger's entropies, in standard errors",
                std::abs(I.mean - by_entropies(run, static_cast<double>(windows))) / I.std_error, 2));
    verdict.checks.push_back(
        at_most(at + ": bits per window, of the one that was sent", I.mean, 1 + 3 * I.std_error));
    verdict.checks.push_back(at_least(at + ": bits per window, in standard errors", I.mean / I.std_error, 3));
    verdict.checks.push_back(at_most(at + ": energy balance, relative", run.balance, 1e-8));
    verdict.checks.push_back(at_least(at + ": joules per bit over k_{B}T ln 2", run.landauer_multiple, 1));
    verdict.checks.push_back(digits(at + ": power over rate of bits",
                                    energy * run.joules_per_bit * run.bits_per_second, run.power, 12));
    verdict.checks.push_back(digits(at + ": rate limit P/(k_{B}T ln 2)", run.rate_limit,
                                    run.power / (constants::boltzmann * axon.temperature * constants::ln2),
                                    12));
    table.rows.push_back(
        {fmt::format("0, {}", high), fmt::format("{:.3f} ± {:.3f}", I.mean, I.std_error),
         fmt::format("{:.1f}", run.spikes_per_second), fmt::format("{:.3f}", run.bits_per_spike),
         fmt::format("{:.3g}", run.joules_per_spike), fmt::format("{:.3g}", 1 / run.joules_per_bit),
         fmt::format("{:.2g}", run.landauer_multiple)});
    cheap.add(high, 1 / run.joules_per_bit, I.std_error / I.mean / run.joules_per_bit);
  }
  verdict.tables.push_back(std::move(table));
  verdict.figures.push_back(
      {.title = "What a joule says",
       .x_label = "the current that is told from none, μA/cm^{2}",
       .y_label = "bits per joule",
       .series = {cheap},
       .caption = "A patch of the squid's axon that fires by chance without a current too. Ten million times "
                  "k_{B}T ln 2 and more for each bit."});
  verdict.remarks.emplace_back(
      "Information is between the current and the number of spikes in the window, by frequencies less their "
      "bias to first order; "
      "the order of spikes may say more.");
  return verdict;
}

const Registered registered{{
    .name = "neuron/information_per_energy",
    .claim = "What a noisy axon says and what it spends are measured on the same run, and a bit costs it "
             "some ten million k_{B}T ln 2.",
    .equation = "bits/J = I(current; spikes)/∫Σ I_{x}(V − E_{x})dt",
    .source = "levy1996, landauer1961, grassberger2003",
    .tags = {"statistical", "figure"},
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "A tenth of the energy is forgotten.",
                 .check = [](const Effort& effort) { return compare(effort, 0.9); }},
}};

}  // namespace
}  // namespace stochtherm::validation
