#pragma once
/// Gauss-Legendre with 256 points by GSL: spectrally accurate for the smooth integrands here, and one of the rules that
/// GSL tabulates in full (those it computes on the fly are good to ten digits only).

#include <gsl/gsl_integration.h>

#include <memory>

namespace stochtherm::validation {

class GslRule {
 public:
  template <class F>
  double operator()(double from, double to, F f) const {
    double sum = 0;
    for (std::size_t i = 0; i < points; ++i) {
      double x = 0, w = 0;
      gsl_integration_glfixed_point(from, to, i, &x, &w, table_.get());
      sum += w * f(x);
    }
    return sum;
  }

 private:
  static constexpr std::size_t points = 256;
  std::unique_ptr<gsl_integration_glfixed_table, void (*)(gsl_integration_glfixed_table*)> table_{
      gsl_integration_glfixed_table_alloc(points), gsl_integration_glfixed_table_free};
};

}  // namespace stochtherm::validation
