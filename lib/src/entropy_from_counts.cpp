#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <string>
#include <vector>

namespace stochtherm {
namespace {

using boost::math::digamma;
using boost::math::trigamma;

/// How many states were seen n times, for each n > 0: every estimator is a sum over these.
struct Histogram {
  std::vector<std::pair<double, double>> multiplicity;  // n, states
  double samples = 0, seen = 0;
};

Histogram histogram(Counts counts, const char* function) {
  std::map<std::size_t, std::size_t> of;
  Histogram h;
  for (std::size_t n : counts)
    if (n > 0) ++of[n];
  for (const auto& [n, states] : of) {
    h.multiplicity.emplace_back(static_cast<double>(n), static_cast<double>(states));
    h.samples += static_cast<double>(n) * static_cast<double>(states);
    h.seen += static_cast<double>(states);
  }
  require(h.samples > 0, "an entropy needs at least one sample", "samples", 0, function);
  return h;
}

template <class F>
double sum_over(const Histogram& h, F f) {
  double sum = 0;
  for (const auto& [n, states] : h.multiplicity) sum += states * f(n);
  return sum;
}

Estimate with_plugin_error(double value, const Histogram& h) {
  const double N = h.samples;
  const double entropy = sum_over(h, [N](double n) { return -n / N * std::log(n / N); });
  // sum p (ln p + H)^2: no difference of large numbers.
  const double variance = sum_over(h, [=](double n) {
    const double d = std::log(n / N) + entropy;
    return n / N * d * d;
  });
  return {value, std::sqrt(variance / N), static_cast<std::size_t>(N)};
}

double plugin(const Histogram& h) {
  const double N = h.samples;
  return sum_over(h, [N](double n) { return -n / N * std::log(n / N); });
}

Estimate grassberger(Counts counts, const std::function<double(double)>& G, const char* function) {
  const Histogram h = histogram(counts, function);
  const double N = h.samples;
  return with_plugin_error(std::log(N) - sum_over(h, [&](double n) { return n * G(n); }) / N, h);
}

double sign_of(double n) { return std::fmod(n, 2) == 0 ? 1.0 : -1.0; }

/// ln[Gamma(x + n)/Gamma(x)]: for large x by Stirling's series, of which x ln x would else be lost to rounding.
double log_rising(double x, double n) {
  if (x < 100) return std::lgamma(x + n) - std::lgamma(x);
  const auto rest = [](double y) { return 1 / (12 * y) - 1 / (360 * y * y * y); };
  return n * std::log(x) + (x + n - 0.5) * std::log1p(n / x) - n + rest(x + n) - rest(x);
}

/// Mean and mean square of the entropy under the posterior Dirichlet(n + a) (Wolpert & Wolf), K states.
struct Posterior {
  double mean, variance;
};
Posterior posterior(const Histogram& h, double a, double K) {
  const double total = h.samples + K * a;
  auto all = h.multiplicity;
  if (K > h.seen) all.emplace_back(0.0, K - h.seen);
  double first = 0, squares = 0, linear = 0, self = 0, own = 0;
  const double psi_total = digamma(total + 2), tri_total = trigamma(total + 2);
  for (const auto& [n, states] : all) {
    const double x = n + a, w = x / total;
    first += states * w * (digamma(total + 1) - digamma(x + 1));
    // sum over pairs i != j of x_i x_j [d_i d_j - psi'(total+2)] with d = psi(x+1) - psi(total+2), and i = j apart.
    const double d = digamma(x + 1) - psi_total;
    linear += states * x * d;
    squares += states * x * x * d * d;
    self += states * x * x;
    const double e = digamma(x + 2) - psi_total;
    own += states * x * (x + 1) * (e * e + trigamma(x + 2) - tri_total);
  }
  const double pairs = linear * linear - squares - tri_total * (total * total - self);
  const double mean_square = (pairs + own) / (total * (total + 1));
  return {first, std::max(0.0, mean_square - first * first)};
}

}  // namespace

Estimate plugin_entropy(Counts counts) {
  const Histogram h = histogram(counts, "plugin_entropy");
  return with_plugin_error(plugin(h), h);
}

Estimate miller_madow_entropy(Counts counts) {
  const Histogram h = histogram(counts, "miller_madow_entropy");
  return with_plugin_error(plugin(h) + (h.seen - 1) / (2 * h.samples), h);
}

Estimate grassberger_entropy(Counts counts) {
  return grassberger(
      counts,
      [](double n) { return digamma(n) + 0.5 * sign_of(n) * (digamma((n + 1) / 2) - digamma(n / 2)); },
      "grassberger_entropy");
}

Estimate grassberger1988_entropy(Counts counts) {
  return grassberger(
      counts, [](double n) { return digamma(n) + sign_of(n) / (n + 1); }, "grassberger1988_entropy");
}

Estimate chao_shen_entropy(Counts counts) {
  const Histogram h = histogram(counts, "chao_shen_entropy");
  const double N = h.samples;
  double once = 0;
  for (const auto& [n, states] : h.multiplicity)
    if (n == 1) once = states;
  // All seen once: the coverage would be 0; one of them is taken as seen twice (Chao & Shen).
  const double coverage = 1 - (once == N ? N - 1 : once) / N;
  const double value = sum_over(h, [=](double n) {
    const double p = coverage * n / N;
    return p == 1 ? 0.0 : -p * std::log(p) / -std::expm1(N * std::log1p(-p));
  });
  return with_plugin_error(value, h);
}

Estimate dirichlet_entropy(Counts counts, double pseudocount, std::size_t states) {
  const Histogram h = histogram(counts, "dirichlet_entropy");
  require_positive(pseudocount, "a pseudocount is positive", "pseudocount");
  const double K = states == 0 ? h.seen : static_cast<double>(states);
  require(K >= h.seen, "there cannot be fewer states than were seen", "states", K);
  const Posterior p = posterior(h, pseudocount, K);
  return {p.mean, std::sqrt(p.variance), static_cast<std::size_t>(h.samples)};
}

Solved<Estimate> nsb_entropy(Counts counts, std::size_t states) {
  const Histogram h = histogram(counts, "nsb_entropy");
  const double K = states == 0 ? h.seen : static_cast<double>(states), N = h.samples;
  require(K >= h.seen, "there cannot be fewer states than were seen", "states", K);
  if (K == 1) return Solved<Estimate>(Estimate{0, 0, static_cast<std::size_t>(N)});
  // ln of the evidence for a, times d xi/d ln a with xi = psi(K a + 1) - psi(a + 1), the prior mean of H.
  const auto log_weight = [&](double log_a) {
    const double a = std::exp(log_a);
    const double slope = a * (K * trigamma(K * a + 1) - trigamma(a + 1));
    const double evidence = sum_over(h, [a](double n) { return log_rising(a, n); }) - log_rising(K * a, N);
    return slope > 0 ? evidence + std::log(slope) : -std::numeric_limits<double>::infinity();
  };
  // Where the weight lives: within exp(-45) of its maximum, found by scanning ever narrower ranges of ln a.
  constexpr int points = 1000;
  double low = -40, high = 40, best = 0;
  std::vector<double> scan(points + 1);
  double width = 0;
  do {
    width = high - low;
    for (int i = 0; i <= points; ++i)
      scan[static_cast<std::size_t>(i)] = log_weight(low + width * i / points);
    best = *std::max_element(scan.begin(), scan.end());
    int first_in = points, last_in = 0;
    for (int i = 0; i <= points; ++i)
      if (scan[static_cast<std::size_t>(i)] > best - 45)
        first_in = std::min(first_in, i), last_in = std::max(last_in, i);
    const double from = low;
    low = from + width * std::max(0, first_in - 1) / points;
    high = from + width * std::min(points, last_in + 1) / points;
  } while (high - low < 0.5 * width);
  // The trapezoid rule: exponentially accurate for a smooth weight that fades at both ends. Every second point again gives
  // the error.
  double total = 0, first = 0, second = 0, half_total = 0, half_first = 0;
  for (int i = 0; i <= points; ++i) {
    const double x = low + (high - low) * i / points;
    const double weight = std::exp(log_weight(x) - best);
    if (weight == 0) continue;
    const Posterior p = posterior(h, std::exp(x), K);
    total += weight;
    first += weight * p.mean;
    second += weight * (p.variance + p.mean * p.mean);
    if (i % 2 == 0) half_total += weight, half_first += weight * p.mean;
  }
  const double error = std::abs(half_first / half_total - first / total);
  const double mean = first / total;
  const Estimate result{mean, std::sqrt(std::max(0.0, second / total - mean * mean)),
                        static_cast<std::size_t>(N)};
  const Stats stats{.steps = points, .residual = error};
  if (!(error <= 1e-8))
    return {result, Status::ill_conditioned,
            "nsb_entropy: the integral over priors did not settle; are these counts of independent samples?",
            stats};
  return Solved<Estimate>(result, stats);
}

}  // namespace stochtherm
