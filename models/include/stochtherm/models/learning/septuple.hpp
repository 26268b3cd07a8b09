#pragma once
/// A neural network as a septuple: state, input projection, output projection, weights, biases, activation, loss. Any directed graph.
///
///   x(t+1) = f(w x(t) + b)                                        propagation (2.5); a fixed point is x = f(w x + b) (2.9)
///   H_d(x) = 1/2 sum_{i in inputs, outputs} (x_i - t_i)^2         boundary loss (2.12), of a fixed point against the wanted states t
///   H(x)   = 1/2 sum_i [x_i - f(sum_j w_ij x_j + b_i)]^2 - (m/2) sum_i x_i^2
///                                                                 bulk loss (3.4), with the objective m of each neuron
///   H(t)   = min H(x) over x that have the states t on the boundary               (3.2)
///
/// States are numbers without unit; w_ij leads from neuron j to neuron i. Gradients: of the boundary loss through the fixed point,
///   (I - f'w)^T a = P (x - t),  dH_d/dw_ij = a_i f'_i x_j,  dH_d/db_i = a_i f'_i      (back-propagation where the graph has no cycle);
/// of the bulk loss at its minimum, where only the explicit dependence counts,
///   dH/dw_ij = -r_i f'_i x_j,  dH/db_i = -r_i f'_i,  r = x - f(w x + b).
/// The published (3.4) writes the bias of the sending neuron, p_j, under the sum; it belongs to the receiving one, as here.
/// Source: Vanchurin, Mach. Learn.: Sci. Technol. 2, 035012 (2021), sections 2 and 3, key `vanchurin2021`.

#include <cstddef>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/learning/activation.hpp>
#include <vector>

namespace stochtherm::models {

struct NeuralSeptuple {
  std::size_t neurons;
  std::vector<std::size_t> inputs,
      outputs;            ///< the neurons of the boundary, in increasing order; the others are the bulk
  std::vector<double> w;  ///< neurons x neurons, row by row
  std::vector<double> b;
  Activation activation = Activation::tanh;
  double objective = 0;  ///< m

  /// No weights, no biases, no boundary.
  [[nodiscard]] static NeuralSeptuple unconnected(std::size_t neurons,
                                                  Activation activation = Activation::tanh);
  /// Throws unless sizes fit, every number is finite and no neuron is input and output.
  void require_valid(const char* function) const;

  /// f(w x + b).
  [[nodiscard]] std::vector<double> propagate(std::span<const double> x) const;
  /// Propagation from x until no state moves by more than 1e-14; fails, with the last state, after `most_steps`.
  [[nodiscard]] Solved<std::vector<double>> fixed_point(std::span<const double> x,
                                                        std::size_t most_steps = 10000) const;
  [[nodiscard]] std::vector<std::size_t> bulk() const;
  /// The layer of each neuron: the length of the longest path that leads to it. Throws where there is a cycle, and names a neuron on it.
  [[nodiscard]] std::vector<std::size_t> layers() const;

  /// t has a state for each neuron; those of the bulk are not read.
  [[nodiscard]] double boundary_loss(std::span<const double> x, std::span<const double> t) const;
  [[nodiscard]] double bulk_loss(std::span<const double> x) const;
  /// x - f(w x + b).
  [[nodiscard]] std::vector<double> residuals(std::span<const double> x) const;
  /// dH/dx_i of the bulk loss.
  [[nodiscard]] std::vector<double> force_on_states(std::span<const double> x) const;

  struct Gradient {
    std::vector<double> w, b;
  };
  /// At the fixed point x, with the input neurons held.
  [[nodiscard]] Gradient boundary_gradient(std::span<const double> x, std::span<const double> t) const;
  /// At fixed states x; of (3.2) where x is the minimiser.
  [[nodiscard]] Gradient bulk_gradient(std::span<const double> x) const;

  struct Minimum {
    std::vector<double> x;
    double loss;
  };
  /// (3.2): boundary neurons stay where x has them, the bulk starts there and moves to a minimum within the range of f. Levenberg-Marquardt
  /// steps with bounds; a minimum near the start, for there may be several.
  [[nodiscard]] Solved<Minimum> bulk_minimum(std::span<const double> x) const;
};

}  // namespace stochtherm::models
