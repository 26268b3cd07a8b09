// Symmetries of the Onsager tensor: those it has, and those that are printed.
#include <algorithm>
#include <cmath>
#include <stochtherm/models/learning/onsager_tensor.hpp>
#include <stochtherm/validation/case.hpp>

#include "random_metric.hpp"

namespace stochtherm::validation {
namespace {

using models::Geometry, models::OnsagerSymmetry, models::OnsagerTensor;

Verdict compare(const Effort& effort, OnsagerSymmetry reciprocity) {
  Verdict verdict;
  double corrected_swap = 0, printed_swap = 0, corrected_pairs = 0, printed_pairs = 1, as_printed = 1;
  double reversed = 0, scaled = 0;
  for (std::uint64_t k = 0; k < 10; ++k) {
    const Geometry here = Geometry::at(random_metric(effort.seed, k), {0.1, 0.4, -0.3, 0.2});
    const auto L = OnsagerTensor::corrected(here.inverse, 2),
               printed = OnsagerTensor::printed(here.inverse, 2);
    corrected_swap = std::max(corrected_swap, L.defect(reciprocity));
    printed_swap = std::max(printed_swap, printed.defect(reciprocity));
    corrected_pairs = std::max(corrected_pairs, L.defect(OnsagerSymmetry::pairs));
    printed_pairs = std::min(printed_pairs, printed.defect(OnsagerSymmetry::pairs));
    as_printed = std::min({as_printed, L.defect(OnsagerSymmetry::reciprocity_as_printed),
                           printed.defect(OnsagerSymmetry::reciprocity_as_printed)});

    // Cross effects are equal: the flux of one force, driven by another, both ways. L is a bilinear form of forces X, Y.
    const Geometry other = Geometry::at(random_metric(effort.seed, 100 + k), {0, 0, 0, 0});
    auto sum = here.slope, difference = here.slope, twice = here.slope;
    for (std::size_t m = 0; m < 4; ++m)
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) {
          sum[m][a][b] += other.slope[m][a][b];
          difference[m][a][b] -= other.slope[m][a][b];
          twice[m][a][b] *= 2;
        }
    double forward = 0, backward = 0;
    for (std::size_t m = 0; m < 4; ++m)
      for (std::size_t n = 0; n < 4; ++n)
        for (std::size_t a = 0; a < 4; ++a)
          for (std::size_t b = 0; b < 4; ++b)
            for (std::size_t c = 0; c < 4; ++c)
              for (std::size_t d = 0; d < 4; ++d) {
                forward += L(m, n, a, b, c, d) * here.slope[m][a][b] * other.slope[n][c][d];
                backward += L(m, n, a, b, c, d) * other.slope[m][a][b] * here.slope[n][c][d];
              }
    reversed = std::max({reversed, std::abs(forward - backward),
                         std::abs(L.production(sum) - L.production(difference) - 4 * forward)});
    scaled = std::max(scaled, std::abs(L.production(twice) - 4 * L.production(here.slope)));
  }
  verdict.checks.push_back(
      at_most("corrected: (μαβ) ↔ (νγδ), largest relative difference", corrected_swap, 1e-14));
  verdict.checks.push_back(
      at_most("printed (12.9): (μαβ) ↔ (νγδ), largest relative difference", printed_swap, 1e-14));
  verdict.checks.push_back(at_most("corrected: (12.8), α ↔ β and γ ↔ δ", corrected_pairs, 1e-14));
  verdict.checks.push_back(
      at_least("printed (12.9) breaks (12.8): least of ten metrics", printed_pairs, 0.1));
  verdict.checks.push_back(
      at_least("(12.7) by its printed indices fails for both: least of ten metrics", as_printed, 0.1));
  verdict.checks.push_back(at_most("cross effects are equal", reversed, 1e-13));
  verdict.checks.push_back(at_most("the production is quadratic in the forces", scaled, 1e-13));
  return verdict;
}

const Registered registered{{
    .name = "learning/onsager_tensor",
    .claim = "The Onsager tensor of a metric is symmetric under exchange of force and flux and within each "
             "pair; the printed tensor lacks the second, and neither has (12.7) by its printed indices.",
    .equation = "L^{μναβγδ} = L^{νμγδαβ} = L^{μνβαγδ}",
    .source = "vanchurin2021",
    .tags = {"exact"},
    .check = [](const Effort& effort) { return compare(effort, OnsagerSymmetry::reciprocity); },
    .sabotage = {.description = "Reciprocity is (12.7) as printed.",
                 .check =
                     [](const Effort& effort) {
                       return compare(effort, OnsagerSymmetry::reciprocity_as_printed);
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
