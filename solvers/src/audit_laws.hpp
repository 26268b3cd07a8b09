#pragma once
/// What the audit of a Langevin run is made of: the names of the laws, sums over columns, and one check for each law.

#include <algorithm>
#include <cmath>
#include <stochtherm/solvers/langevin/audit.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm::detail {

inline constexpr const char *finite_numbers = "finite numbers", *first_law = "first law",
                            *second_law = "second law", *detailed_balance = "local detailed balance",
                            *reversibility = "microscopic reversibility",
                            *dissipation = "fluctuation-dissipation", *motion = "equation of motion",
                            *calculus = "calculus", *shadow = "shadow work", *rejections = "rejections",
                            *resolution = "resolution of the step", *boltzmann = "Boltzmann distribution",
                            *equipartition = "equipartition", *jarzynskis = "Jarzynski equality",
                            *sagawa_uedas = "Sagawa-Ueda equality", *uncertainty = "uncertainty relation";
inline constexpr const char* shorter_step = "shorten dt until halving it changes nothing";

using Lines = std::vector<AuditLine>;

template <class F>
[[nodiscard]] Column column(std::size_t n, const F& f) {
  Column c(n);
  for (std::size_t i = 0; i < n; ++i) c[i] = f(i);
  return c;
}
[[nodiscard]] inline double mean_of(const Column& x) {
  return pairwise_sum(x) / static_cast<double>(x.size());
}
[[nodiscard]] inline Column squared(const Column& x) {
  return column(x.size(), [&](std::size_t i) { return x[i] * x[i]; });
}
[[nodiscard]] inline double rms_of(const Column& x) { return std::sqrt(mean_of(squared(x))); }
[[nodiscard]] inline Column centred(const Column& x) {
  const double mean = mean_of(x);
  return column(x.size(), [&](std::size_t i) { return x[i] - mean; });
}
/// Root mean square, its error by the delta method.
[[nodiscard]] inline SampleMean estimate_rms(const Column& x) {
  const Estimate square = estimate_mean(squared(x));
  const double rms = std::sqrt(square.mean);
  return {{rms, rms > 0 ? square.std_error / (2 * rms) : 0, square.n}};
}

[[nodiscard]] inline bool all_zero(const Column& x) {
  return std::all_of(x.begin(), x.end(), [](double v) { return v == 0; });
}

// The run as it stands: audit_run.cpp.

/// Throws unless every column is there and whole.
void require_columns(const Ensemble& run);
[[nodiscard]] AuditLine check_numbers(const Ensemble& run);
[[nodiscard]] AuditLine check_first_law(const Ensemble& run);
[[nodiscard]] AuditLine check_second_law(const Ensemble& run);
/// Local detailed balance and microscopic reversibility.
void check_path(Lines& lines, const Ensemble& run);
/// Fluctuation-dissipation, equation of motion and calculus. `step_over_relaxation`: mu U'' dt by coordinate, if known.
void check_noise(Lines& lines, const Ensemble& run, const std::vector<double>& step_over_relaxation);
/// Shadow work and rejections.
void check_step(Lines& lines, const Ensemble& run);

// With the model: audit_model.cpp.

/// mu U'' dt of each coordinate, or (omega dt)^2 with inertia, by trajectory: mean over the two ends of the run.
[[nodiscard]] std::vector<Column> resolution_of(const Ensemble& run, const Knowledge& known);
void check_resolution(Lines& lines, const Ensemble& run, const Knowledge& known,
                      const std::vector<Column>& resolution);
/// Boltzmann's distribution, equipartition, second law, Jarzynski, Sagawa-Ueda, uncertainty relation.
void check_thermodynamics(Lines& lines, const Ensemble& run, const Knowledge& known);

}  // namespace stochtherm::detail
