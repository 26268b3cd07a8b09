// Fluctuation and response of a particle in a trap at equilibrium.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/statistics/correlation.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

constexpr double k = 1.5, kT = 0.8, dt = 0.1, centre = 2;  // gamma = 1

/// Positions sampled exactly, without and with a constant force; `start` is the initial width over that of equilibrium.
std::vector<std::vector<double>> records(const Effort& effort, std::size_t times, std::size_t n, double start,
                                         double force) {
  const double e = std::exp(-k * dt), width = std::sqrt(kT / k);
  std::vector<std::vector<double>> x(times, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    x[0][i] = centre + start * width * normal(effort, i, 0);
    for (std::size_t t = 1; t < times; ++t) {
      const double target = centre + force / k;
      x[t][i] = target + e * (x[t - 1][i] - target) + width * std::sqrt(1 - e * e) * normal(effort, i, 1, t);
    }
  }
  return x;
}

Verdict compare(const Effort& effort, double start) {
  Verdict verdict;
  const std::size_t times = 61, n = effort.samples(25'000);
  const auto x = records(effort, times, n, start, 0);
  const auto known = autocorrelation(x, 7, centre), unknown = autocorrelation(x, 7);
  // Standard errors below 0.008 at a tenth of the effort; the variance is 0.53.
  for (const std::size_t lag : {0U, 7U}) {
    const double exact = kT / k * std::exp(-k * dt * static_cast<double>(lag));
    verdict.checks.push_back(statistical(fmt::format("C({:.1f}), mean known", 0.1 * static_cast<double>(lag)),
                                         known[lag], exact, 0.08));
    verdict.checks.push_back(statistical(
        fmt::format("C({:.1f}), mean unknown", 0.1 * static_cast<double>(lag)), unknown[lag], exact, 0.08));
  }
  // The trapezoid of an exponential, dt/2 coth(k dt/2): 0.2 percent above 1/k.
  verdict.checks.push_back(statistical("correlation time", *autocorrelation_time(x, dt, centre, 6),
                                       0.5 * dt / std::tanh(0.5 * k * dt), 0.15));

  // The answer to a force, with the same noise, has no scatter here; half of the precision goes in the difference.
  const double force = 0.01;
  const auto chi =
      response(records(effort, 8, 1000, start, force), records(effort, 8, 1000, start, 0), force);
  verdict.checks.push_back(digits("χ(0.7)", chi[7].mean, (1 - std::exp(-k * 0.7)) / k, 10));
  // Fluctuation and response: kT chi(t) = C(0) - C(t), trajectory by trajectory on average.
  std::vector<double> half_msd(n);
  for (std::size_t i = 0; i < n; ++i) half_msd[i] = 0.5 * (x[7][i] - x[0][i]) * (x[7][i] - x[0][i]);
  verdict.checks.push_back(statistical("half the mean squared displacement, against kT χ",
                                       estimate_mean(half_msd), kT * chi[7].mean, 0.1));
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/correlation_and_response",
    .claim = "Correlation function, correlation time and response of a trapped particle are found without "
             "bias, with the mean "
             "known or not, and obey the fluctuation-dissipation theorem.",
    .equation = "kT χ(t) = C(0) − C(t),  C(t) = (kT/k) e^{−kt/γ}",
    .source = "kubo1966, uhlenbeckornstein1930",
    .tags = {"statistical"},
    .statistical_checks = 6,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description =
                     "All trajectories start in the middle of the trap: the series is not stationary.",
                 .check = [](const Effort& effort) { return compare(effort, 0); }},
}};

}  // namespace
}  // namespace stochtherm::validation
