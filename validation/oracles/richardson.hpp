#pragma once
/// From values at h, h/2, h/4, ... to the limit.

#include <cmath>
#include <cstddef>
#include <vector>

namespace stochtherm::validation {

/// Values whose error is a series in h^2: extrapolated to h = 0, and by how much the last two columns differ.
struct Limit {
  double value, uncertainty;
};
inline Limit limit_of_even_series(std::vector<double> values) {
  double before = values.back();
  for (std::size_t k = 1; k < values.size(); ++k) {
    const double factor = std::pow(4.0, static_cast<double>(k));
    before = values.back();
    for (std::size_t i = values.size() - 1; i >= k; --i)
      values[i] += (values[i] - values[i - 1]) / (factor - 1);
  }
  return {values.back(), std::abs(values.back() - before)};
}

}  // namespace stochtherm::validation
