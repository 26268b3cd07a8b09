// Entropies from counts: published numbers, and the bias of each by summing over all samples there can be.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <stochtherm/information/minimum_free_energy.hpp>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Estimator = std::function<double(Counts)>;

Verdict compare(const Effort& effort, const Estimator& miller_madow) {
  Verdict verdict;
  const std::vector<std::size_t> counts{10, 5, 3, 1, 1};
  verdict.checks = {
      digits("plug-in", plugin_entropy(counts).mean, 1.2772884056, 11),
      digits("Miller-Madow", miller_madow(counts), 1.3772884056, 11),
      digits("Grassberger 1988", grassberger1988_entropy(counts).mean, 1.4963425994, 11),
      digits("Grassberger 2003", grassberger_entropy(counts).mean, 1.5121268650, 11),
      digits("Chao-Shen", chao_shen_entropy(counts).mean, 1.4468321325, 11),
      digits("Dirichlet, a = 1", dirichlet_entropy(counts, 1).mean, 1.3258788127, 11),
      digits("Dirichlet, a = 1/2", dirichlet_entropy(counts, 0.5).mean, 1.2683266730, 11),
      digits("Dirichlet, a = 1/5", dirichlet_entropy(counts, 0.2).mean, 1.2233888112, 11),
      // By 30-digit quadrature over ln a from -60 to 60. Cut at a = e^8 the integral gives 1.346320626.
      digits("NSB, 5 states", nsb_entropy(counts)->mean, 1.346327417805, 10)};

  // The mean of each estimator over all samples of N, exactly.
  const std::vector<double> p{0.5, 0.25, 0.15, 0.08, 0.02};
  const double H = shannon_entropy(p);
  struct Named {
    std::string name;
    Estimator estimate;
  };
  const std::vector<Named> all{{"plug-in", [](Counts n) { return plugin_entropy(n).mean; }},
                               {"Miller-Madow", miller_madow},
                               {"Grassberger 2003", [](Counts n) { return grassberger_entropy(n).mean; }},
                               {"Chao-Shen", [](Counts n) { return chao_shen_entropy(n).mean; }},
                               {"NSB", [](Counts n) { return nsb_entropy(n, 5).even_if_failed().mean; }}};
  const std::vector<std::size_t> sizes = effort.scale >= 1 ? std::vector<std::size_t>{5, 8, 12, 18, 27, 40}
                                                           : std::vector<std::size_t>{5, 10, 20, 40};
  std::vector<Series> series;
  std::vector<double> last;
  for (const auto& [name, estimate] : all) {
    Series curve{.label = name, .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
    for (const std::size_t N : sizes) {
      if (name == "NSB" && N > 8) continue;
      curve.add(static_cast<double>(N), expectation_over_samples(p, N, estimate) - H);
    }
    last.push_back(curve.y.back());
    series.push_back(std::move(curve));
  }
  const double N = static_cast<double>(sizes.back());
  // The next order of the plug-in is (1 - sum 1/p)/(12 N^2) = -0.0034 at N = 40: Harris' expansion.
  double inverse = 0;
  for (double x : p) inverse += 1 / x;
  const double first = -4 / (2 * N), second = (1 - inverse) / (12 * N * N);
  verdict.checks.push_back(at_most("bias of the plug-in at N = 40 less −(K−1)/2N + (1 − Σ1/p)/12N^{2}",
                                   std::abs(last[0] - first - second), 2e-3));
  verdict.checks.push_back(at_most("size of the bias of Miller-Madow at N = 40", std::abs(last[1]), 0.02));
  verdict.checks.push_back(
      at_most("size of the bias of Grassberger at N = 40, where the rarest state is missed half the time",
              std::abs(last[2]), 0.012));
  verdict.checks.push_back(at_most("size of the bias of Chao-Shen at N = 40", std::abs(last[3]), 0.02));
  verdict.checks.push_back(at_most("size of the bias of NSB at N = 5 to 8", std::abs(last[4]), 0.15));

  // Symbols: counted in one piece, in blocks, and as rows.
  std::vector<double> column(1000), other(1000);
  for (std::size_t i = 0; i < column.size(); ++i) {
    column[i] = std::floor(4 * random::uniform(effort.seed, random::Stream::data, i, 7, 0)) - 1;
    other[i] = 0.5 * std::floor(3 * random::uniform(effort.seed, random::Stream::data, i, 8, 0));
  }
  const std::vector<std::vector<double>> one{column}, two{column, other};
  SymbolCounter blocks;
  for (std::size_t i = 0; i < 1000; i += 125) blocks.add(std::span<const double>(column).subspan(i, 125));
  const auto whole = count_symbols(one), pairs = count_symbols(two);
  verdict.checks.push_back(
      at_most("counts in blocks differ from counts in one piece", blocks.counts() == whole ? 0 : 1, 0));
  std::vector<double> joint(pairs.size());
  const auto number = number_symbols(two);
  for (std::uint32_t s : number) joint[s] += 1e-3;
  verdict.checks.push_back(conditioned("H of rows of two columns, from counts and from numbers",
                                       plugin_entropy(pairs).mean, shannon_entropy(joint), 1, 64));
  verdict.figures.push_back(
      {.title = "Bias of entropies from counts",
       .x_label = "samples N",
       .y_label = "mean of the estimate less H, nats",
       .series = std::move(series),
       .caption = "Five states with masses 0.5, 0.25, 0.15, 0.08 and 0.02; exact sums over all samples."});
  return verdict;
}

const Registered registered{{
    .name = "information/entropy_estimators",
    .claim = "Entropy estimators have their published values, and the bias that their headers state.",
    .equation = "E[H_{plug-in}] = H − (K − 1)/2N + (1 − Σ1/p)/12N^{2} + …",
    .source = "miller1955, grassberger1988, grassberger2003, chao2003, wolpert1995, nemenman2002, harris1975",
    .tags = {"exact", "figure"},
    .check =
        [](const Effort& effort) {
          return compare(effort, [](Counts n) { return miller_madow_entropy(n).mean; });
        },
    .sabotage = {.description = "Miller and Madow's correction counts K states for K − 1.",
                 .check =
                     [](const Effort& effort) {
                       return compare(effort, [](Counts n) {
                         double N = 0, K = 0;
                         for (std::size_t c : n) N += static_cast<double>(c), K += c > 0;
                         return plugin_entropy(n).mean + K / (2 * N);
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
