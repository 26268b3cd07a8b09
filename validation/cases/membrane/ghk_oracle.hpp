#pragma once
// A second implementation of the constant-field currents: the textbook quotient, summed, and GSL's Brent
// solver.

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include <cmath>
#include <stdexcept>
#include <stochtherm/models/membrane/ion.hpp>
#include <vector>

namespace stochtherm::validation {

/// P z^2 (V F^2/RT) (c_in - c_out e^{-u})/(1 - e^{-u}), u = zFV/RT, summed over the ions, + pump (A/m^2).
struct TextbookCurrent {
  std::vector<models::Ion> ions;
  double temperature;
  models::MolarConstants molar{};
  double pump = 0;

  [[nodiscard]] double operator()(double V) const {
    const double F = molar.faraday, RT = molar.gas * temperature;
    double sum = pump;
    for (const models::Ion& ion : ions) {
      const double z = ion.valence, e = std::exp(-z * F * V / RT);
      sum += e == 1 ? ion.permeability * z * F * (ion.inside - ion.outside)
                    : ion.permeability * z * z * V * F * F / RT * (ion.inside - ion.outside * e) / (1 - e);
    }
    return sum;
  }
};

/// The zero of the current between -0.6137 V and 0.5871 V (not symmetric: the quotient is 0/0 at V = 0).
[[nodiscard]] inline double zero_by_gsl(TextbookCurrent current) {
  gsl_function f{[](double V, void* p) { return (*static_cast<TextbookCurrent*>(p))(V); }, &current};
  gsl_root_fsolver* solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  gsl_root_fsolver_set(solver, &f, -0.6137, 0.5871);
  int status = GSL_CONTINUE;
  for (int i = 0; i < 200 && status == GSL_CONTINUE; ++i) {
    gsl_root_fsolver_iterate(solver);
    status = gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), 1e-16,
                                    1e-15);
  }
  const double root = gsl_root_fsolver_root(solver);
  gsl_root_fsolver_free(solver);
  if (status != GSL_SUCCESS) throw std::runtime_error("GSL's Brent solver did not converge.");
  return root;
}

}  // namespace stochtherm::validation
