#include <algorithm>
#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/density.hpp>
#include <stochtherm/information/f_divergence.hpp>
#include <string>

#include "information_terms.hpp"

namespace stochtherm {

namespace detail {

void require_same_states(std::span<const double> p, std::span<const double> q, const char* function) {
  require_distribution(p, "p", function);
  require_distribution(q, "q", function);
  require(p.size() == q.size(), "both distributions must have the same states", "states of p and q",
          std::to_string(p.size()) + " and " + std::to_string(q.size()), function);
}

}  // namespace detail

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

void require_order(double order, const char* function) {
  require(order >= 0, "the order must not be negative", "order", order,
          function);  // a NaN fails; infinity passes
}

/// sum p^a q^(1-a) - 1, from the nearer of two sums: that of p (exp((a-1) ln(p/q)) - 1), which is small near a = 1.
double power_sum_minus_one(std::span<const double> p, std::span<const double> q, double a) {
  if (a == 0) return -detail::pairwise(0, p.size(), [=](std::size_t i) { return p[i] > 0 ? 0.0 : q[i]; });
  return detail::pairwise(0, p.size(), [=](std::size_t i) {
    if (p[i] == 0) return 0.0;
    if (q[i] == 0) return a < 1 ? -p[i] : inf;
    return p[i] * std::expm1((a - 1) * (std::log(p[i]) - std::log(q[i])));
  });
}

bool forbidden(std::span<const double> p, std::span<const double> q) {
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0 && q[i] == 0) return true;
  return false;
}

/// A sum of squares of differences over weights, its square root taken at the end.
double hellinger(std::span<const double> p, std::span<const double> q) {
  return std::sqrt(0.5 * detail::pairwise(0, p.size(), [=](std::size_t i) {
                     const double d = std::sqrt(p[i]) - std::sqrt(q[i]);
                     return d * d;
                   }));
}

void require_one_grid(const Density& p, const Density& q, const char* function) {
  require(p.grid() == q.grid(), "the densities must share one grid", "q", "a density on another grid",
          function);
}

}  // namespace

double chi_squared(std::span<const double> p, std::span<const double> q) {
  detail::require_same_states(p, q);
  return detail::pairwise(0, p.size(), [=](std::size_t i) {
    if (q[i] == 0) return p[i] > 0 ? inf : 0.0;
    const double d = p[i] - q[i];
    return d * (d / q[i]);
  });
}

double hellinger_distance(std::span<const double> p, std::span<const double> q) {
  detail::require_same_states(p, q);
  return hellinger(p, q);
}

double total_variation(std::span<const double> p, std::span<const double> q) {
  detail::require_same_states(p, q);
  return 0.5 * detail::pairwise(0, p.size(), [=](std::size_t i) { return std::abs(p[i] - q[i]); });
}

double renyi_divergence(std::span<const double> p, std::span<const double> q, double order) {
  detail::require_same_states(p, q);
  require_order(order, "renyi_divergence");
  if (order == 1) return kullback_leibler(p, q);
  if (order > 1 && forbidden(p, q)) return inf;
  // ln sum p exp((a-1) l), l = ln(p/q), with the largest exponent taken out where it is far from 0.
  double highest = -inf;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0 && q[i] > 0) {
      const double l = std::log(p[i]) - std::log(q[i]);
      highest = std::max(highest, std::isinf(order) ? l : (order - 1) * l);
    }
  if (std::isinf(order)) return std::max(0.0, highest);
  if (highest == -inf) return inf;  // nothing in common
  if (order == 0 || highest < 1) return std::log1p(power_sum_minus_one(p, q, order)) / (order - 1);
  const double sum = detail::pairwise(0, p.size(), [=](std::size_t i) {
    return p[i] > 0 && q[i] > 0 ? p[i] * std::exp((order - 1) * (std::log(p[i]) - std::log(q[i])) - highest)
                                : 0.0;
  });
  return (std::log(sum) + highest) / (order - 1);
}

double tsallis_divergence(std::span<const double> p, std::span<const double> q, double order) {
  detail::require_same_states(p, q);
  require_order(order, "tsallis_divergence");
  require_finite(order, "order");
  return order == 1 ? kullback_leibler(p, q) : power_sum_minus_one(p, q, order) / (order - 1);
}

double renyi_entropy(std::span<const double> p, double order) {
  detail::require_distribution(p, "p");
  require_order(order, "renyi_entropy");
  if (order == 1) return shannon_entropy(p);
  const double largest = *std::max_element(p.begin(), p.end());
  if (std::isinf(order)) return -std::log(largest);
  if (order > 0 && std::abs(order - 1) < 0.05)
    return std::log1p((1 - order) * tsallis_entropy(p, order)) / (1 - order);
  const double sum = detail::pairwise(
      0, p.size(), [=](std::size_t i) { return p[i] > 0 ? std::pow(p[i] / largest, order) : 0.0; });
  return (std::log(sum) + order * std::log(largest)) / (1 - order);
}

double tsallis_entropy(std::span<const double> p, double order) {
  detail::require_distribution(p, "p");
  require_order(order, "tsallis_entropy");
  require_finite(order, "order");
  if (order == 1) return shannon_entropy(p);
  return detail::pairwise(0, p.size(),
                          [=](std::size_t i) {
                            return p[i] > 0 ? p[i] * std::expm1((order - 1) * std::log(p[i])) : 0.0;
                          }) /
         (1 - order);
}

double chi_squared(const Density& p, const Density& q) {
  require_one_grid(p, q, "chi_squared");
  return chi_squared(p.masses(), q.masses());
}
double hellinger_distance(const Density& p, const Density& q) {
  require_one_grid(p, q, "hellinger_distance");
  return hellinger_distance(p.masses(), q.masses());
}
double renyi_divergence(const Density& p, const Density& q, double order) {
  require_one_grid(p, q, "renyi_divergence");
  return renyi_divergence(p.masses(), q.masses(), order);
}
double tsallis_divergence(const Density& p, const Density& q, double order) {
  require_one_grid(p, q, "tsallis_divergence");
  return tsallis_divergence(p.masses(), q.masses(), order);
}

double total_variation(const Density& p, const Density& q) { return p.total_variation(q); }

double renyi_entropy(const Density& p, double order) {
  require_order(order, "renyi_entropy");
  if (order == 1) return differential_entropy(p);
  double highest = 0;
  for (std::size_t i = 0; i < p.size(); ++i) highest = std::max(highest, p.pdf(i));
  if (std::isinf(order)) return -std::log(highest);
  // sum p (pdf/highest)^(a-1): the mass is the measure, so no width is forgotten.
  const double sum = detail::pairwise(0, p.size(), [&](std::size_t i) {
    return p[i] > 0 ? p[i] * std::pow(p.pdf(i) / highest, order - 1) : 0.0;
  });
  return std::log(sum) / (1 - order) - std::log(highest);
}

double tsallis_entropy(const Density& p, double order) {
  require_finite(order, "order");
  return order == 1 ? differential_entropy(p)
                    : std::expm1((1 - order) * renyi_entropy(p, order)) / (1 - order);
}

double chi_squared(const Gaussian& p, const Gaussian& q) {
  detail::require_gaussian(p);
  detail::require_gaussian(q);
  return p.variance >= 2 * q.variance ? inf : std::expm1(renyi_divergence(p, q, 2));
}

double hellinger_distance(const Gaussian& p, const Gaussian& q) {
  detail::require_gaussian(p);
  detail::require_gaussian(q);
  // 1 - exp(-R_(1/2)/2).
  return std::sqrt(-std::expm1(-0.5 * renyi_divergence(p, q, 0.5)));
}

double total_variation(const Gaussian& p, const Gaussian& q) {
  detail::require_gaussian(p);
  detail::require_gaussian(q);
  const double sp = std::sqrt(p.variance), sq = std::sqrt(q.variance);
  const auto between = [](const Gaussian& g, double from, double to) {
    const double s = std::sqrt(2 * g.variance);
    return 0.5 * (std::erf((to - g.mean) / s) - std::erf((from - g.mean) / s));
  };
  if (p.variance == q.variance) return std::erf(std::abs(p.mean - q.mean) / (2 * std::numbers::sqrt2 * sp));
  // The densities cross where a x^2 + 2 b x + c = 0; between the two roots the narrower one is the higher.
  const Gaussian& narrow = sp < sq ? p : q;
  const Gaussian& wide = sp < sq ? q : p;
  const double m = wide.mean - narrow.mean, r = wide.variance / narrow.variance;
  // In units around the narrow mean: x^2 r - (x - m)^2 = v_wide ln r.
  const double a = r - 1, root = std::sqrt(r * m * m + a * wide.variance * std::log(r));
  const double from = narrow.mean + (-m - root) / a, to = narrow.mean + (-m + root) / a;
  return between(narrow, from, to) - between(wide, from, to);
}

double renyi_divergence(const Gaussian& p, const Gaussian& q, double order) {
  detail::require_gaussian(p);
  detail::require_gaussian(q);
  require_order(order, "renyi_divergence");
  require_finite(order, "order");
  if (order == 1) return kullback_leibler(p, q);
  if (order == 0) return 0;
  const double mixed = order * q.variance + (1 - order) * p.variance, shift = p.mean - q.mean;
  if (!(mixed > 0)) return inf;
  // ln(v_p^(1-a) v_q^a / v_mixed)/(2(1-a)) with v_p = v_q (1 + e): (1-a) ln(1+e) - ln(1 + (1-a) e), no cancellation left but
  // that of the two small terms.
  const double e = (p.variance - q.variance) / q.variance, b = 1 - order;
  return 0.5 * order * shift * shift / mixed + (std::log1p(b * e) - b * std::log1p(e)) / (2 * b);
}

double renyi_entropy(const Gaussian& p, double order) {
  detail::require_gaussian(p);
  require(order > 0, "the order must be positive for a density on the whole line", "order", order);
  const double half_log = 0.5 * std::log(2 * std::numbers::pi * p.variance);
  if (std::isinf(order)) return half_log;
  const double x = order - 1;  // ln(a)/(2(a-1))
  return half_log + (std::abs(x) < 1e-300 ? 0.5 : std::log1p(x) / (2 * x));
}

// Tsallis' numbers from Renyi's: [exp((a-1) R) - 1]/(a-1), exact also for densities.
double tsallis_divergence(const Gaussian& p, const Gaussian& q, double order) {
  const double renyi = renyi_divergence(p, q, order);
  return order == 1 ? renyi : std::expm1((order - 1) * renyi) / (order - 1);
}

double tsallis_entropy(const Gaussian& p, double order) {
  require_finite(order, "order");
  const double renyi = renyi_entropy(p, order);
  return order == 1 ? renyi : std::expm1((1 - order) * renyi) / (1 - order);
}

}  // namespace stochtherm
