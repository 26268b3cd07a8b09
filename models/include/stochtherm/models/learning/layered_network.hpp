#pragma once
/// A feedforward network in layers, without the zeros of its septuple.
///
///   x^0 = input,   y^l = W^l x^{l-1} + b^l,   x^l = f(y^l),   l = 1 .. L-1
///   H_d = 1/2 sum_i (x_i^{L-1} - t_i)^2;      delta^{L-1} = f' (x - t),  delta^l = f' W^{l+1}^T delta^{l+1},
///   dH_d/dW^l = delta^l x^{l-1}^T,  dH_d/db^l = delta^l                                           (back-propagation)
///
/// Random weights: uniform between +-sqrt(6/(fan in + fan out)), biases 0.
/// Sources: Rumelhart, Hinton & Williams, Nature 323, 533 (1986), key `rumelhart1986`; Glorot & Bengio, AISTATS (2010), key `glorot2010`.

#include <stochtherm/core/bath.hpp>
#include <stochtherm/models/learning/septuple.hpp>

namespace stochtherm::models {

struct LayeredNetwork {
  std::vector<std::size_t> sizes;      ///< neurons of each layer, the input first
  std::vector<std::vector<double>> W;  ///< W[l], sizes[l+1] x sizes[l], row by row
  std::vector<std::vector<double>> b;  ///< b[l] of layer l+1
  Activation activation = Activation::tanh;

  [[nodiscard]] static LayeredNetwork zero(std::vector<std::size_t> sizes,
                                           Activation activation = Activation::tanh);
  [[nodiscard]] static LayeredNetwork random(std::vector<std::size_t> sizes, Seed seed,
                                             Activation activation = Activation::tanh);
  /// Throws unless there are two layers or more, sizes fit and every number is finite.
  void require_valid(const char* function) const;
  [[nodiscard]] std::size_t neurons() const;

  /// States of all neurons, layer after layer.
  [[nodiscard]] std::vector<double> states(std::span<const double> input) const;
  /// f'(y) of every neuron at given states: y = W x + b. 1 for the input neurons, to which nothing leads.
  [[nodiscard]] std::vector<double> slopes(std::span<const double> states) const;
  struct Gradient {
    std::vector<std::vector<double>> W, b;
    double loss;
  };
  [[nodiscard]] Gradient boundary_gradient(std::span<const double> input,
                                           std::span<const double> target) const;

  /// All neurons; biases of the input neurons are such that f(b) = input (2.8), which must lie inside the range of f.
  [[nodiscard]] NeuralSeptuple septuple(std::span<const double> input) const;
  /// The neurons behind the input, whose states stand in their biases: the same bulk loss, with fewer neurons. The outputs are its boundary.
  [[nodiscard]] NeuralSeptuple behind(std::span<const double> input) const;
};

}  // namespace stochtherm::models
