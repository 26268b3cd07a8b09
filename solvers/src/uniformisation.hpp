#pragma once
/// exp(L t) p by uniformisation.

#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm::detail {

/// The generator by target state: what flows into state i stands together.
class Uniformisation {
 public:
  explicit Uniformisation(const Generator& generator);

  /// p becomes the masses after `duration`, too small by at most `tolerance` in all: nothing is ever subtracted, so masses
  /// stay non-negative and what the series leaves out is missing from their sum.
  void advance(std::vector<double>& p, double duration, double tolerance) const;
  /// The largest rate of leaving a state: advance takes about this times the duration products with the generator.
  [[nodiscard]] double rate() const { return rate_; }

 private:
  double rate_ = 0;
  std::vector<double> stay_;  // probability of staying in a step
  std::vector<std::size_t> begin_;
  std::vector<std::uint32_t> from_;
  std::vector<double> probability_;
};

}  // namespace stochtherm::detail
