#pragma once
/// How far probability must be carried, and what carrying it in a given time costs.
///
/// Solves:       W2^2(a, b) = min <(x - y)^2> over all couplings of a and b; on the line integral_0^1 [Q_a(u) - Q_b(u)]^2 du
///               with the quantile functions Q. Speed limit: total entropy >= W2^2/(D tau).
/// Scheme:       densities: constant within a cell, so the quantile functions are piecewise linear, and each piece is
///               integrated in closed form. Samples: sorted and matched in order, weights split where the numbers differ;
///               standard error from Kantorovich's potential, phi' = 2 (x - T(x)), as Var phi/n (delbarrio2019). Normal
///               distributions: |m_a - m_b|^2 + tr[A + B - 2 (A^1/2 B A^1/2)^1/2].
/// Order:        densities: second order in the width of the cells; samples: 1/sqrt(n), with a bias upwards of order 1/n
///               that is all there is when both come from one distribution.
/// Exact for:    densities constant in cells, and normal distributions; those of several dimensions to rounding of the
///               traces, so for nearly equal ones to an absolute error of order eps tr(A + B).
/// Cost:         one pass over both grids; sorting for samples; two symmetric eigenproblems in d dimensions.
/// Use when:     overdamped motion with one diffusivity D. Not for rings: the line's distance is not theirs, and periodic
///               grids are refused. Not when D depends on the place: distances are then measured in another metric.
/// References:   villani2003, benamoubrenier2000, aurell2012, nakazatoito2021, dowsonlandau1982, delbarrio2019
/// Validated by: thermodynamics/wasserstein_distance

#include <span>
#include <stochtherm/core/density.hpp>
#include <stochtherm/information/gaussian.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

/// W2^2 of two densities on grids, which may differ; both normalised.
[[nodiscard]] double squared_wasserstein(const Density& a, const Density& b);
/// W2^2 of two independent samples, in any order; each needs two values.
[[nodiscard]] Estimate squared_wasserstein(std::span<const double> a, std::span<const double> b);
/// (m_a - m_b)^2 + (s_a - s_b)^2 with the standard deviations s.
[[nodiscard]] double squared_wasserstein(const Gaussian& a, const Gaussian& b);

/// A normal distribution in d dimensions: mean, and the symmetric covariance row by row, not negative definite.
struct MultivariateGaussian {
  std::vector<double> mean;
  std::vector<double> covariance;
};
[[nodiscard]] double squared_wasserstein(const MultivariateGaussian& a, const MultivariateGaussian& b);

/// What was produced, and the least that the distance allows, in nats.
struct SpeedLimit {
  Estimate measured;
  double bound;
  [[nodiscard]] double slack() const { return measured.mean - bound; }
  /// 1 for the optimal protocol under full control.
  [[nodiscard]] double efficiency() const { return bound / measured.mean; }
};

/// Total entropy produced in carrying a density over W2^2 = `squared_distance` in time tau: at least W2^2/(D tau).
[[nodiscard]] SpeedLimit wasserstein_speed_limit(const Estimate& total_entropy, double squared_distance,
                                                 double diffusivity, double duration);

}  // namespace stochtherm
