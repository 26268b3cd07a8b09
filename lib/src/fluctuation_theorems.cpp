#include <cmath>
#include <stochtherm/thermodynamics/crooks.hpp>
#include <stochtherm/thermodynamics/integral_fluctuation_theorem.hpp>

#include "columns.hpp"
#include "log_ratio.hpp"

namespace stochtherm {
namespace {

using detail::Sizes;

std::vector<double> mirrored(std::span<const double> x) {
  std::vector<double> minus(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) minus[i] = -x[i];
  return minus;
}

std::string no_overlap(const char* function) {
  return std::string(function) +
         ": forward and mirrored reverse samples do not overlap, so no line fits their ratio. Drive more "
         "slowly, for a shorter time, or take more samples.";
}

Solved<FluctuationSymmetry> symmetry(std::span<const double> p, std::span<const double> q, Sizes sizes,
                                     std::size_t bins) {
  const char* function = "detailed_fluctuation_theorem";
  require(bins >= 1, "the log ratio needs at least one bin", "bins", 0.0, function);
  const auto line = detail::fit_log_ratio(p, q, sizes);
  const std::size_t n = p.size() + q.size();
  FluctuationSymmetry result{.slope = {line.slope, std::sqrt(line.slope_variance), n},
                             .intercept = {line.intercept, std::sqrt(line.intercept_variance), n},
                             .covariance = line.covariance,
                             .bins = detail::bin_log_ratio(p, q, sizes, bins)};
  const Stats stats{.steps = line.steps};
  if (!line.converged) return {result, Status::ill_conditioned, no_overlap(function), stats};
  return Solved<FluctuationSymmetry>(result, stats);
}

double common_kT(const LedgerTable& forward, const LedgerTable& reverse) {
  const double kT = detail::isothermal_kT(forward, "crooks");
  require(kT == detail::isothermal_kT(reverse, "crooks"), "forward and reverse need one temperature",
          "kT of the forward ledger", kT, "crooks");
  return kT;
}

}  // namespace

ExponentialAverage integral_fluctuation_theorem(std::span<const double> total_entropy) {
  detail::require_column(total_entropy, "total_entropy");
  return exponential_average(total_entropy);
}

Solved<FluctuationSymmetry> detailed_fluctuation_theorem(std::span<const double> forward,
                                                         std::span<const double> reverse, std::size_t bins) {
  detail::require_column(forward, "forward");
  detail::require_column(reverse, "reverse");
  return symmetry(forward, mirrored(reverse), Sizes::chosen, bins);
}

Solved<FluctuationSymmetry> detailed_fluctuation_theorem(std::span<const double> entropy, std::size_t bins) {
  detail::require_column(entropy, "entropy");
  std::vector<double> made, destroyed;
  for (double s : entropy) {
    if (s > 0) made.push_back(s);
    if (s < 0) destroyed.push_back(-s);
  }
  return symmetry(made, destroyed, Sizes::random, bins);
}

Solved<Crooks> crooks(std::span<const double> forward_work, std::span<const double> reverse_work, double kT,
                      std::size_t bins) {
  detail::require_kT(kT);
  detail::require_column(forward_work, "forward_work");
  detail::require_column(reverse_work, "reverse_work");
  require(bins >= 1, "the log ratio needs at least one bin", "bins", 0.0);
  const auto minus_reverse = mirrored(reverse_work);
  const auto line = detail::fit_log_ratio(forward_work, minus_reverse, Sizes::chosen);
  const std::size_t n = forward_work.size() + reverse_work.size();
  const double dF = -line.intercept / line.slope;
  const double variance =
      (line.intercept_variance + dF * dF * line.slope_variance + 2 * dF * line.covariance) /
      (line.slope * line.slope);
  Crooks result{.slope = {kT * line.slope, kT * std::sqrt(line.slope_variance), n},
                .crossing = {dF, std::sqrt(std::max(0.0, variance)), n},
                .bins = detail::bin_log_ratio(forward_work, minus_reverse, Sizes::chosen, bins)};
  const Stats stats{.steps = line.steps};
  if (!line.converged) return {result, Status::ill_conditioned, no_overlap("crooks"), stats};
  return Solved<Crooks>(result, stats);
}

Solved<Crooks> crooks(const LedgerTable& forward, const LedgerTable& reverse, std::size_t bins) {
  return crooks(forward.work, reverse.work, common_kT(forward, reverse), bins);
}

}  // namespace stochtherm
