#include <algorithm>
#include <cmath>
#include <stochtherm/statistics/exponential_average.hpp>
#include <vector>

#include "columns.hpp"

namespace stochtherm {

ExponentialAverage exponential_average(std::span<const double> x) {
  detail::require_column(x, "x");
  const double lowest = *std::min_element(x.begin(), x.end());
  require(lowest > -340, "exp(-x) and its square must not overflow; subtract an offset", "lowest x", lowest);
  std::vector<double> w(x.size()), squares(x.size());
  // Shifted, the largest weight is 1.
  std::transform(x.begin(), x.end(), w.begin(), [=](double v) { return std::exp(lowest - v); });
  std::transform(w.begin(), w.end(), squares.begin(), [](double v) { return v * v; });
  const double sum = pairwise_sum(w), effective = sum * sum / pairwise_sum(squares);
  const double share = 1 / sum;
  std::transform(x.begin(), x.end(), w.begin(), [](double v) { return std::exp(-v); });
  return {estimate_mean(w), effective, share};
}

}  // namespace stochtherm
