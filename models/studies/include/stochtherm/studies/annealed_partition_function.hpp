#pragma once
/// What annealed importance sampling says of a partition function. Source: Neal, Stat. Comput. 11, 125 (2001), key `neal2001`.

#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm::studies {

struct AnnealedPartitionFunction {
  double log_Z, std_error;  ///< error of the logarithm, to first order
  /// Z over the reference e^{log_reference}: unbiased.
  Estimate ratio;
  double log_reference;

  /// From the logarithms of the weights, one for each chain, whose mean is Z.
  [[nodiscard]] static AnnealedPartitionFunction from(std::span<const double> log_weights,
                                                      double log_reference);
};

}  // namespace stochtherm::studies
