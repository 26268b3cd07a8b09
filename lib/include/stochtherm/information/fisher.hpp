#pragma once
/// Fisher information and the Cramer-Rao bound: how well a parameter can be known from one observation.
///
/// Solves:       F_ab = sum_x (d_a p)(d_b p)/p = <d_a ln p d_b ln p>; Cov(estimate) >= F^-1/samples. Normal:
///               F_ab = d_a m^T S^-1 d_b m + tr(S^-1 d_a S S^-1 d_b S)/2.
/// Scheme:       the sums; Cholesky factors; the bound is the diagonal of the inverse, the other parameters unknown as well.
/// Order:        none; from families of distributions by central differences, 4 in the step.
/// Exact for:    finite distributions and normal ones, to rounding.
/// Cost:         parameters^2 x states; d^3 for normal vectors.
/// Use when:     the family is smooth and estimates are unbiased. Not where the support depends on the parameter: a
///               state with mass 0 and a slope is refused.
/// References:   kay1993, cover2006
/// Validated by: information/fisher_and_cramer_rao

#include <functional>
#include <span>
#include <stochtherm/information/gaussian_vectors.hpp>
#include <vector>

namespace stochtherm {

/// Symmetric, row by row.
struct FisherInformation {
  std::size_t parameters;
  std::vector<double> matrix;
  [[nodiscard]] double operator()(std::size_t a, std::size_t b) const { return matrix[a * parameters + b]; }
};

/// slopes[a][x] = dp(x)/da; each sums to 0.
[[nodiscard]] FisherInformation fisher_information(std::span<const double> p,
                                                   const std::vector<std::vector<double>>& slopes);
/// Of a family p(x; parameters) at a point, by central differences of this relative step.
[[nodiscard]] FisherInformation fisher_information(
    const std::function<std::vector<double>(std::span<const double>)>& family,
    std::span<const double> parameters, double step = 1e-3);
/// Of a normal vector: slopes of mean and covariance by each parameter.
[[nodiscard]] FisherInformation fisher_information(const GaussianVector& p,
                                                   const std::vector<std::vector<double>>& mean_slopes,
                                                   const std::vector<std::vector<double>>& covariance_slopes);
/// The least variance of an unbiased estimate of each parameter from `samples` independent observations.
[[nodiscard]] std::vector<double> cramer_rao_bound(const FisherInformation& fisher, double samples = 1);

}  // namespace stochtherm
