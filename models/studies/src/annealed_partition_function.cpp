#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/annealed_partition_function.hpp>
#include <vector>

namespace stochtherm::studies {

AnnealedPartitionFunction AnnealedPartitionFunction::from(std::span<const double> log_weights,
                                                          double log_reference) {
  require(log_weights.size() >= 2, "an error needs two chains at least", "chains",
          static_cast<double>(log_weights.size()), "annealed_partition_function");
  require_finite(log_reference, "log_reference", "annealed_partition_function");
  const auto against = [&](double reference) {
    std::vector<double> ratios;
    for (double w : log_weights) ratios.push_back(std::exp(w - reference));
    return estimate_mean(ratios);
  };
  const double largest = *std::max_element(log_weights.begin(), log_weights.end());
  const auto mean = against(largest);
  return {.log_Z = largest + std::log(mean.mean),
          .std_error = mean.std_error / mean.mean,
          .ratio = against(log_reference),
          .log_reference = log_reference};
}

}  // namespace stochtherm::studies
