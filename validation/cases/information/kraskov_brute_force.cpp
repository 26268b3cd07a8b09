// The tree against every pair: 50 data sets of one to six dimensions, with ties, duplicates and windows.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/validation/case.hpp>

#include "../thermodynamics/samples.hpp"
#include "brute_force_neighbours.hpp"

namespace stochtherm::validation {
namespace {

using Samples = std::vector<std::vector<double>>;

/// A column of n numbers, one kind after the other: smooth, rounded (ties), many equal (duplicates), heavy-tailed.
std::vector<double> column(const Effort& effort, std::size_t n, std::size_t number, std::size_t kind) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double z = normal(effort, i, 100 + number, 0);
    x[i] = kind == 0 ? z : kind == 1 ? std::round(8 * z) / 8 : kind == 2 ? std::round(z) : z * z * z;
  }
  return x;
}

Verdict compare(const Effort& effort, std::size_t more_neighbours) {
  Verdict verdict;
  double first = 0, second = 0, conditional = 0, entropy = 0, divergence = 0;
  std::size_t number = 0, with_mass = 0;
  const auto size = [](double& worst, double a, double b) { worst = std::max(worst, std::abs(a - b)); };
  for (std::size_t set = 0; set < 50; ++set) {
    const std::size_t dimensions = 1 + set % 6, n = 40 + 37 * (set % 9), kind = set % 4;
    const std::size_t k = 1 + set % 5, exclude = set % 3 == 0 ? 5 : 0;
    const auto block = [&](std::size_t width, std::size_t of_kind) {
      Samples s;
      for (std::size_t c = 0; c < width; ++c) s.push_back(column(effort, n, number++, of_kind));
      return s;
    };
    const std::size_t width_x = std::max<std::size_t>(1, dimensions / 2),
                      width_y = std::max<std::size_t>(1, dimensions - width_x);
    Samples x = block(width_x, kind), y = block(width_y, set % 8 < 4 ? kind : 0),
            z = block(1, kind == 2 ? 2 : 1);
    for (std::size_t i = 0; i < n; ++i) y[0][i] += kind == 2 ? x[0][i] : 0.7 * x[0][i];
    if (set % 5 == 4)  // every fourth sample twice
      for (std::size_t i = 3; i < n; i += 4)
        for (Samples* s : {&x, &y, &z})
          for (auto& c : *s) c[i] = c[i - 1];
    with_mass += kind == 2 || set % 5 == 4;
    const BruteForce oracle(k, exclude);
    const Neighbours neighbours{k + more_neighbours, exclude};
    size(first, kraskov(x, y, neighbours).mean, oracle.information(x, y));
    size(second, kraskov(x, y, neighbours, Kraskov::second).mean, oracle.second_information(x, y));
    size(conditional, conditional_kraskov(x, y, z, neighbours).mean, oracle.conditional(x, y, z));
    if (kind == 0 && set % 5 != 4) {
      size(entropy, kozachenko_leonenko(x, neighbours).mean, oracle.entropy(x));
      Samples other = block(width_x, 0);
      size(divergence, nearest_neighbour_divergence(x, other, neighbours).mean, oracle.divergence(x, other));
    }
  }
  verdict.checks = {at_most("Kraskov 1: largest difference", first, 1e-12),
                    at_most("Kraskov 2: largest difference", second, 1e-12),
                    at_most("conditional Kraskov: largest difference", conditional, 1e-12),
                    at_most("Kozachenko-Leonenko: largest difference", entropy, 1e-12),
                    at_most("divergence: largest difference", divergence, 1e-12)};
  // A large set meets the radix sort and a deep tree.
  const std::size_t n = effort.samples(4000) + 1100;
  const Samples x{column(effort, n, 900, 0), column(effort, n, 901, 1)}, y{column(effort, n, 902, 3)};
  verdict.checks.push_back(at_most(
      fmt::format("Kraskov 1, {} samples in three dimensions", n),
      std::abs(kraskov(x, y, {3 + more_neighbours, 0}).mean - BruteForce(3, 0).information(x, y)), 1e-12));
  verdict.remarks.push_back(fmt::format("{} of the 50 sets have samples that coincide.", with_mass));
  return verdict;
}

const Registered registered{{
    .name = "information/kraskov_brute_force",
    .claim = "Neighbours and counts are exactly those of the definition, with ties, coinciding samples and "
             "excluded windows.",
    .equation = "n_{x}(i) = #{j: |x_{j} − x_{i}| < ε_{i}}",
    .source = "kraskov2004, frenzel2007, wang2009, gao2017, theiler1986",
    .tags = {"exact"},
    .check = [](const Effort& effort) { return compare(effort, 0); },
    .sabotage = {.description = "One neighbour more is looked for.",
                 .check = [](const Effort& effort) { return compare(effort, 1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
