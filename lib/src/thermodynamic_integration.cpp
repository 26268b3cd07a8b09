#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/thermodynamic_integration.hpp>
#include <vector>

namespace stochtherm {
namespace {

/// The integral of the natural cubic spline through y.
double spline_integral(std::span<const double> x, std::span<const double> y) {
  const std::size_t n = x.size();
  std::vector<double> c(n, 0.0), diagonal(n, 1.0),
      rhs(n, 0.0);  // c: half the second derivative at each point
  const auto h = [&](std::size_t i) { return x[i + 1] - x[i]; };
  for (std::size_t i = 1; i + 1 < n; ++i) {
    diagonal[i] = 2 * (h(i - 1) + h(i));
    rhs[i] = 3 * ((y[i + 1] - y[i]) / h(i) - (y[i] - y[i - 1]) / h(i - 1));
    if (i > 1) {
      const double factor = h(i - 1) / diagonal[i - 1];
      diagonal[i] -= factor * h(i - 1);
      rhs[i] -= factor * rhs[i - 1];
    }
  }
  for (std::size_t i = n - 1; i-- > 1;) c[i] = (rhs[i] - h(i) * c[i + 1]) / diagonal[i];
  double sum = 0;
  for (std::size_t i = 0; i + 1 < n; ++i)
    sum += 0.5 * h(i) * (y[i] + y[i + 1]) - h(i) * h(i) * h(i) * (c[i] + c[i + 1]) / 12;
  return sum;
}

}  // namespace

ThermodynamicIntegral thermodynamic_integration(std::span<const double> lambda,
                                                std::span<const Estimate> mean_force) {
  const std::size_t n = lambda.size();
  require(n >= 2, "an integral needs two points", "points", static_cast<double>(n));
  require(mean_force.size() == n, "one mean force for each lambda", "mean forces",
          static_cast<double>(mean_force.size()));
  std::vector<double> y(n);
  for (std::size_t i = 0; i < n; ++i) {
    require_finite(lambda[i], "lambda");
    require(i == 0 || (lambda[i] - lambda[i - 1]) * (lambda[1] - lambda[0]) > 0,
            "lambda must rise or fall from point to point", "lambda", lambda[i]);
    require_finite(mean_force[i].mean, "mean force");
    require_not_negative(mean_force[i].std_error, "a standard error is not negative", "std_error");
    y[i] = mean_force[i].mean;
  }
  ThermodynamicIntegral result{{spline_integral(lambda, y), 0, 0}, 0};
  double variance = 0, trapezoid = 0;
  std::vector<double> unit(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    unit[i] = 1;
    const double weight = spline_integral(lambda, unit) * mean_force[i].std_error;
    unit[i] = 0;
    variance += weight * weight;
    result.dF.n += mean_force[i].n;
    if (i > 0) trapezoid += 0.5 * (lambda[i] - lambda[i - 1]) * (y[i] + y[i - 1]);
  }
  result.dF.std_error = std::sqrt(variance);
  result.rule_difference = result.dF.mean - trapezoid;
  return result;
}

}  // namespace stochtherm
