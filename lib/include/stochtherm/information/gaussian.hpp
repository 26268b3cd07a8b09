#pragma once
/// Entropy, divergences and mutual information of normal distributions, in nats.
///
/// Solves:       h = ln(2 pi e v)/2,  KL(a||b) = [v_a/v_b - 1 - ln(v_a/v_b) + (m_a - m_b)^2/v_b]/2,
///               I(X;Y) = -ln(1 - rho^2)/2. The Jensen-Shannon divergence has no closed form: it is integrated.
/// Scheme:       closed forms, written without cancellation for nearly equal distributions. JS: adaptive
///               Gauss-Kronrod over pieces cut at 0, 1, 2, 4, ... standard deviations around both means, in units of
///               the narrower one; the integrand, (f + g)/2 times a function of tanh(ln(f/g)/2), is nowhere negative.
/// Order:        none; JS to a relative error of 1e-12 (`stats().residual` is the quadrature's own error estimate).
/// Exact for:    normal distributions.
/// Cost:         one logarithm; JS between 700 and 1700 evaluations of the integrand, for variances up to a factor of
///               10^12 apart.
/// Use when:     the distributions are normal. Not for samples or for densities that only look normal.
/// References:   cover2006, kullback1951, lin1991
/// Validated by: information/gaussian_closed_forms, information/jensen_shannon_bounds

#include <stochtherm/core/solved.hpp>

namespace stochtherm {

/// A normal distribution on the line. The variance is positive.
struct Gaussian {
  double mean;
  double variance;
};

/// Differential entropy; negative for a variance below 1/(2 pi e).
[[nodiscard]] double differential_entropy(const Gaussian& a);
[[nodiscard]] double kullback_leibler(const Gaussian& a, const Gaussian& b);
/// In [0, ln 2], by quadrature.
[[nodiscard]] Solved<double> jensen_shannon(const Gaussian& a, const Gaussian& b);
/// Mutual information of two jointly normal variables with correlation coefficient -1 < rho < 1.
[[nodiscard]] double gaussian_mutual_information(double correlation);

}  // namespace stochtherm
