#include <algorithm>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>

namespace stochtherm {

Solved<double> mean_first_passage_time(const std::function<double(double)>& u, double D, double x0,
                                       double b) {
  require_positive(D, "the diffusivity must be positive", "D");
  require_finite(x0, "x0");
  require_finite(b, "b");
  if (x0 > b) return mean_first_passage_time([&](double x) { return u(-x); }, D, -x0, -b);
  if (x0 == b) return Solved<double>(0.0);
  boost::math::quadrature::exp_sinh<double> half_line;
  double worst = 0;  // relative error estimate of the rules
  // int_{-inf}^y e^{u(y) - u(z)} dz, with z = y - s.
  const auto inner = [&](double y) {
    const double uy = u(y);
    const auto weight = [&](double s) {
      const double uz = u(y - s);
      require(!std::isnan(uz), "the potential must be a number", "u", uz, "mean_first_passage_time");
      return uy - uz < -700 ? 0.0 : std::exp(uy - uz);
    };
    double error = 0, magnitude = 0;
    const double value =
        half_line.integrate(weight, 0.0, std::numeric_limits<double>::infinity(), 1e-13, &error, &magnitude);
    worst = std::max(worst, error / magnitude);
    // A potential that confines has no weight left a hundred million lengths away.
    const double far = 1e8 * (std::abs(y) + b - x0);
    worst = std::max(worst, weight(far) * far / magnitude);
    return value;
  };
  double time = std::nan("");
  try {
    double error = 0;
    // On [-1, 1]: Boost does not scale the error estimate with the interval.
    const double half = 0.5 * (b - x0), middle = 0.5 * (x0 + b);
    const auto outer = [&](double t) { return half * inner(middle + half * t); };
    time =
        boost::math::quadrature::gauss_kronrod<double, 61>::integrate(outer, -1.0, 1.0, 10, 1e-12, &error) /
        D;
    worst = std::max(worst, error / (time * D));
  } catch (const InvalidArgument&) {
    throw;
  } catch (const std::exception&) {  // Boost's: an integrand that is not finite
    worst = std::numeric_limits<double>::infinity();
  }
  if (std::isfinite(time) && worst < 1e-8) return Solved<double>(time, {.residual = worst});
  return {time,
          Status::ill_conditioned,
          "mean_first_passage_time: the integral does not converge; the potential must confine on the far "
          "side and be "
          "resolved by a quadrature (use FokkerPlanck1D where it is not).",
          {.residual = worst}};
}

}  // namespace stochtherm
