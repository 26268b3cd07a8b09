#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/divergence_rates.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <string>

#include "information_terms.hpp"
#include "link_terms.hpp"

namespace stochtherm {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_pair(std::span<const double> p, std::span<const double> q, const char* function) {
  detail::require_distribution(p, "p", function);
  detail::require_distribution(q, "q", function);
  require(p.size() == q.size(), "both distributions must have the same states", "states of q",
          static_cast<double>(q.size()), function);
  for (std::size_t i = 0; i < p.size(); ++i)
    require(q[i] > 0 || p[i] == 0, "q must not vanish where p does not", "state", static_cast<double>(i),
            function);
}

void require_moving(const Moving& m, const char* argument, const char* function) {
  detail::require_distribution(m.p, argument, function);
  require(m.change.size() == m.p.size(), "one change per state", argument,
          static_cast<double>(m.change.size()), function);
  double sum = 0, size = 0;
  for (double c : m.change) {
    require_finite(c, std::string("change of ") + argument, function);
    sum += c, size += std::abs(c);
  }
  // 1 is the mass that moves: a distribution that stands still has changes of rounding alone, of any sum.
  require(std::abs(sum) <= 1e-9 * (1 + size), "what leaves some states must arrive in others",
          std::string("sum of the changes of ") + argument, sum, function);
}

void require_states(const Divergence& d, std::size_t p, std::size_t q, const char* function) {
  require(d.by_p.size() == p && d.by_q.size() == q, "the divergence must be of these distributions", "states",
          static_cast<double>(p), function);
}

/// r^e - 1, over e; its limit ln r at e = 0.
double power_over(double e, double log_r) { return e == 0 ? log_r : std::expm1(e * log_r) / e; }

/// sum weight change, where a weight may be infinite if nothing changes there.
double sum_of_products(std::span<const double> weight, std::span<const double> change) {
  return detail::pairwise(0, change.size(),
                          [&](std::size_t i) { return detail::times(change[i], weight[i]); });
}

double variance(std::span<const double> p, std::span<const double> x) {
  const double mean = sum_of_products(x, p);
  return detail::pairwise(
      0, p.size(), [&](std::size_t i) { return p[i] == 0 ? 0 : p[i] * (x[i] - mean) * (x[i] - mean); });
}

double speed_times_spread(const Moving& m, std::span<const double> weight) {
  const double fisher = temporal_fisher_information(m), spread = variance(m.p, weight);
  return fisher == 0 || spread == 0 ? 0 : std::sqrt(fisher * spread);
}

MarkovBounds bounds_of_one(const Generator& g, std::span<const double> p, std::span<const double> weight) {
  double squares = 0, largest = 0, total = 0;
  for (const Link& link : g.links) {
    const double fluxes = detail::fluxes(link, p).sum();
    if (fluxes == 0) continue;
    const double change = std::abs(weight[link.to] - weight[link.from]);
    squares += detail::times(fluxes, change * change);
    total += detail::times(fluxes, change);
    largest = std::max(largest, change);
  }
  const double sigma = entropy_production(g, p), A = activity(g, p);
  const auto root = [](double a, double b) { return a == 0 || b == 0 ? 0 : std::sqrt(a * b / 2); };
  return {root(sigma, squares), largest == 0 ? 0 : largest * root(sigma, A), total};
}

}  // namespace

double Divergence::rate(const Moving& p, const Moving& q) const {
  require_moving(p, "p", "rate");
  require_moving(q, "q", "rate");
  require_states(*this, p.p.size(), q.p.size(), "rate");
  return sum_of_products(by_p, p.change) + sum_of_products(by_q, q.change);
}

Divergence tsallis_divergence(double order, std::span<const double> p, std::span<const double> q) {
  require_positive(order, "the order of a divergence must be positive", "order");
  require_pair(p, q, "tsallis_divergence");
  const double e = order - 1;
  Divergence d{0, std::vector<double>(p.size()), std::vector<double>(p.size())};
  std::vector<double> terms(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (q[i] == 0) continue;
    if (p[i] == 0) {
      terms[i] = q[i];
      d.by_p[i] = e > 0 ? -order / e : -infinity;
      d.by_q[i] = 1;
      continue;
    }
    const double log_r = detail::log_of_ratio(p[i], q[i]);
    terms[i] = p[i] * power_over(e, log_r) - p[i] + q[i];
    d.by_p[i] = order * power_over(e, log_r);
    d.by_q[i] = -std::expm1(order * log_r);
  }
  d.value = e == 0 ? kullback_leibler(p, q) : pairwise_sum(terms);
  return d;
}

Divergence kullback_leibler_divergence(std::span<const double> p, std::span<const double> q) {
  return tsallis_divergence(1, p, q);
}

Divergence renyi_divergence(double order, std::span<const double> p, std::span<const double> q) {
  Divergence d = tsallis_divergence(order, p, q);
  const double e = order - 1, Z = 1 + e * d.value;
  if (e == 0) return d;
  d.value = std::log1p(e * d.value) / e;
  for (double& g : d.by_p) g /= Z;
  for (double& g : d.by_q) g /= Z;
  return d;
}

Divergence f_divergence(const ConvexFunction& f, std::span<const double> p, std::span<const double> q) {
  require_pair(p, q, "f_divergence");
  require(std::abs(f.value(1)) <= 1e-12, "f must vanish at 1", "f(1)", f.value(1));
  Divergence d{0, std::vector<double>(p.size()), std::vector<double>(p.size())};
  std::vector<double> terms(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (q[i] == 0) continue;
    const double r = p[i] / q[i], value = f.value(r), slope = f.slope(r);
    terms[i] = q[i] * value;
    d.by_p[i] = slope;
    d.by_q[i] = value - detail::times(r, slope);
  }
  d.value = pairwise_sum(terms);
  return d;
}

double temporal_fisher_information(const Moving& m) {
  require_moving(m, "p", "temporal_fisher_information");
  return detail::pairwise(0, m.p.size(), [&](std::size_t i) {
    return m.change[i] == 0 ? 0.0 : m.change[i] * m.change[i] / m.p[i];
  });
}

double kinematic_bound(const Divergence& d, const Moving& p, const Moving& q) {
  require_moving(p, "p", "kinematic_bound");
  require_moving(q, "q", "kinematic_bound");
  require_states(d, p.p.size(), q.p.size(), "kinematic_bound");
  return speed_times_spread(p, d.by_p) + speed_times_spread(q, d.by_q);
}

MarkovBounds markov_bounds(const Divergence& d, const Generator& of_p, std::span<const double> p,
                           const Generator& of_q, std::span<const double> q) {
  require_states(d, p.size(), q.size(), "markov_bounds");
  const MarkovBounds a = bounds_of_one(of_p, p, d.by_p), b = bounds_of_one(of_q, q, d.by_q);
  return {a.dissipation + b.dissipation, a.dissipation_and_activity + b.dissipation_and_activity,
          a.activity + b.activity};
}

}  // namespace stochtherm
