#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>

namespace stochtherm {

double mean_first_passage_time(const std::function<double(double)>& u, double D, double x0, double b) {
  require_positive(D, "the diffusivity must be positive", "D");
  require_finite(x0, "x0");
  require_finite(b, "b");
  if (x0 > b) return mean_first_passage_time([&](double x) { return u(-x); }, D, -x0, -b);
  if (x0 == b) return 0;
  using boost::math::quadrature::gauss_kronrod;
  boost::math::quadrature::exp_sinh<double> half_line;
  constexpr double tolerance = 1e-13;
  // int_{-inf}^y e^{u(y) - u(z)} dz, with z = y - s.
  const auto inner = [&](double y) {
    const double uy = u(y);
    const auto weight = [&](double s) {
      const double exponent = uy - u(y - s);
      return exponent < -700 || std::isnan(exponent) ? 0.0 : std::exp(exponent);
    };
    return half_line.integrate(weight, 0.0, std::numeric_limits<double>::infinity(), tolerance);
  };
  return gauss_kronrod<double, 61>::integrate(inner, x0, b, 10, 1e-12) / D;
}

}  // namespace stochtherm
