#pragma once
/// Nearest-neighbour estimators by looking at every pair: nothing shared with the library but the definitions.

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace stochtherm::validation {

class BruteForce {
 public:
  using Columns = std::vector<std::vector<double>>;

  /// `closed` counts what is just as far as the k-th neighbour too: the error to be shown.
  BruteForce(std::size_t k, std::size_t exclude, bool closed = false)
      : k_(k), exclude_(exclude), closed_(closed) {}

  [[nodiscard]] double entropy(const Columns& x) const {
    return mean(x, [&](std::size_t i, const std::vector<Near>& near, std::size_t eligible) {
      (void)i;
      return psi(eligible) - psi(k_) + static_cast<double>(x.size()) * std::log(2 * near[k_ - 1].first);
    });
  }
  [[nodiscard]] double information(const Columns& x, const Columns& y) const {
    return mean(joined(x, y), [&](std::size_t i, const std::vector<Near>& near, std::size_t eligible) {
      const double e = near[k_ - 1].first;
      if (e == 0)
        return psi(at_zero(joined(x, y), i)) + psi(eligible) - psi(at_zero(x, i)) - psi(at_zero(y, i));
      return psi(k_) + psi(eligible) - psi(within(x, i, e, closed_) + 1) - psi(within(y, i, e, closed_) + 1);
    });
  }
  [[nodiscard]] double second_information(const Columns& x, const Columns& y) const {
    return mean(joined(x, y), [&](std::size_t i, const std::vector<Near>& near, std::size_t eligible) {
      if (near[k_ - 1].first == 0)
        return psi(at_zero(joined(x, y), i)) + psi(eligible) - psi(at_zero(x, i)) - psi(at_zero(y, i));
      double ex = 0, ey = 0;
      for (std::size_t r = 0; r < k_; ++r) {
        ex = std::max(ex, distance(x, i, near[r].second));
        ey = std::max(ey, distance(y, i, near[r].second));
      }
      return psi(k_) - 1 / static_cast<double>(k_) + psi(eligible) - psi(within(x, i, ex, true)) -
             psi(within(y, i, ey, true));
    });
  }
  [[nodiscard]] double conditional(const Columns& x, const Columns& y, const Columns& z) const {
    const Columns xz = joined(x, z), yz = joined(y, z), all = joined(x, yz);
    return mean(all, [&](std::size_t i, const std::vector<Near>& near, std::size_t) {
      const double e = near[k_ - 1].first;
      if (e == 0)
        return psi(at_zero(all, i)) - psi(at_zero(xz, i)) - psi(at_zero(yz, i)) + psi(at_zero(z, i));
      return psi(k_) - psi(within(xz, i, e, closed_) + 1) - psi(within(yz, i, e, closed_) + 1) +
             psi(within(z, i, e, closed_) + 1);
    });
  }
  [[nodiscard]] double divergence(const Columns& p, const Columns& q) const {
    const std::size_t m = q[0].size();
    return mean(p, [&](std::size_t i, const std::vector<Near>& near, std::size_t eligible) {
      std::vector<double> d(m, 0.0);
      for (std::size_t j = 0; j < m; ++j)
        for (std::size_t c = 0; c < p.size(); ++c) d[j] = std::max(d[j], std::abs(q[c][j] - p[c][i]));
      std::nth_element(d.begin(), d.begin() + static_cast<long>(k_ - 1), d.end());
      return static_cast<double>(p.size()) * std::log(d[k_ - 1] / near[k_ - 1].first) +
             std::log(static_cast<double>(m) / static_cast<double>(eligible - 1));
    });
  }

 private:
  using Near = std::pair<double, std::size_t>;  // ties by number

  static double psi(std::size_t n) { return boost::math::digamma(static_cast<double>(n)); }
  static Columns joined(Columns a, const Columns& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }
  static double distance(const Columns& x, std::size_t i, std::size_t j) {
    double d = 0;
    for (const auto& c : x) d = std::max(d, std::abs(c[j] - c[i]));
    return d;
  }
  [[nodiscard]] bool left_out(std::size_t i, std::size_t j) const {
    const std::size_t apart = i > j ? i - j : j - i;
    return apart == 0 || apart < exclude_;
  }
  [[nodiscard]] std::size_t within(const Columns& x, std::size_t i, double e, bool closed) const {
    std::size_t n = 0;
    for (std::size_t j = 0; j < x[0].size(); ++j)
      if (!left_out(i, j)) n += closed ? distance(x, i, j) <= e : distance(x, i, j) < e;
    return n;
  }
  /// Samples that coincide, itself included.
  [[nodiscard]] std::size_t at_zero(const Columns& x, std::size_t i) const {
    return within(x, i, 0, true) + 1;
  }

  template <class F>
  [[nodiscard]] double mean(const Columns& x, F f) const {
    const std::size_t n = x[0].size();
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<Near> near;
      for (std::size_t j = 0; j < n; ++j)
        if (!left_out(i, j)) near.emplace_back(distance(x, i, j), j);
      std::sort(near.begin(), near.end());
      sum += f(i, near, near.size() + 1);
    }
    return sum / static_cast<double>(n);
  }

  std::size_t k_, exclude_;
  bool closed_;
};

}  // namespace stochtherm::validation
