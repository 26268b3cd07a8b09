#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/histogram.hpp>

namespace stochtherm {

Histogram::Histogram(std::span<const double> samples, double from, double to, std::size_t bins)
    : from_(from), width_((to - from) / static_cast<double>(bins)), samples_(samples.size()), counts_(bins) {
  require_finite(from, "from", "Histogram");
  require(to > from && std::isfinite(to), "a histogram must have a positive range", "to", to, "Histogram");
  require(bins >= 1, "a histogram needs at least one bin", "bins", 0.0, "Histogram");
  require(!samples.empty(), "a histogram needs samples", "number of samples", 0.0, "Histogram");
  for (double x : samples) {
    require(!std::isnan(x), "a sample must be a number", "sample", x, "Histogram");
    if (x >= from && x < to)  // rounding may put the last few below `to` one bin too far
      ++counts_[std::min(bins - 1, static_cast<std::size_t>((x - from) / width_))];
  }
}

double Histogram::density(std::size_t bin) const {
  return static_cast<double>(counts_[bin]) / static_cast<double>(samples_) / width_;
}

double Histogram::std_error(std::size_t bin) const {
  const double n = static_cast<double>(samples_), p = static_cast<double>(counts_[bin]) / n;
  return std::sqrt(p * (1 - p) / n) / width_;
}

}  // namespace stochtherm
