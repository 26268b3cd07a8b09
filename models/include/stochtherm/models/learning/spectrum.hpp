#pragma once
/// The operator G whose spectrum makes the Gaussian partition function of a network.
///
///   G = (I - f'w)^T (I - f'w)     (5.6),     f'_ii = f'(y_i) at the mean states (5.4)
///
/// In layers f'w is nilpotent and det G = 1; most eigenvalues are 1. Where layer l has n_l neurons, all that differs from 1 lives in
/// sum_l min(n_l, n_{l-1} + n_{l+1}) dimensions (neighbours that do not exist count 0): in each layer only the span of what leads in and
/// of what leads out. An orthonormal basis of that span per layer leaves a network of 110 neurons in place of 784-40-20-10.
/// The eigenvalues are squares of singular values of I - f'w, which keeps small ones accurate.
/// Two layers: log lambda = +-2 asinh(s/2) with the singular values s of f'w.
/// Source: Vanchurin (2021), sections 5 and 9, key `vanchurin2021`.

#include <span>
#include <stochtherm/models/learning/layered_network.hpp>

namespace stochtherm::models {

/// N x N, row by row, at the mean states x.
[[nodiscard]] std::vector<double> operator_G(const NeuralSeptuple& network, std::span<const double> x);

/// Eigenvalues in increasing order; `ones` more are exactly 1.
struct Spectrum {
  std::vector<double> eigenvalues;
  std::size_t ones = 0;

  [[nodiscard]] std::size_t neurons() const { return eigenvalues.size() + ones; }
  /// sum (log lambda)^n over all eigenvalues: raw traces. For n = 2 and 3 these are (9.5) and (9.6).
  [[nodiscard]] double trace_of_log(int n) const;
  /// All eigenvalues, in decreasing order.
  [[nodiscard]] std::vector<double> all() const;
};
/// Of any directed graph: all N eigenvalues.
[[nodiscard]] Spectrum spectrum(const NeuralSeptuple& network, std::span<const double> x);
/// Of a layered network with the slopes of its neurons (as from `slopes`): those that can differ from 1.
[[nodiscard]] Spectrum spectrum(const LayeredNetwork& network, std::span<const double> slopes);

/// log lambda of two layers: +-2 asinh(s/2), in increasing order.
[[nodiscard]] std::vector<double> two_layer_log_spectrum(std::span<const double> singular_values);

}  // namespace stochtherm::models
