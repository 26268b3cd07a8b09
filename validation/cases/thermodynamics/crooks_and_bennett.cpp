// Crooks' theorem and Bennett's acceptance ratio where the work is normal, and all is known.
#include <fmt/format.h>

#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/crooks.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

constexpr double kT = 0.8, dF = 1.3, sigma = 1.2 * kT;

struct Runs {
  std::vector<double> forward, reverse;
};

/// Work in both directions; the mean exceeds +-dF by dissipated * sigma^2/kT, where 1/2 is the truth.
Runs pull(const Effort& effort, std::size_t n_forward, std::size_t n_reverse, double dissipated,
          std::uint64_t draw) {
  const double excess = dissipated * sigma * sigma / kT;
  return {normals(effort, n_forward, dF + excess, sigma, 0, draw),
          normals(effort, n_reverse, -dF + excess, sigma, 1, draw)};
}

Verdict compare(const Effort& effort, double dissipated) {
  Verdict verdict;
  // More forward than reverse runs, so that a forgotten ln(n_F/n_R) shows.
  const auto runs = pull(effort, effort.samples(200'000), effort.samples(50'000), dissipated, 0);
  const Crooks line = *crooks(runs.forward, runs.reverse, kT);
  const Estimate bar = *bennett(runs.forward, runs.reverse, kT);
  // At a tenth of the effort the standard errors are 0.016, 0.008 and 0.007.
  verdict.checks = {statistical("slope of ln[P_F(W)/P_R(−W)] against W/kT", line.slope, 1, 0.15),
                    statistical("work at which both are equally likely", line.crossing, dF, 0.15),
                    statistical("ΔF from the acceptance ratio", bar, dF, 0.15)};

  // The stated standard errors, against the scatter of many small experiments.
  const std::size_t repeats = effort.samples(4000);
  std::vector<double> z_bar(repeats), z_slope(repeats);
  for (std::size_t k = 0; k < repeats; ++k) {
    const auto small = pull(effort, 400, 200, dissipated, k + 1);
    const double z = (*bennett(small.forward, small.reverse, kT)).z(dF);
    const double s = (*crooks(small.forward, small.reverse, kT)).slope.z(1);
    z_bar[k] = z * z;
    z_slope[k] = s * s;
  }
  // Mean squares of normal numbers: standard error sqrt(2/repeats) = 0.07 at a tenth of the effort.
  verdict.checks.push_back(statistical("mean square of (ΔF − true ΔF)/standard error, 400 and 200 runs",
                                       estimate_mean(z_bar), 1, 0.6));
  verdict.checks.push_back(statistical("mean square of (slope − 1)/standard error, 400 and 200 runs",
                                       estimate_mean(z_slope), 1, 0.6));

  Series points{.label = "bins", .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
  for (const LogRatio& bin : line.bins) points.add(bin.at, bin.value, bin.std_error);
  const double from = points.x.front(), to = points.x.back();
  verdict.figures.push_back({.title = "Crooks' theorem",
                             .x_label = "work W",
                             .y_label = "ln[P_{F}(W)/P_{R}(−W)]",
                             .series = {points,
                                        {.label = "(W − ΔF)/kT",
                                         .x = {from, to},
                                         .y = {(from - dF) / kT, (to - dF) / kT},
                                         .error = {},
                                         .style = Series::Style::dashed}},
                             .caption = "The line is the theorem, not a fit. The fit uses no bins."});
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/crooks_and_bennett",
    .claim = "Normal work in both directions has the log ratio of Crooks' theorem with slope 1, and gives "
             "the free-energy "
             "difference at its zero and, with an honest error bar, by Bennett's acceptance ratio.",
    .equation = "P_{F}(W)/P_{R}(−W) = exp[(W − ΔF)/kT]",
    .source = "crooks1999, bennett1976, shirts2003",
    .tags = {"statistical", "figure"},
    .statistical_checks = 5,
    .check = [](const Effort& effort) { return compare(effort, 0.5); },
    .sabotage = {.description = "The mean work exceeds ±ΔF by σ^{2}/kT: the factor ½ is missing.",
                 .check = [](const Effort& effort) { return compare(effort, 1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
