#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/statistics/resampling.hpp>
#include <vector>

#include "samples.hpp"

namespace stochtherm {
namespace {

using Table = std::vector<std::vector<double>>;

/// Draw number `draw` of resample r: a whole number below n.
std::size_t below(std::size_t n, Seed seed, std::size_t r, std::size_t draw) {
  const double u = random::uniform(seed, random::Stream::resampling, r, 0, draw);
  return std::min(n - 1, static_cast<std::size_t>(u * static_cast<double>(n)));
}

Table chosen(Columns rows, const std::vector<std::size_t>& index) {
  Table out;
  for (const auto& column : rows) {
    std::vector<double> c(index.size());
    for (std::size_t i = 0; i < index.size(); ++i) c[i] = column[index[i]];
    out.push_back(std::move(c));
  }
  return out;
}

/// Mean and standard deviation of a few values.
Estimate spread(const std::vector<double>& values) {
  Estimate e = estimate_mean(values);
  e.std_error *= std::sqrt(static_cast<double>(values.size()));
  return e;
}

}  // namespace

Estimate bootstrap(Columns rows, const Statistic& f, Resampling how) {
  const std::size_t n = detail::require_samples({rows});
  require(how.resamples >= 2, "a bootstrap needs at least two resamples", "resamples",
          static_cast<double>(how.resamples));
  require(how.block >= 1 && how.block <= n, "a block has from one to all rows", "block",
          static_cast<double>(how.block));
  std::vector<double> values(how.resamples);
  std::vector<std::size_t> index(n);
  for (std::size_t r = 0; r < how.resamples; ++r) {
    for (std::size_t i = 0; i < n; ++i)
      index[i] = i % how.block == 0 ? below(n, how.seed, r, i / how.block) : (index[i - 1] + 1) % n;
    values[r] = f(chosen(rows, index));
  }
  return {f(rows), spread(values).std_error, n};
}

Estimate error_from_parts(Columns rows, const Statistic& f, std::size_t parts) {
  const std::size_t n = detail::require_samples({rows});
  require(parts >= 2 && parts <= n / 2, "there are at least two parts of at least two rows", "parts",
          static_cast<double>(parts));
  std::vector<double> values(parts);
  for (std::size_t p = 0; p < parts; ++p) {
    std::vector<std::size_t> index((p + 1) * n / parts - p * n / parts);
    std::iota(index.begin(), index.end(), p * n / parts);
    values[p] = f(chosen(rows, index));
  }
  return {f(rows), estimate_mean(values).std_error, n};
}

Significance surrogate_test(Columns x, Columns y, const std::function<double(Columns, Columns)>& f,
                            Surrogates how) {
  const std::size_t n = detail::require_samples({x, y});
  require(how.surrogates >= 2, "a test needs at least two surrogates", "surrogates",
          static_cast<double>(how.surrogates));
  Significance s{f(x, y), 0, {}};
  std::vector<double> values(how.surrogates);
  std::vector<std::size_t> index(n);
  std::size_t reached = 0;
  const std::size_t least = n / 10 + 1;
  for (std::size_t r = 0; r < how.surrogates; ++r) {
    std::iota(index.begin(), index.end(), std::size_t{0});
    if (how.kind == Surrogates::Kind::permutation)
      for (std::size_t i = n - 1; i > 0; --i) std::swap(index[i], index[below(i + 1, how.seed, r, i)]);
    else
      std::rotate(
          index.begin(),
          index.begin() + static_cast<long>(least + below(n - std::min(n - 1, 2 * least), how.seed, r, 0)),
          index.end());
    values[r] = f(chosen(x, index), y);
    reached += values[r] >= s.statistic;
  }
  s.p_value = (1 + static_cast<double>(reached)) / (1 + static_cast<double>(how.surrogates));
  s.without = spread(values);
  return s;
}

}  // namespace stochtherm
