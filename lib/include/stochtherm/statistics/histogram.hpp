#pragma once
/// Counts in equal bins, read as a density with its error.

#include <cstddef>
#include <span>
#include <vector>

namespace stochtherm {

class Histogram {
 public:
  /// `bins` equal bins on [from, to); samples outside are counted in the total alone. NaN is refused.
  Histogram(std::span<const double> samples, double from, double to, std::size_t bins);

  [[nodiscard]] std::size_t size() const { return counts_.size(); }
  [[nodiscard]] std::size_t samples() const { return samples_; }
  [[nodiscard]] std::size_t count(std::size_t bin) const { return counts_[bin]; }
  [[nodiscard]] double centre(std::size_t bin) const { return from_ + width_ * (static_cast<double>(bin) + 0.5); }
  /// Probability per unit of the samples, averaged over the bin.
  [[nodiscard]] double density(std::size_t bin) const;
  /// Its binomial standard error, sqrt(p (1-p)/n)/width.
  [[nodiscard]] double std_error(std::size_t bin) const;

 private:
  double from_, width_;
  std::size_t samples_;
  std::vector<std::size_t> counts_;
};

}  // namespace stochtherm
