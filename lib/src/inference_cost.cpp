#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/inference_cost.hpp>
#include <string>
#include <vector>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

InferenceCost cost(const JointDistribution& p, std::span<const double> q) {
  const std::size_t X = p.x_states(), Y = p.y_states();
  InferenceCost c{p.entropy_x_given_y(), 0, 0, 0, 0, 1};
  for (std::size_t y = 0; y < Y; ++y) {
    const double whole = p.marginal_y()[y];
    if (whole == 0) continue;
    std::size_t decision = 0;
    for (std::size_t x = 0; x < X; ++x) {
      if (q[x * Y + y] > q[decision * Y + y]) decision = x;
      c.filled_in += whole * detail::kullback_leibler_term(p(x, y) / whole, q[x * Y + y]);
    }
    c.error -= p(decision, y);
  }
  c.error = std::max(0.0, c.error);
  c.surprise = c.discarded + c.filled_in;
  c.error_at_least = fano_bound(c.discarded, X);
  // The wrong decision loses at most twice the total variation, which is at most sqrt(D/2) (Pinsker).
  c.error_at_most = std::min(1.0, -std::expm1(-c.discarded) + std::sqrt(2 * c.filled_in));
  return c;
}

}  // namespace

InferenceCost inference_cost(const JointDistribution& p, std::span<const double> model) {
  const std::size_t X = p.x_states(), Y = p.y_states();
  require(model.size() == X * Y, "a model has one q(x|y) for each state and datum", "values",
          static_cast<double>(model.size()));
  for (std::size_t y = 0; y < Y; ++y) {
    std::vector<double> column(X);
    for (std::size_t x = 0; x < X; ++x) column[x] = model[x * Y + y];
    detail::require_distribution(column, "q(.|y)", "inference_cost");
  }
  return cost(p, model);
}

InferenceCost inference_cost(const JointDistribution& p) {
  std::vector<double> q(p.x_states() * p.y_states());
  for (std::size_t i = 0; i < q.size(); ++i) {
    const double whole = p.marginal_y()[i % p.y_states()];
    q[i] = whole > 0 ? p.masses()[i] / whole : 1 / static_cast<double>(p.x_states());
  }
  InferenceCost c = cost(p, q);
  c.filled_in = 0;
  c.surprise = c.discarded;
  c.error_at_most = std::min(1.0, -std::expm1(-c.discarded));
  return c;
}

double information_discarded(const JointDistribution& p, std::span<const std::size_t> map,
                             std::size_t map_states) {
  require(map.size() == p.y_states(), "a map has one value for each datum", "values",
          static_cast<double>(map.size()));
  std::vector<double> to(p.x_states() * map_states);
  for (std::size_t y = 0; y < map.size(); ++y) {
    require(map[y] < map_states, "a map must lead to one of its states", "map[" + std::to_string(y) + "]",
            static_cast<double>(map[y]));
    for (std::size_t x = 0; x < p.x_states(); ++x) to[x * map_states + map[y]] += p(x, y);
  }
  const JointDistribution coarse(p.x_states(), map_states, std::move(to));
  // sum p(x,y) ln[p(x|y)/p(x|map(y))]: no difference of informations.
  double sum = 0;
  for (std::size_t x = 0; x < p.x_states(); ++x)
    for (std::size_t y = 0; y < map.size(); ++y)
      if (p(x, y) > 0)
        sum += detail::kullback_leibler_term(
            p(x, y), p.marginal_y()[y] * (coarse(x, map[y]) / coarse.marginal_y()[map[y]]));
      else if (p.marginal_y()[y] > 0)
        sum += p.marginal_y()[y] * (coarse(x, map[y]) / coarse.marginal_y()[map[y]]);
  return sum;
}

double fano_bound(double conditional_entropy, std::size_t states) {
  require_not_negative(conditional_entropy, "an entropy is not negative", "conditional_entropy");
  require(states >= 1, "there is at least one state", "states", static_cast<double>(states));
  const double M = static_cast<double>(states);
  require(conditional_entropy <= std::log(M) * (1 + 1e-12) + 1e-15,
          "an entropy is at most the logarithm of the states", "conditional_entropy", conditional_entropy);
  if (states == 1) return 0;
  // h(e) + e ln(M-1) rises from 0 at e = 0 to ln M at e = 1 - 1/M.
  const auto left = [M](double e) {
    return (e > 0 ? -e * std::log(e) : 0) - (1 - e) * std::log1p(-e) + (M > 2 ? e * std::log(M - 1) : 0);
  };
  double low = 0, high = 1 - 1 / M;
  for (int i = 0; i < 200 && high - low > 1e-16 * high; ++i) {
    const double e = 0.5 * (low + high);
    (left(e) < conditional_entropy ? low : high) = e;
  }
  return low;
}

double bit_handling_energy(double bits, double eta, double kT) {
  require_not_negative(bits, "a number of bits is not negative", "bits");
  require_not_negative(eta, "the price of a bit is not negative", "eta");
  require_positive(kT, "the thermal energy must be positive", "kT");
  return bits > 1 ? eta * kT * bits * std::log2(bits) : 0;
}

double information_rate_limit(double power, double kT) {
  require_not_negative(power, "a power is not negative", "power");
  require_positive(kT, "the thermal energy must be positive", "kT");
  return power / kT;
}

double information_rate_limit(double power, double kT, double bandwidth) {
  require_positive(bandwidth, "a bandwidth is positive", "bandwidth");
  return bandwidth * std::log1p(information_rate_limit(power, kT) / bandwidth);
}

}  // namespace stochtherm
