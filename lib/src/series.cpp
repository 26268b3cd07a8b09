#include <algorithm>
#include <cmath>
#include <stochtherm/statistics/series.hpp>
#include <vector>

namespace stochtherm {

Estimate estimate_mean_of_series(std::span<const double> x) {
  Estimate e = estimate_mean(x);
  const std::size_t n = x.size();
  std::vector<double> centred(n);
  std::transform(x.begin(), x.end(), centred.begin(), [&](double value) { return value - e.mean; });
  const auto covariance = [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t i = 0; i + lag < n; ++i) sum += centred[i] * centred[i + lag];
    return sum / static_cast<double>(n - lag);
  };
  const double variance = covariance(0);
  if (!(variance > 0)) return e;
  double tau = 0.5;
  for (std::size_t k = 1; k <= n / 10 && static_cast<double>(k) < 6 * std::max(0.5, tau) + 1; ++k)
    tau += covariance(k) / variance;
  e.std_error *= std::sqrt(2 * std::max(0.5, tau));
  return e;
}

}  // namespace stochtherm
