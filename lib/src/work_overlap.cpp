#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/exponential_average.hpp>
#include <stochtherm/thermodynamics/work_overlap.hpp>
#include <vector>

#include "columns.hpp"

namespace stochtherm {
namespace {

ExponentialAverage shifted_average(std::span<const double> work, double kT) {
  const double lowest = *std::min_element(work.begin(), work.end());
  std::vector<double> x(work.begin(), work.end());
  for (double& w : x) w = (w - lowest) / kT;
  return exponential_average(x);
}

}  // namespace

double work_overlap(std::span<const double> forward_work, std::span<const double> reverse_work, double kT,
                    double dF) {
  detail::require_kT(kT);
  detail::require_column(forward_work, "forward_work");
  detail::require_column(reverse_work, "reverse_work");
  require_finite(dF, "dF");
  const auto nF = static_cast<double>(forward_work.size()), nR = static_cast<double>(reverse_work.size());
  const double M = std::log(nF / nR);
  // f(1 - f) = e/(1 + e)^2 with e = exp(-|x|).
  const auto slope = [](double x) {
    const double e = std::exp(-std::abs(x));
    return e / ((1 + e) * (1 + e));
  };
  double sum = 0;
  for (double w : forward_work) sum += slope(M + (w - dF) / kT);
  for (double w : reverse_work) sum += slope(-M + (w + dF) / kT);
  return std::min(1.0, (1 / nF + 1 / nR) * sum);
}

double work_overlap(std::span<const double> work, double kT) {
  detail::require_kT(kT);
  detail::require_column(work, "work");
  return shifted_average(work, kT).effective_samples / static_cast<double>(work.size());
}

double jarzynski_bias(std::span<const double> work, double kT) {
  detail::require_kT(kT);
  detail::require_column(work, "work");
  const Estimate e = shifted_average(work, kT).average;
  return 0.5 * kT * (e.std_error / e.mean) * (e.std_error / e.mean);
}

}  // namespace stochtherm
