#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

double pairwise_sum(std::span<const double> x) {
  if (x.size() <= 32) {
    double sum = 0;
    for (double value : x) sum += value;
    return sum;
  }
  const std::size_t half = x.size() / 2;
  return pairwise_sum(x.first(half)) + pairwise_sum(x.subspan(half));
}

namespace {
double central_moment(std::span<const double> x, double mean, int power) {
  std::vector<double> terms(x.size());
  std::transform(x.begin(), x.end(), terms.begin(), [=](double value) {
    const double d = value - mean;
    return power == 2 ? d * d : d * d * d * d;
  });
  return pairwise_sum(terms) / static_cast<double>(x.size());
}
}  // namespace

Estimate estimate_mean(std::span<const double> x) {
  require(x.size() >= 2, "an error bar needs at least two samples", "number of samples",
          static_cast<double>(x.size()));
  const auto n = static_cast<double>(x.size());
  const double mean = pairwise_sum(x) / n;
  require_finite(mean, "mean of the samples");
  return {mean, std::sqrt(central_moment(x, mean, 2) / (n - 1)), x.size()};
}

Estimate estimate_variance(std::span<const double> x) {
  require(x.size() >= 4, "the error of a variance needs at least four samples", "number of samples",
          static_cast<double>(x.size()));
  const auto n = static_cast<double>(x.size());
  const double mean = pairwise_sum(x) / n;
  require_finite(mean, "mean of the samples");
  const double s2 = central_moment(x, mean, 2) * n / (n - 1);
  const double m4 = central_moment(x, mean, 4);
  return {s2, std::sqrt(std::max(0.0, m4 - s2 * s2 * (n - 3) / (n - 1)) / n), x.size()};
}

}  // namespace stochtherm
