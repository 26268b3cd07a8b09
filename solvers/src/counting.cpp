#include <fmt/format.h>

#include <Eigen/SparseLU>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/counting.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/statistics/estimate.hpp>

#include "classes.hpp"
#include "sparse_elimination.hpp"
#include "sparse_matrix.hpp"

namespace stochtherm {
namespace {

void require_weights(const Generator& g, std::span<const double> weights, const char* function) {
  g.check();
  require(weights.size() == g.links.size(), "one weight per link", "weights",
          static_cast<double>(weights.size()), function);
  for (double w : weights) require_finite(w, "weight", function);
  require(!g.absorbing(), "counting needs a process that loses nothing", "exits", "some", function);
}

bool irreducible(const Generator& g) { return detail::classes(g).closed.size() == 1; }

/// M_k x: sum over jumps of weight^k times flux into the state it leads to, of a jump process at x.
std::vector<double> weighted_inflow(const Generator& g, std::span<const double> w,
                                    const std::vector<double>& x, int k) {
  std::vector<double> in(g.states);
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    const Link& link = g.links[l];
    const double wk = std::pow(w[l], k);
    in[link.to] += wk * link.forward * x[link.from];
    in[link.from] += (k % 2 == 0 ? wk : -wk) * link.backward * x[link.to];
  }
  return in;
}

struct Perron {
  double eigenvalue = 0, half_width = 0;
  Eigen::VectorXd vector{};
  bool good = false;
  std::size_t steps = 0;
};

/// Noda's iteration for the largest eigenvalue of a matrix whose off-diagonal entries are not negative.
Perron perron(const detail::SparseMatrix& M) {
  const Eigen::Index n = M.rows();
  Perron result{.vector = Eigen::VectorXd::Ones(n)};
  detail::SparseMatrix one(n, n);
  one.setIdentity();
  Eigen::SparseLU<detail::SparseMatrix> lu;
  bool analysed = false;
  double scale = 0;
  for (int k = 0; k < M.outerSize(); ++k)
    for (detail::SparseMatrix::InnerIterator e(M, k); e; ++e) scale = std::max(scale, std::abs(e.value()));
  double best = std::numeric_limits<double>::infinity();
  int worse = 0;
  for (result.steps = 0; result.steps < 200; ++result.steps) {
    const Eigen::ArrayXd ratio = (M * result.vector).array() / result.vector.array();
    const double low = ratio.minCoeff(), high = ratio.maxCoeff();
    if (!std::isfinite(low) || !std::isfinite(high)) return result;
    if (0.5 * (high - low) < best) {
      best = result.half_width = 0.5 * (high - low);
      result.eigenvalue = 0.5 * (high + low);
      result.good = true;
      worse = 0;
    } else if (++worse > 2) {  // rounding rules
      break;
    }
    if (high - low <= 4e-16 * scale) break;
    const detail::SparseMatrix shifted = (high + 1e-15 * scale) * one - M;
    if (!analysed) lu.analyzePattern(shifted), analysed = true;
    lu.factorize(shifted);
    if (lu.info() != Eigen::Success) break;
    Eigen::VectorXd next = lu.solve(result.vector);
    next /= next.cwiseAbs().maxCoeff();
    if (next.sum() < 0) next = -next;
    if (!(next.minCoeff() > 0)) break;  // rounding has the last word
    result.vector = next;
  }
  return result;
}

detail::SparseMatrix tilted(const Generator& g, std::span<const double> w, double s) {
  return detail::tilted_matrix(
      g, [&](std::size_t l) { return std::exp(s * w[l]); },
      [&](std::size_t l) { return std::exp(-s * w[l]); });
}

/// lambda(s) and lambda'(s) = <left| dL/ds |right>/<left|right>.
struct Slope {
  double lambda, slope;
  bool good;
};
Slope slope_at(const Generator& g, std::span<const double> w, double s) {
  const detail::SparseMatrix L = tilted(g, w, s);
  const Perron right = perron(L), left = perron(detail::SparseMatrix(L.transpose()));
  double change = 0;
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    const auto from = static_cast<Eigen::Index>(g.links[l].from),
               to = static_cast<Eigen::Index>(g.links[l].to);
    change += w[l] * (left.vector[to] * g.links[l].forward * std::exp(s * w[l]) * right.vector[from] -
                      left.vector[from] * g.links[l].backward * std::exp(-s * w[l]) * right.vector[to]);
  }
  return {right.eigenvalue, change / left.vector.dot(right.vector), right.good && left.good};
}

constexpr const char* reducible =
    "some states are left for good, or never reached again: count on the part that is visited for ever.";

}  // namespace

Solved<CumulantRates> cumulant_rates(const Generator& g, std::span<const double> w) {
  require_weights(g, w, __func__);
  const auto p = stationary(g);
  if (!p) return {CumulantRates{}, p.status(), p.sentence()};
  if (!irreducible(g))
    return {CumulantRates{}, Status::ill_conditioned, fmt::format("cumulant_rates: {}", reducible)};
  const detail::SparseElimination factors(g, 0, 1);
  constexpr double binomial[5][5] = {{1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1}};
  // lambda_n = sum_k C(n,k) 1.M_k x_{n-k};  L x_n = sum_k C(n,k) (lambda_k - M_k) x_{n-k};  1.x_n = 0.
  std::vector<std::vector<double>> x{*p};
  double lambda[5] = {};
  for (int n = 1; n <= 4; ++n) {
    std::vector<double> right(g.states);
    for (int k = 1; k <= n; ++k) {
      const auto in = weighted_inflow(g, w, x[static_cast<std::size_t>(n - k)], k);
      for (std::size_t i = 0; i < g.states; ++i) right[i] += binomial[n][k] * in[i];
    }
    lambda[n] = pairwise_sum(right);
    if (n == 4) break;
    for (int k = 1; k <= n; ++k)
      for (std::size_t i = 0; i < g.states; ++i)
        right[i] -= binomial[n][k] * lambda[k] * x[static_cast<std::size_t>(n - k)][i];
    factors.solve_singular(right);  // (-L) x_n = sum C (M_k - lambda_k) x_{n-k}
    const double excess = pairwise_sum(right);
    for (std::size_t i = 0; i < g.states; ++i) right[i] -= excess * x[0][i];
    x.push_back(std::move(right));
  }
  const CumulantRates rates{lambda[1], lambda[2], lambda[3], lambda[4]};
  if (!std::isfinite(rates.fourth) || !std::isfinite(rates.variance))
    return {rates, Status::ill_conditioned, "cumulant_rates: the rates span more than a double can hold."};
  return Solved<CumulantRates>(rates);
}

Solved<double> scaled_cumulants(const Generator& g, std::span<const double> w, double s) {
  require_weights(g, w, __func__);
  require_finite(s, "s");
  if (!irreducible(g))
    return {std::nan(""), Status::ill_conditioned, fmt::format("scaled_cumulants: {}", reducible)};
  const Perron top = perron(tilted(g, w, s));
  if (!top.good)
    return {top.eigenvalue, Status::ill_conditioned,
            "scaled_cumulants: the tilted rates span more than a double can hold; take a smaller |s|."};
  return Solved<double>(top.eigenvalue, {.steps = top.steps, .residual = top.half_width});
}

Solved<double> rate_function(const Generator& g, std::span<const double> w, double j) {
  require_weights(g, w, __func__);
  require_finite(j, "j");
  if (!irreducible(g))
    return {std::nan(""), Status::ill_conditioned, fmt::format("rate_function: {}", reducible)};
  // lambda' grows with s: bracket the s where it is j, then bisect and interpolate.
  double low = 0, high = 0;
  Slope at = slope_at(g, w, 0), at_low = at, at_high = at;
  const double direction = j >= at.slope ? 1 : -1;
  for (double step = 0.5; (at.slope - j) * direction < 0; step *= 2) {
    (direction > 0 ? low : high) = direction > 0 ? high : low;
    (direction > 0 ? at_low : at_high) = at;
    const double s = direction * step;
    at = slope_at(g, w, s);
    (direction > 0 ? high : low) = s;
    (direction > 0 ? at_high : at_low) = at;
    if (!at.good || step > 200)
      return {std::nan(""), Status::step_limit,
              fmt::format("rate_function: no tilt within reach makes a current of {} typical; it lies beyond "
                          "what the network "
                          "can carry, or at its edge.",
                          j)};
  }
  double s = low;
  for (int i = 0; i < 100 && high - low > 1e-13 * (1 + std::abs(low)); ++i) {
    const double fraction = (j - at_low.slope) / (at_high.slope - at_low.slope);
    const bool secant = i % 3 != 2 && fraction > 0.01 && fraction < 0.99;
    s = low + (secant ? fraction : 0.5) * (high - low);
    at = slope_at(g, w, s);
    if (at.slope == j) break;
    (at.slope < j ? low : high) = s;
    (at.slope < j ? at_low : at_high) = at;
  }
  return Solved<double>(std::max(0.0, s * j - slope_at(g, w, s).lambda));
}

std::vector<double> entropy_weights(const Generator& g) {
  g.check();
  std::vector<double> w;
  for (const Link& link : g.links) {
    require((link.forward > 0) == (link.backward > 0), "every link must have a way back", "rate back",
            std::min(link.forward, link.backward));
    w.push_back(link.forward > 0 ? std::log(link.forward) - std::log(link.backward) : 0);
  }
  return w;
}

}  // namespace stochtherm
