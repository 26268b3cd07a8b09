#pragma once
/// Composite Gauss-Legendre for integrands exp(smooth): 30 points a panel, no error control, so the panels
/// must fit.

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>

namespace stochtherm::models {

/// int_a^b of an integrand whose peaks inside are no narrower than Gaussians of deviation `width`, and which
/// falls from the ends no steeper than e^{-slope |x - end|}. Panels of at most 4 widths; the first and the
/// last are halved towards the ends until the integrand changes by less than e^16 over one. 30 points are
/// then exact to rounding.
template <class F>
double integrate_peaked(F f, double a, double b, double width, double slope) {
  using Rule = boost::math::quadrature::gauss<double, 30>;
  const double length = b - a;
  const double panels = std::max(2.0, std::ceil(length / (4 * width)));
  const double h = length / panels;
  double sum = 0;
  for (double i = 1; i < panels - 1; ++i) sum += Rule::integrate(f, a + i * h, a + (i + 1) * h);
  double end = h;
  while (end * slope > 16) {
    sum += Rule::integrate(f, a + end / 2, a + end) + Rule::integrate(f, b - end, b - end / 2);
    end /= 2;
  }
  return sum + Rule::integrate(f, a, a + end) + Rule::integrate(f, b - end, b);
}

}  // namespace stochtherm::models
