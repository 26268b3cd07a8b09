// Integral and detailed fluctuation theorem where the entropy is normal.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/thermodynamics/detailed_fluctuation_theorem.hpp>
#include <stochtherm/thermodynamics/integral_fluctuation_theorem.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

/// `spread` is Var s/<s>: 2 is the truth.
Verdict compare(const Effort& effort, double spread) {
  Verdict verdict;
  const std::size_t n = effort.samples(390'000);
  const double mean = 1;
  const auto s = normals(effort, n, mean, std::sqrt(spread * mean), 0);
  const auto line = *detailed_fluctuation_theorem(s);
  // At a tenth of the effort the standard errors are below 0.02 each.
  verdict.checks = {statistical("⟨exp(−Δs)⟩", integral_fluctuation_theorem(s).average, 1, 0.15),
                    statistical("slope of ln[P(s)/P(−s)]", line.slope, 1, 0.15),
                    statistical("its value at s = 0", line.intercept, 0, 0.15)};

  // Two processes that are not each other's mirror image: N(a, v) and N(b, v) have slope (a + b)/v and the value
  // (b^2 - a^2)/(2v) at 0. The estimator must find any line, not only the one that is hoped for.
  const double a = 0.9, b = 0.5, v = 2;
  const auto forward = normals(effort, n, a, std::sqrt(v), 1),
             reverse = normals(effort, n / 3, b, std::sqrt(v), 2);
  const auto other = *detailed_fluctuation_theorem(forward, reverse);
  verdict.checks.push_back(statistical("slope, another pair", other.slope, (a + b) / v, 0.15));
  verdict.checks.push_back(
      statistical("value at 0, another pair", other.intercept, (b * b - a * a) / (2 * v), 0.15));

  Series points{.label = "bins", .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
  for (const LogRatio& bin : line.bins) points.add(bin.at, bin.value, bin.std_error);
  const double to = points.x.back();
  verdict.figures.push_back(
      {.title = "Detailed fluctuation theorem",
       .x_label = "entropy s, nats",
       .y_label = "ln[P(s)/P(−s)]",
       .series = {points,
                  {.label = "s", .x = {0, to}, .y = {0, to}, .error = {}, .style = Series::Style::dashed}},
       .caption = ""});
  Table carried{.title = "How many of 100 000 samples carry the average",
                .columns = {"⟨Δs⟩, nats", "⟨exp(−Δs)⟩", "effective samples", "expected", "largest share"},
                .rows = {}};
  for (const double m : {0.5, 1., 2., 4., 8.}) {
    const auto e = integral_fluctuation_theorem(
        normals(effort, 100'000, m, std::sqrt(2 * m), 10 + static_cast<unsigned>(m)));
    carried.rows.push_back(
        {fmt::format("{}", m), fmt::format("{:.3f} ± {:.3f}", e.average.mean, e.average.std_error),
         fmt::format("{:.0f}", e.effective_samples), fmt::format("{:.2g}", 1e5 * std::exp(-2 * m)),
         fmt::format("{:.2g}", e.largest_share)});
  }
  verdict.tables.push_back(carried);
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/fluctuation_symmetry",
    .claim = "Normal entropy production with a variance of twice its mean obeys the integral and the "
             "detailed fluctuation "
             "theorem, and the fit finds the line of any pair of samples without bins.",
    .equation = "⟨exp(−Δs)⟩ = 1,  ln[P(s)/P(−s)] = s for s ~ N(m, 2m)",
    .source = "seifert2005, crooks1999",
    .tags = {"statistical", "figure"},
    .statistical_checks = 5,
    .check = [](const Effort& effort) { return compare(effort, 2); },
    .sabotage = {.description = "The variance equals the mean: a factor 2 is missing.",
                 .check = [](const Effort& effort) { return compare(effort, 1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
