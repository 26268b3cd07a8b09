#pragma once
/// Entropy, divergence and mutual information of multivariate normal distributions, in nats.
///
/// Solves:       h = ln det(2 pi e S)/2,  KL = [tr(S_b^-1 S_a) - d - ln det(S_b^-1 S_a) + m^T S_b^-1 m]/2,
///               I(A;B|C) = ln[det S_AC det S_BC/(det S_C det S_ABC)]/2, Fisher information of a mean and a covariance.
/// Scheme:       Cholesky factors; logarithms of determinants from their diagonals. A covariance that has no factor is
///               refused.
/// Order:        none.
/// Exact for:    normal distributions; a relative error of order eps times the condition number of S.
/// Cost:         a Cholesky factorisation of each block, d^3/3.
/// Use when:     the covariance is known. Not when only samples are (mutual_information.hpp corrects the bias of the determinants).
/// References:   cover2006, kay1993
/// Validated by: information/known_measures, information/fisher_and_cramer_rao
///
/// Matrices are square, symmetric, row by row: S[i * d + j].

#include <cstddef>
#include <span>
#include <stochtherm/information/joint_table.hpp>
#include <vector>

namespace stochtherm {

/// A normal distribution of vectors. The covariance is symmetric to rounding and positive definite.
struct GaussianVector {
  std::vector<double> mean;
  std::vector<double> covariance;
};

[[nodiscard]] double differential_entropy(const GaussianVector& a);
[[nodiscard]] double kullback_leibler(const GaussianVector& a, const GaussianVector& b);
/// I(A;B|C) of the components in the lists; `given` may be empty.
[[nodiscard]] double mutual_information(const GaussianVector& p, const Variables& a, const Variables& b,
                                        const Variables& given = {});
/// sum h(X_i) - h(X) >= 0 of the components in the list.
[[nodiscard]] double multi_information(const GaussianVector& p, const Variables& parts);
/// ln(1 + S/N)/2 nats per use: the most that one use of a channel with Gaussian noise carries.
[[nodiscard]] double gaussian_channel_capacity(double signal_to_noise);

}  // namespace stochtherm
