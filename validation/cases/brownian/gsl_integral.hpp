#pragma once
// Adaptive Gauss-Kronrod by GSL: the independent quadrature.

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

#include <stdexcept>
#include <string>

namespace stochtherm::validation {

/// int_a^b f to a relative error of `relative`. GSL_EROUND (rounding keeps it from doing better) is accepted.
template <class F>
[[nodiscard]] double integral_by_gsl(F f, double a, double b, double relative) {
  constexpr std::size_t intervals = 200;
  gsl_function g{[](double x, void* p) { return (*static_cast<F*>(p))(x); }, &f};
  gsl_integration_workspace* work = gsl_integration_workspace_alloc(intervals);
  gsl_error_handler_t* handler = gsl_set_error_handler_off();
  double result = 0, error = 0;
  const int status =
      gsl_integration_qag(&g, a, b, 0, relative, intervals, GSL_INTEG_GAUSS61, work, &result, &error);
  gsl_set_error_handler(handler);
  gsl_integration_workspace_free(work);
  if (status != GSL_SUCCESS && status != GSL_EROUND)
    throw std::runtime_error(std::string("GSL quadrature: ") + gsl_strerror(status));
  return result;
}

}  // namespace stochtherm::validation
