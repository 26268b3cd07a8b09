#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/double_well.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

void check(const DoubleWell& well, double lambda, const char* function) {
  require_positive(well.barrier, "the barrier must be positive", "barrier", function);
  check_bath(well.T, well.mu, function);
  require_finite(lambda, "lambda", function);
}

// The n-th root of 4 B (x^3 - x) = lambda from the right, by the cosine of a third of an angle.
double stationary_point(const DoubleWell& well, double lambda, int n, const char* function) {
  check(well, lambda, function);
  const double tilt = lambda / (8 * well.barrier / (3 * std::numbers::sqrt3));
  require(std::abs(tilt) < 1, "two wells exist only for |lambda| < 8 barrier/(3 sqrt 3)", "lambda", lambda,
          function);
  const double x = 2 * std::numbers::inv_sqrt3 *
                   std::cos(std::acos(tilt) / 3 - 2 * std::numbers::pi * static_cast<double>(n) / 3);
  // One Newton step removes the rounding of the trigonometry (it matters at x = 0).
  return x + well.force(x, lambda) / well.curvature(x);
}

}  // namespace

double DoubleWell::coercive_tilt() const {
  check(*this, 0, "coercive_tilt");
  return 8 * barrier / (3 * std::numbers::sqrt3);
}
double DoubleWell::right_minimum(double lambda) const {
  return stationary_point(*this, lambda, 0, "right_minimum");
}
double DoubleWell::barrier_top(double lambda) const {
  return stationary_point(*this, lambda, 1, "barrier_top");
}
double DoubleWell::left_minimum(double lambda) const {
  return stationary_point(*this, lambda, 2, "left_minimum");
}

double DoubleWell::curvature(double x) const { return barrier * (12 * x * x - 4); }

double DoubleWell::kramers_rate(double lambda) const {
  const double well = left_minimum(lambda), top = barrier_top(lambda);
  const double climb = energy(top, lambda) - energy(well, lambda);
  return mu.mu / (2 * std::numbers::pi) * std::sqrt(curvature(well) * -curvature(top)) *
         std::exp(-climb / T.kT);
}

}  // namespace stochtherm::models
