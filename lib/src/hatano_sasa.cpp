#include <stochtherm/thermodynamics/hatano_sasa.hpp>

#include "columns.hpp"

namespace stochtherm {

ExponentialAverage hatano_sasa(std::span<const double> Y) {
  detail::require_column(Y, "Y");
  return exponential_average(Y);
}

MediumEntropySplit split_medium_entropy(std::span<const double> medium_entropy, std::span<const double> Y,
                                        std::span<const double> dphi) {
  detail::require_column(medium_entropy, "medium_entropy");
  detail::require_column(Y, "Y");
  detail::require_column(dphi, "dphi");
  detail::require_same_length(Y.size(), medium_entropy.size(), "Y");
  detail::require_same_length(dphi.size(), medium_entropy.size(), "dphi");
  MediumEntropySplit split{std::vector<double>(Y.size()), std::vector<double>(Y.size())};
  for (std::size_t i = 0; i < Y.size(); ++i) {
    split.excess[i] = Y[i] - dphi[i];
    split.housekeeping[i] = medium_entropy[i] - split.excess[i];
  }
  return split;
}

}  // namespace stochtherm
