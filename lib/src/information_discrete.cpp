#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/f_divergence.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <string>

#include "information_terms.hpp"

namespace stochtherm {

namespace detail {

void require_distribution(std::span<const double> p, const char* argument, const char* function) {
  require(!p.empty(), "a distribution needs at least one state", "number of states", 0, function);
  bool good = true;  // without a branch, so that the compiler may take several at a time; a NaN fails
  for (double mass : p) good &= mass >= 0 && mass <= std::numeric_limits<double>::max();
  if (!good) [[unlikely]] {
    const auto bad = std::find_if(p.begin(), p.end(), [](double m) { return !(m >= 0 && std::isfinite(m)); });
    require(false, "a probability must be finite and not negative",
            std::string(argument) + "[" + std::to_string(bad - p.begin()) + "]", *bad, function);
  }
  const double total = pairwise(0, p.size(), [p](std::size_t i) { return p[i]; });
  require(std::abs(total - 1) <= normalisation_tolerance, "probabilities must sum to 1 within 1e-9",
          "sum of " + std::string(argument), total, function);
}

}  // namespace detail

namespace {

double entropy_of(std::span<const double> p) {
  return detail::pairwise(0, p.size(),
                          [p](std::size_t i) { return p[i] > 0 ? -p[i] * std::log(p[i]) : 0.0; });
}

}  // namespace

double shannon_entropy(std::span<const double> p) {
  detail::require_distribution(p, "p");
  return entropy_of(p);
}

double cross_entropy(std::span<const double> p, std::span<const double> q) {
  detail::require_same_states(p, q);
  return detail::pairwise(0, p.size(),
                          [=](std::size_t i) { return p[i] > 0 ? -p[i] * std::log(q[i]) : 0.0; });
}

double kullback_leibler(std::span<const double> p, std::span<const double> q) {
  detail::require_same_states(p, q);
  return detail::pairwise(0, p.size(),
                          [=](std::size_t i) { return detail::kullback_leibler_term(p[i], q[i]); });
}

double jensen_shannon(std::span<const double> p, std::span<const double> q, double weight_of_p) {
  detail::require_same_states(p, q);
  const double w = weight_of_p;
  require(w >= 0 && w <= 1, "a weight must lie in [0, 1]", "weight_of_p", w);
  if (w == 0 || w == 1) return 0;
  return detail::pairwise(0, p.size(), [=](std::size_t i) {
    const double m = w * p[i] + (1 - w) * q[i];
    return w * detail::kullback_leibler_term(p[i], m) + (1 - w) * detail::kullback_leibler_term(q[i], m);
  });
}

JointDistribution::JointDistribution(std::size_t x_states, std::size_t y_states, std::vector<double> masses)
    : x_states_(x_states), y_states_(y_states), masses_(std::move(masses)), p_x_(x_states), p_y_(y_states) {
  require(
      x_states > 0 && y_states > 0 && masses_.size() / y_states == x_states && masses_.size() % y_states == 0,
      "a joint table has x_states rows of y_states masses", "x_states, y_states and masses",
      std::to_string(x_states) + ", " + std::to_string(y_states) + " and " + std::to_string(masses_.size()));
  detail::require_distribution(masses_, "masses");
  for (std::size_t x = 0; x < x_states_; ++x)
    p_x_[x] = pairwise_sum(std::span<const double>(masses_).subspan(x * y_states_, y_states_));
  for (std::size_t y = 0; y < y_states_; ++y)
    p_y_[y] = detail::pairwise(0, x_states_, [&](std::size_t x) { return (*this)(x, y); });
}

JointDistribution JointDistribution::independent(std::span<const double> p_x, std::span<const double> p_y) {
  detail::require_distribution(p_x, "p_x");
  detail::require_distribution(p_y, "p_y");
  std::vector<double> masses;
  masses.reserve(p_x.size() * p_y.size());
  for (double x : p_x)
    for (double y : p_y) masses.push_back(x * y);
  return {p_x.size(), p_y.size(), std::move(masses)};
}

JointDistribution JointDistribution::function_of(std::span<const double> p_x,
                                                 std::span<const std::size_t> map, std::size_t y_states) {
  detail::require_distribution(p_x, "p_x");
  require(map.size() == p_x.size(), "a map has one value per state", "number of values",
          static_cast<double>(map.size()));
  std::vector<double> masses(p_x.size() * y_states);
  for (std::size_t x = 0; x < p_x.size(); ++x) {
    require(map[x] < y_states, "a map must lead to one of the output states",
            "map[" + std::to_string(x) + "]", static_cast<double>(map[x]));
    masses[x * y_states + map[x]] = p_x[x];
  }
  return {p_x.size(), y_states, std::move(masses)};
}

JointDistribution JointDistribution::noisy_copy(double p_one, double error) {
  require(p_one >= 0 && p_one <= 1, "a probability must lie in [0, 1]", "p_one", p_one);
  require(error >= 0 && error <= 1, "a probability must lie in [0, 1]", "error", error);
  const double p_zero = 1 - p_one, right = 1 - error;
  return {2, 2, {p_zero * right, p_zero * error, p_one * error, p_one * right}};
}

double JointDistribution::entropy() const { return entropy_of(masses_); }
double JointDistribution::entropy_x() const { return entropy_of(p_x_); }
double JointDistribution::entropy_y() const { return entropy_of(p_y_); }

namespace {
// -p(x,y) ln p(x|y): not negative, and exactly 0 when x follows from y.
double conditional_term(double joint, double marginal) {
  return joint > 0 && joint < marginal ? -joint * std::log(joint / marginal) : 0.0;
}
}  // namespace

double JointDistribution::entropy_x_given_y() const {
  return detail::pairwise(
      0, masses_.size(), [this](std::size_t i) { return conditional_term(masses_[i], p_y_[i % y_states_]); });
}

double JointDistribution::entropy_y_given_x() const {
  return detail::pairwise(
      0, masses_.size(), [this](std::size_t i) { return conditional_term(masses_[i], p_x_[i / y_states_]); });
}

double JointDistribution::mutual_information() const {
  return detail::pairwise(0, masses_.size(), [this](std::size_t i) {
    return detail::kullback_leibler_term(masses_[i], p_x_[i / y_states_] * p_y_[i % y_states_]);
  });
}

}  // namespace stochtherm
