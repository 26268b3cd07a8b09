#pragma once
/// The canonical ensemble of a network's states at inverse temperature beta: p(x) = e^{-beta H(x)}/Z, H the bulk loss, x within the range
/// of f.
///
///   Z = integral e^{-beta H} d^N x                                                              (5.7), by quadrature for few neurons
///   U = <H> = -d ln Z/d beta,   F = -ln Z/beta,   S = -<ln p> = beta U + ln Z,   -dU/d beta = Var H
///
/// Gaussian forms: the range is replaced by the window e^{-x.x/2} and f by its tangent at the mean states,
///   ln Z = -1/2 sum ln(1 - beta m + beta lambda_i) + (N/2) ln 2 pi                              (5.14)
///          -1/2 sum (1 - beta m) beta lambda_i a_i^2/(1 - beta m + beta lambda_i),   a = <x> in eigenvectors of G     (5.11)
/// They exist where 1 - beta m + beta lambda_min > 0. The window is not the range: at beta = 0 it has sqrt(2 pi) where the range has 2,
/// ln Z is 0.2258 N too large. Its entropy -<ln p> exceeds beta^2 dF/d beta, which (7.1) calls the entropy, by 1/2 sum 1/(1 + beta lambda_i)
/// (m = 0), for the window's own energy counts.
/// Source: Vanchurin (2021), sections 4 to 9, key `vanchurin2021`.

#include <stochtherm/models/learning/spectrum.hpp>

namespace stochtherm::models {

struct CanonicalAverages {
  double log_Z, U, variance_of_H, S;
  std::vector<double> x;  ///< <x>
};
/// Gauss-Legendre with `nodes` in each direction: nodes^N states, 1e7 at most, some seconds. f must have a bounded range.
[[nodiscard]] CanonicalAverages canonical_averages(const NeuralSeptuple& network, double beta,
                                                   std::size_t nodes = 40);

/// (5.14) as a function of beta and the spectrum.
struct GaussianEnsemble {
  Spectrum spectrum;
  double beta;
  double objective = 0;  ///< m

  /// Throws unless beta > 0 and 1 - beta m + beta lambda > 0 for every eigenvalue.
  void require_valid(const char* function) const;
  [[nodiscard]] double log_partition() const;
  [[nodiscard]] double free_energy() const { return -log_partition() / beta; }
  [[nodiscard]] double loss() const;                    ///< -d ln Z/d beta, by (6.1)
  [[nodiscard]] double window_energy() const;           ///< <x.x/2>
  [[nodiscard]] double entropy() const;                 ///< -<ln p>
  [[nodiscard]] double entropy_of_free_energy() const;  ///< beta^2 dF/d beta, (7.1)
  /// Eigenvalues above 1/beta: N_>.
  [[nodiscard]] std::size_t large() const;
  [[nodiscard]] double complexity() const;                 ///< (6.7), m = 0
  [[nodiscard]] double thermodynamic_free_energy() const;  ///< A, (6.8)
  [[nodiscard]] double thermodynamic_entropy() const;      ///< S_0, (7.4)
  /// -Laplacian of F where the eigenvalues are Cartesian coordinates, (9.1); its sign is not that of the Laplacian in log lambda.
  [[nodiscard]] double minus_laplacian() const;
  [[nodiscard]] double laplacian_in_log() const;
};
/// What the mean states add to (5.14): the second sum of (5.11).
[[nodiscard]] double displacement_term(const NeuralSeptuple& network, std::span<const double> mean,
                                       double beta);
/// (10.5): -1/2 times the sum of the n largest log lambda, and (N/2) ln 2 pi.
[[nodiscard]] double complexity_of_largest(const Spectrum& spectrum, std::size_t n);
/// The beta at which the Gaussian ensemble (m = 0) has the loss U, 0 < U < sum lambda/2.
[[nodiscard]] double inverse_temperature(const Spectrum& spectrum, double U);

/// The spectrum in two groups: a fraction gamma of the N eigenvalues at lambda, the others where det G = 1 puts them, at
/// lambda^{-gamma/(1-gamma)}.
struct TwoGroups {
  double beta, gamma;
  double neurons = 1;

  [[nodiscard]] double minus_laplacian(double log_lambda) const;
  /// For lambda -> 0: N beta gamma/2.
  [[nodiscard]] double plateau() const { return neurons * beta * gamma / 2; }
  /// Stationary points other than log lambda = 0, in increasing order; gamma <= 1/2.
  [[nodiscard]] std::vector<double> stationary() const;
  /// Where the plateau is as high as lambda = 1: beta = gamma^{-1/2} - 1.
  [[nodiscard]] static double final_phase(double gamma);
  /// (9.4), the limit gamma -> 0.
  [[nodiscard]] static double stationary_of_small_fraction(double beta);
};

}  // namespace stochtherm::models
