#include <array>
#include <cmath>
#include <numbers>
#include <stochtherm/thermodynamics/harada_sasa.hpp>

#include "columns.hpp"

namespace stochtherm {
namespace {

void require_bath(double friction, double kT, const char* function) {
  require_positive(friction, "the friction must be positive", "friction", function);
  detail::require_kT(kT, function);
}

}  // namespace

Estimate harada_sasa(TimeSeries unperturbed, TimeSeries perturbed, double force, double h, double friction,
                     double kT) {
  require_bath(friction, kT, "harada_sasa");
  require_positive(h, "the sampling time must be positive", "h");
  require(force != 0 && std::isfinite(force), "the perturbing force must be finite and not 0", "force",
          force);
  require(unperturbed.size() >= 2 && unperturbed.size() <= 4,
          "two to four times give an extrapolation of order one to three", "number of times",
          static_cast<double>(unperturbed.size()));
  require(perturbed.size() == unperturbed.size(), "both runs must be recorded at the same times",
          "number of times", static_cast<double>(perturbed.size()));
  for (std::size_t m = 0; m < unperturbed.size(); ++m) {
    detail::require_column(unperturbed[m], "unperturbed");
    detail::require_column(perturbed[m], "perturbed");
    detail::require_same_length(unperturbed[m].size(), unperturbed[0].size(), "unperturbed");
    detail::require_same_length(perturbed[m].size(), unperturbed[0].size(), "perturbed");
  }
  // Lagrange's weights at 0 of a polynomial through h, 2h, 3h.
  constexpr std::array<std::array<double, 3>, 3> weights{{{1, 0, 0}, {2, -1, 0}, {3, -3, 1}}};
  const std::size_t order = unperturbed.size() - 1;
  std::vector<double> rate(unperturbed[0].size(), 0.0);
  for (std::size_t m = 1; m <= order; ++m) {
    const double t = static_cast<double>(m) * h, weight = friction * weights[order - 1][m - 1] / (t * t);
    for (std::size_t i = 0; i < rate.size(); ++i) {
      const double dx = unperturbed[m][i] - unperturbed[0][i];
      const double chi = (perturbed[m][i] - perturbed[0][i] - dx) / force;
      rate[i] += weight * (dx * dx - 2 * kT * chi);
    }
  }
  return estimate_mean(rate);
}

Estimate harada_sasa(const Estimate& mean_velocity, std::span<const Estimate> correlation,
                     std::span<const Estimate> response, double friction, double kT) {
  require_bath(friction, kT, "harada_sasa");
  require(correlation.size() >= 1 && correlation.size() <= 3,
          "one to three lags give an extrapolation of order one to three", "number of correlations",
          static_cast<double>(correlation.size()));
  require(response.size() == correlation.size(), "correlation and response must have the same lags",
          "number of responses", static_cast<double>(response.size()));
  constexpr std::array<std::array<double, 3>, 3> weights{
      {{1, 0, 0}, {1.5, -0.5, 0}, {33. / 18, -19. / 18, 4. / 18}}};
  const std::size_t order = correlation.size();
  // v^2 from an estimate of v: less its error squared, which the square would add.
  const double v = mean_velocity.mean, dv = mean_velocity.std_error;
  require_finite(v, "mean_velocity");
  require_not_negative(dv, "a standard error must be finite and not negative",
                       "std_error of the mean velocity");
  double sum = v * v - dv * dv, variance = 4 * v * v * dv * dv + 2 * dv * dv * dv * dv;
  for (std::size_t m = 0; m < order; ++m) {
    const Estimate &C = correlation[m], &R = response[m];
    for (const Estimate* e : {&C, &R}) {
      require_finite(e->mean, "correlation or response");
      require_not_negative(e->std_error, "a standard error must be finite and not negative", "std_error");
    }
    const double weight = weights[order - 1][m], a = (m == 0 ? 2 : 1) * kT;
    sum += weight * (C.mean - a * R.mean);
    variance += weight * weight * (C.std_error * C.std_error + a * a * R.std_error * R.std_error);
  }
  return {friction * sum, friction * std::sqrt(variance), correlation.front().n};
}

double harada_sasa_spectral(double mean_velocity, std::span<const double> frequency,
                            std::span<const double> correlation, std::span<const double> response_real,
                            double friction, double kT) {
  require_bath(friction, kT, "harada_sasa_spectral");
  require_finite(mean_velocity, "mean_velocity");
  require(frequency.size() >= 2, "an integral over frequencies needs at least two of them",
          "number of frequencies", static_cast<double>(frequency.size()));
  require(correlation.size() == frequency.size() && response_real.size() == frequency.size(),
          "the spectra must have one value per frequency", "number of frequencies",
          static_cast<double>(frequency.size()));
  require(frequency[0] == 0, "the frequencies must begin at 0", "frequency", frequency[0]);
  std::vector<double> violation(frequency.size()), areas;
  for (std::size_t k = 0; k < frequency.size(); ++k) {
    require_finite(frequency[k], "frequency");
    require_finite(correlation[k], "correlation");
    require_finite(response_real[k], "response_real");
    violation[k] = correlation[k] - 2 * kT * response_real[k];
    if (k == 0) continue;
    require(frequency[k] > frequency[k - 1], "the frequencies must increase", "frequency", frequency[k]);
    areas.push_back(0.5 * (violation[k] + violation[k - 1]) * (frequency[k] - frequency[k - 1]));
  }
  // Both spectra are even: the integral over all w by 2 pi is that over positive w by pi.
  const double tail = frequency.back() * violation.back();
  return friction * (mean_velocity * mean_velocity + (pairwise_sum(areas) + tail) / std::numbers::pi);
}

}  // namespace stochtherm
