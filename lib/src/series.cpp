#include <algorithm>
#include <cmath>
#include <stochtherm/statistics/series.hpp>
#include <vector>

namespace stochtherm {

Estimate estimate_mean_of_series(std::span<const double> x) {
  const Estimate independent = estimate_mean(x);
  Estimate e = independent;
  std::vector<double> series(x.begin(), x.end());
  for (double& value : series) value -= e.mean;
  for (;;) {
    const std::size_t n = series.size(), most = std::min<std::size_t>(64, n / 10);
    const auto covariance = [&](std::size_t lag) {
      double sum = 0;
      for (std::size_t i = 0; i + lag < n; ++i) sum += series[i] * series[i + lag];
      return sum / static_cast<double>(n - lag);
    };
    const double variance = covariance(0);
    if (!(variance > 0)) return e;
    double tau = 0.5;
    std::size_t k = 1;
    for (; k <= most && static_cast<double>(k) < 6 * std::max(0.5, tau) + 1; ++k)
      tau += covariance(k) / variance;
    e.std_error = std::sqrt(2 * std::max(0.5, tau) * variance / static_cast<double>(n > 1 ? n - 1 : 1));
    if (k <= most || n < 1280) break;
    // A longer memory: the means of pairs have the same mean, and half the memory in their own number.
    for (std::size_t i = 0; i < n / 2; ++i) series[i] = 0.5 * (series[2 * i] + series[2 * i + 1]);
    series.resize(n / 2);
  }
  e.std_error = std::max(e.std_error, independent.std_error);  // tau is not taken below 1/2
  return e;
}

}  // namespace stochtherm
