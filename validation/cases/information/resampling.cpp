// Errors and significance by drawing the data again, where both are known.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/statistics/resampling.hpp>
#include <stochtherm/statistics/series.hpp>
#include <stochtherm/validation/case.hpp>

#include "../thermodynamics/samples.hpp"

namespace stochtherm::validation {
namespace {

using Samples = std::vector<std::vector<double>>;

double mean_of(Columns x) { return pairwise_sum(x[0]) / static_cast<double>(x[0].size()); }
double covariance_of(Columns x, Columns y) {
  double sum = 0;
  const double mx = mean_of(x), my = mean_of(y);
  for (std::size_t i = 0; i < x[0].size(); ++i) sum += (x[0][i] - mx) * (y[0][i] - my);
  return std::abs(sum);
}

/// `block` rows stay together in series that remember ten.
Verdict compare(const Effort& effort, std::size_t block) {
  Verdict verdict;
  const std::size_t repeats = effort.samples(300), N = 2000;
  const double phi = 0.8;  // x' = phi x + noise: the error of the mean is that of N (1-phi)/(1+phi) samples
  std::vector<double> independent, blocks, parts, series, small_p;
  for (std::size_t r = 0; r < repeats; ++r) {
    Samples x(1, std::vector<double>(N)), w = x, y = x;
    double u = normal(effort, r, 0, N) / std::sqrt(1 - phi * phi);
    for (std::size_t i = 0; i < N; ++i) {
      x[0][i] = u;
      u = phi * u + normal(effort, r, 0, i);
      w[0][i] = normal(effort, r, 1, i);
      y[0][i] = normal(effort, r, 2, i);
    }
    const Seed seed = effort.seed.value * 1000 + r;
    const double exact = 1 / std::sqrt(static_cast<double>(N)), memory = exact / (1 - phi);
    const auto ratio = [](double stated, double known) { return stated * stated / (known * known); };
    independent.push_back(ratio(bootstrap(w, mean_of, {.seed = seed, .resamples = 60}).std_error, exact));
    blocks.push_back(
        ratio(bootstrap(x, mean_of, {.seed = seed, .resamples = 60, .block = block}).std_error, memory));
    parts.push_back(ratio(error_from_parts(x, mean_of).std_error, memory));
    series.push_back(ratio(estimate_mean_of_series(x[0]).std_error, memory));
    const Samples few_w{std::vector<double>(w[0].begin(), w[0].begin() + 50)},
        few_y{std::vector<double>(y[0].begin(), y[0].begin() + 50)};
    small_p.push_back(surrogate_test(few_w, few_y, covariance_of, {.seed = seed, .surrogates = 19}).p_value <=
                      0.1);
  }
  // Variances: standard errors at a tenth of the effort 0.035, 0.06, 0.09. A block of b rows misses 2 phi/(1 - phi^2)/b = 0.044
  // of the variance, and b/N = 0.05 because the blocks share one mean: 0.956 * 0.95. Parts of 200 rows miss 0.022.
  verdict.checks.push_back(
      statistical("bootstrap of independent rows: variance of the mean over the exact one",
                  estimate_mean(independent), 1, 0.4));
  verdict.checks.push_back(
      statistical("bootstrap in blocks of 100 of 2000 rows", estimate_mean(blocks), 0.956 * 0.95, 0.55));
  verdict.checks.push_back(statistical("ten parts, less 2 percent", estimate_mean(parts), 0.98, 0.9));
  // The cut of the sum over lags costs a few percent.
  const Estimate of_series = estimate_mean(series);
  verdict.checks.push_back(at_most("mean of a series: how far its variance is off, beyond 4 standard errors",
                                   std::abs(of_series.mean - 1) - 4 * of_series.std_error, 0.06));
  verdict.checks.push_back(
      statistical("how often independent columns have p ≤ 0.1", estimate_mean(small_p), 0.1, 0.6));

  Samples x(1, std::vector<double>(50)), y = x;
  for (std::size_t i = 0; i < 50; ++i)
    x[0][i] = normal(effort, i, 3, 0), y[0][i] = x[0][i] + normal(effort, i, 4, 0);
  const auto dependent = surrogate_test(x, y, covariance_of, {.seed = effort.seed, .surrogates = 199});
  verdict.checks.push_back(at_most("p of a clear dependence", dependent.p_value, 0.005));
  const auto rotated = surrogate_test(
      x, y, covariance_of, {.seed = effort.seed, .surrogates = 199, .kind = Surrogates::Kind::rotation});
  verdict.checks.push_back(at_most("the same by rotation", rotated.p_value, 0.05));
  return verdict;
}

const Registered registered{{
    .name = "information/resampling",
    .claim = "Bootstrap, parts and the autocorrelation of a series find the known error of a mean, and "
             "permutation raises "
             "false alarms as often as it says.",
    .equation = "Var mean = (1/N) σ^{2} (1 + φ)/(1 − φ);  P(p ≤ α) = α",
    .source = "efron1979, kunsch1989, davison1997, sokal1997",
    .tags = {"statistical"},
    .statistical_checks = 4,
    .check = [](const Effort& effort) { return compare(effort, 100); },
    .sabotage = {.description = "Rows of a series that remembers ten are drawn one by one.",
                 .check = [](const Effort& effort) { return compare(effort, 1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
