#pragma once
// How fast a variance grows.

#include <span>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm::studies {

/// (Var b - Var a)/(2 time), without bias, for a current a at one time and b a `time` later in the same trajectories.
/// What the start adds to either variance is the same and drops out, once the start is forgotten at a.
inline Estimate diffusion_between(std::span<const double> a, std::span<const double> b, double time) {
  const double mean_a = estimate_mean(a).mean, mean_b = estimate_mean(b).mean;
  const auto n = static_cast<double>(a.size());
  std::vector<double> growth(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    growth[i] =
        n / (n - 1) * ((b[i] - mean_b) * (b[i] - mean_b) - (a[i] - mean_a) * (a[i] - mean_a)) / (2 * time);
  return estimate_mean(growth);
}

}  // namespace stochtherm::studies
