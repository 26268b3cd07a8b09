#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/minimum_free_energy.hpp>

#include "information_terms.hpp"

namespace stochtherm {

std::vector<double> frequencies(Counts counts, double floor) {
  require(!counts.empty(), "there must be a state", "states", 0);
  require_not_negative(floor, "a floor is not negative", "floor");
  double N = 0;
  for (std::size_t n : counts) N += static_cast<double>(n);
  require(N > 0, "there must be a sample", "samples", N);
  std::vector<double> p;
  for (std::size_t n : counts)
    p.push_back((static_cast<double>(n) / N + floor) / (1 + static_cast<double>(counts.size()) * floor));
  return p;
}

MinimumFreeEnergy minimum_free_energy(std::span<const double> frequencies, double beta) {
  detail::require_distribution(frequencies, "frequencies");
  require(beta >= 0 && beta <= 1, "an inverse data temperature lies between 0 and 1", "beta", beta);
  const double largest = *std::max_element(frequencies.begin(), frequencies.end());
  MinimumFreeEnergy m{{}, beta, 0, 0, 0};
  double Z = 0;
  for (double q : frequencies) {
    m.p.push_back(q > 0 ? std::pow(q / largest, beta) : 0);
    Z += m.p.back();
  }
  for (std::size_t i = 0; i < m.p.size(); ++i) {
    m.p[i] /= Z;
    if (frequencies[i] > 0) m.internal_energy -= m.p[i] * std::log(frequencies[i]);
  }
  m.entropy = shannon_entropy(m.p);
  m.free_energy =
      beta > 0 ? -std::log(Z) / beta - std::log(largest) : -std::numeric_limits<double>::infinity();
  return m;
}

double data_beta_by_size(double samples, double scale) {
  require_not_negative(samples, "a number of samples is not negative", "samples");
  require_positive(scale, "the scale must be positive", "scale");
  return -std::expm1(-samples / scale);
}

double data_beta_leave_one_out(Counts counts, double floor) {
  require_positive(floor, "without a floor a state seen once would become impossible: it must be positive",
                   "floor");
  const std::vector<double> all = frequencies(counts, floor);
  std::vector<std::size_t> rest(counts.begin(), counts.end());
  double N = 0, mean = 0;
  for (std::size_t n : counts) N += static_cast<double>(n);
  require(N >= 2, "leaving one out needs at least two samples", "samples", N);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (counts[i] == 0) continue;
    --rest[i];
    mean += static_cast<double>(counts[i]) / N * kullback_leibler(all, frequencies(rest, floor));
    ++rest[i];
  }
  return 1 / (1 + std::sqrt(mean));
}

double expectation_over_samples(std::span<const double> p, std::size_t samples,
                                const std::function<double(Counts)>& f) {
  detail::require_distribution(p, "p");
  require(samples >= 1 && samples <= 100'000, "from 1 to 100000 samples", "samples",
          static_cast<double>(samples));
  std::vector<std::size_t> counts(p.size(), 0);
  // Depth first over the states; the last takes what is left.
  const std::function<double(std::size_t, std::size_t, double)> from =
      [&](std::size_t state, std::size_t left, double log_weight) -> double {
    const auto weigh = [&](std::size_t n) {
      if (n == 0) return log_weight;
      return p[state] > 0 ? log_weight + static_cast<double>(n) * std::log(p[state]) -
                                std::lgamma(static_cast<double>(n) + 1)
                          : -std::numeric_limits<double>::infinity();
    };
    if (state + 1 == p.size()) {
      counts[state] = left;
      const double w = weigh(left);
      return w == -std::numeric_limits<double>::infinity() ? 0 : std::exp(w) * f(counts);
    }
    double sum = 0;
    for (std::size_t n = 0; n <= left; ++n) {
      counts[state] = n;
      sum += from(state + 1, left - n, weigh(n));
    }
    counts[state] = 0;
    return sum;
  };
  return from(0, samples, std::lgamma(static_cast<double>(samples) + 1));
}

}  // namespace stochtherm
