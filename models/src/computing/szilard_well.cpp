#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/computing/szilard_well.hpp>

#include "../brownian/check.hpp"

namespace stochtherm::models {

double SzilardWell::probability_right(double A) const {
  check_bath(T, mu);
  require_positive(high, "the barrier must be positive", "high");
  require_finite(A, "A");
  // exp(-U/kT) on one side, with the bottom of the untilted well at 0; beyond `end` U > 50 kT + |A| x.
  const double b = high / T.kT, a = A / T.kT;
  const double end = std::sqrt(1 + std::sqrt(50 / b)) + std::abs(a) / b + 1;
  const auto side = [=](double sign) {
    const auto weight = [=](double x) { return std::exp(-b * (x * x - 1) * (x * x - 1) + sign * a * x); };
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(weight, 0, end, 12, 1e-13);
  };
  const double right = side(1), left = side(-1);
  return right / (right + left);
}

SzilardWell SzilardWell::for_error(double error, double high, double low) {
  require(error > 0 && error <= 0.5, "a reading is wrong with probability 0 < eps <= 1/2", "error", error);
  require_positive(low, "the barrier must be positive", "low");
  SzilardWell well{.high = high, .low = low, .tilt = 0};
  if (error == 0.5) return well;
  // The wells lie near +-1, so that their energies differ by 2 A.
  const double guess = 0.5 * std::log((1 - error) / error);
  std::uintmax_t calls = 100;
  const auto bracket = boost::math::tools::bracket_and_solve_root(
      [&](double A) { return well.probability_right(A) - (1 - error); }, guess, 1.5, true,
      boost::math::tools::eps_tolerance<double>(45), calls);
  well.tilt = 0.5 * (bracket.first + bracket.second);
  return well;
}

}  // namespace stochtherm::models
