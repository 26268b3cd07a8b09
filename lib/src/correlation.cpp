#include <cmath>
#include <stochtherm/statistics/correlation.hpp>

#include "columns.hpp"

namespace stochtherm {
namespace {

void require_records(TimeSeries records, const char* argument, const char* function) {
  require(!records.empty(), "there must be at least one recorded time", argument, 0.0, function);
  for (const auto& column : records) {
    detail::require_column(column, argument, function);
    detail::require_same_length(column.size(), records.front().size(), argument, function);
  }
}

/// x - <x>, scaled so that the plain average of products is unbiased: the known mean is subtracted as it is, the
/// estimated one costs a degree of freedom.
std::vector<std::vector<double>> fluctuations(TimeSeries records, std::optional<double> known_mean) {
  const auto n = static_cast<double>(records.front().size());
  const double scale = known_mean ? 1 : std::sqrt(n / (n - 1));
  std::vector<std::vector<double>> dx(records.begin(), records.end());
  for (auto& column : dx) {
    const double mean = known_mean ? *known_mean : pairwise_sum(column) / n;
    for (double& x : column) x = scale * (x - mean);
  }
  return dx;
}

/// Of each trajectory: dx(t) dx(t + lag), averaged over the origins t.
std::vector<double> products(const std::vector<std::vector<double>>& dx, std::size_t lag) {
  const std::size_t origins = dx.size() - lag;
  std::vector<double> sum(dx.front().size(), 0.0);
  for (std::size_t t = 0; t < origins; ++t)
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += dx[t][i] * dx[t + lag][i];
  for (double& s : sum) s /= static_cast<double>(origins);
  return sum;
}

}  // namespace

std::vector<Estimate> autocorrelation(TimeSeries records, std::size_t max_lag,
                                      std::optional<double> known_mean) {
  require_records(records, "records", "autocorrelation");
  require(max_lag < records.size(), "the largest lag must be shorter than the series", "max_lag",
          static_cast<double>(max_lag));
  if (known_mean) require_finite(*known_mean, "known_mean");
  const auto dx = fluctuations(records, known_mean);
  std::vector<Estimate> correlation;
  for (std::size_t lag = 0; lag <= max_lag; ++lag) correlation.push_back(estimate_mean(products(dx, lag)));
  return correlation;
}

Solved<Estimate> autocorrelation_time(TimeSeries records, double dt, std::optional<double> known_mean,
                                      double window) {
  require_records(records, "records", "autocorrelation_time");
  require_positive(dt, "the time between records must be positive", "dt");
  require_positive(window, "the window, in correlation times, must be positive", "window");
  if (known_mean) require_finite(*known_mean, "known_mean");
  const auto dx = fluctuations(records, known_mean);
  const auto n = static_cast<double>(records.front().size());

  const std::vector<double> variance = products(dx, 0);
  const double c0 = pairwise_sum(variance) / n;
  require(c0 > 0, "a series must fluctuate to have a correlation time", "variance", c0);
  std::vector<double> integral(variance);
  for (double& s : integral) s *= 0.5;
  double steps = 0.5;
  std::size_t lag = 0;
  while (static_cast<double>(lag) < window * steps && lag + 1 < records.size()) {
    const auto next = products(dx, ++lag);
    for (std::size_t i = 0; i < integral.size(); ++i) integral[i] += next[i];
    steps = pairwise_sum(integral) / n / c0;
  }
  // The ratio's error to first order: the scatter of (integral - steps * variance)/c0.
  std::vector<double> scatter(integral.size());
  for (std::size_t i = 0; i < scatter.size(); ++i) scatter[i] = (integral[i] - steps * variance[i]) / c0;
  const Estimate tau{dt * steps, dt * estimate_mean(scatter).std_error, records.front().size()};
  const Stats stats{.steps = lag};
  if (static_cast<double>(lag) < window * steps)
    return {tau, Status::step_limit,
            "autocorrelation_time: the series end before `window` correlation times. Record for longer, or "
            "choose a shorter window.",
            stats};
  return Solved<Estimate>(tau, stats);
}

std::vector<Estimate> response(TimeSeries perturbed, TimeSeries unperturbed, double perturbation) {
  require_records(perturbed, "perturbed", "response");
  require_records(unperturbed, "unperturbed", "response");
  require(perturbed.size() == unperturbed.size(), "both runs must be recorded at the same times",
          "number of times", static_cast<double>(perturbed.size()));
  detail::require_same_length(perturbed.front().size(), unperturbed.front().size(), "perturbed");
  require(perturbation != 0 && std::isfinite(perturbation), "the perturbation must be finite and not 0",
          "perturbation", perturbation);
  std::vector<Estimate> chi;
  std::vector<double> difference(perturbed.front().size());
  for (std::size_t t = 0; t < perturbed.size(); ++t) {
    for (std::size_t i = 0; i < difference.size(); ++i)
      difference[i] = (perturbed[t][i] - unperturbed[t][i]) / perturbation;
    chi.push_back(estimate_mean(difference));
  }
  return chi;
}

}  // namespace stochtherm
