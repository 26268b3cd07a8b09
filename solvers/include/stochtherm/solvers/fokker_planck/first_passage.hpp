#pragma once
#include <functional>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/solved.hpp>

namespace stochtherm {

/// Mean first-passage time in a potential, by quadrature.
///
/// Solves:       T(x0 -> b) = (1/D) int_{x0}^b dy e^{u(y)} int_{-inf}^y dz e^{-u(z)}, u = U/kT, x0 < b;
///               mirrored for x0 > b. Confinement on the far side is required.
/// Scheme:       the inner integral by the exp-sinh rule on the half line, the outer one by adaptive 61-point
///               Gauss-Kronrod; u(y) - u(z) is taken before the exponential, so that neither factor overflows.
/// Order:        spectral; relative error below 1e-12 for double wells with barriers up to 300 kT. When the rules'
///               own error estimates exceed 1e-8, the outcome is ill_conditioned.
/// Exact for:    nothing but x0 = b; it is quadrature.
/// Cost:         0.6 to 7 ms for barriers of 4 to 256 kT.
/// Use when:     u is smooth on the scale of |b - x0|, and exact numbers are wanted. Not when: a well far away is
///               much narrower than its distance (the rule may step over it), or a non-conservative force acts: use
///               FokkerPlanck1D.
/// References:   gardiner2009, haenggi1990
/// Validated by: fokker_planck/first_passage_quadrature
[[nodiscard]] Solved<double> mean_first_passage_time(const std::function<double(double)>& u, double D,
                                                     double x0, double b);

/// The same for a model at fixed lambda.
template <Overdamped1D M>
[[nodiscard]] Solved<double> mean_first_passage_time(const M& model, double x0, double b, double lambda = 0) {
  static_assert(!Driven1D<M>,
                "the quadrature needs a potential; use FokkerPlanck1D with a non-conservative force");
  const double kT = Temperature(model.bath()).kT;
  return mean_first_passage_time([&](double x) { return static_cast<double>(model.energy(x, lambda)) / kT; },
                                 kT * Mobility(model.mobility()).mu, x0, b);
}

}  // namespace stochtherm
