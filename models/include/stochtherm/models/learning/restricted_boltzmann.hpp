#pragma once
/// A restricted Boltzmann machine: visible and hidden units, coupled between the layers only.
///
///   E(v, h) = -sum b_i v_i - sum c_j h_j - sum v_i W_ij h_j,      p(v, h) = e^{-E}/Z   (k_B T = 1)
///   F(v)    = -ln sum_h e^{-E(v,h)} = -sum b_i v_i - sum_j ln[sum_{h_j} e^{h_j x_j}],   x_j = c_j + sum_i v_i W_ij
///
/// Units are 0 and 1, where ln(1 + e^x) stands in F and a unit is 1 with probability 1/(1 + e^{-x}), or -1 and +1, with ln(2 cosh x) and
/// 1/(1 + e^{-2x}). Given one layer the units of the other are independent; sums over all states need only the smaller layer.
/// The gradient of the mean log-likelihood of data by W_ij is <v_i h_j>_data - <v_i h_j>.
/// Sources: Smolensky (1986), key `smolensky1986`; Hinton, Neural Comput. 14, 1771 (2002), key `hinton2002`.

#include <cstddef>
#include <span>
#include <vector>

namespace stochtherm::models {

enum class BinaryUnits { zero_one, plus_minus };

struct RestrictedBoltzmann {
  std::size_t visible, hidden;
  BinaryUnits units = BinaryUnits::zero_one;
  std::vector<double> W;     ///< visible x hidden, row by row
  std::vector<double> b, c;  ///< of visible and hidden units

  /// All parameters 0.
  [[nodiscard]] static RestrictedBoltzmann zero(std::size_t visible, std::size_t hidden,
                                                BinaryUnits units = BinaryUnits::zero_one);
  /// Throws unless sizes fit and every number is finite.
  void require_valid(const char* function) const;

  [[nodiscard]] double energy(std::span<const double> v, std::span<const double> h) const;
  [[nodiscard]] double free_energy(std::span<const double> v) const;
  /// x_j of the hidden units, and of the visible ones given the hidden.
  void hidden_field(std::span<const double> v, std::span<double> x) const;
  void visible_field(std::span<const double> h, std::span<double> x) const;
  /// Probability that a unit under the field x has its upper value, and its mean.
  [[nodiscard]] double upper(double x) const;
  [[nodiscard]] double mean(double x) const;
  [[nodiscard]] double low() const { return units == BinaryUnits::zero_one ? 0 : -1; }

  struct Moments {
    std::vector<double> v, h, vh;  ///< vh visible x hidden
  };
  struct Exact {
    double log_Z;
    Moments moments;
  };
  /// Over all states of the smaller layer, of 24 units at most.
  [[nodiscard]] Exact exact() const;
  /// <E>, which is linear in the moments; ln Z + <E> is the entropy of all units, where the moments are the machine's own.
  [[nodiscard]] double mean_energy(const Moments& moments) const;
  /// p(v) of all states of at most 24 visible units; visible unit i has its upper value where bit i of the index is set.
  [[nodiscard]] std::vector<double> visible_distribution() const;
  /// -sum p(v) ln p(v), over all states of at most 24 visible units.
  [[nodiscard]] double visible_entropy() const;
  /// <.>_data with the hidden units in their conditional mean; data row by row.
  [[nodiscard]] Moments of_data(std::span<const double> data) const;
  /// Mean of ln p(v) over data.
  [[nodiscard]] double log_likelihood(std::span<const double> data) const;
};

}  // namespace stochtherm::models
