#pragma once
/// The Ising model of the square lattice without a field, periodic in both directions.
///
///   E = -sum_<ij> s_i s_j,   s = +-1,   J = k_B = 1,   K = 1/T
///   infinite lattice, kappa = 2 tanh^2 2K - 1, elliptic integrals of modulus k = sqrt(1 - kappa^2):
///     u = -coth 2K [1 + (2/pi) kappa K(k)]
///     C = (2/pi) (K coth 2K)^2 {2 K(k) - 2 E(k) - (1 - kappa) [pi/2 + kappa K(k)]}
///     ln Z/N = ln(2 cosh 2K) + (1/pi) int_0^{pi/2} ln[(1 + sqrt(1 - k^2 sin^2 x))/2] dx
///     m = (1 - sinh^{-4} 2K)^{1/8} below T_c = 2/ln(1 + sqrt 2), else 0
///   torus of L columns and M rows, cosh g_l = cosh 2K coth 2K - cos(l pi/L), g_0 = 2K + ln tanh K:
///     Z = (1/2)(2 sinh 2K)^{LM/2} [prod 2cosh(M g_odd/2) + prod 2sinh(M g_odd/2) + prod 2cosh(M g_even/2) + prod 2sinh(M g_even/2)]
///
/// Symbols: T temperature, u energy, C heat capacity, m magnetisation, each for one spin; N spins. A lattice two spins wide has
/// two bonds between the same two spins.
/// Source: Onsager, Phys. Rev. 65, 117 (1944), key `onsager1944`; Kaufman, Phys. Rev. 76, 1232 (1949), key `kaufman1949`;
/// Yang, Phys. Rev. 85, 808 (1952), key `yang1952`.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stochtherm::models {

/// The infinite lattice; all for one spin.
struct IsingSquare {
  double temperature;

  /// 2/ln(1 + sqrt 2).
  [[nodiscard]] static double critical_temperature();
  [[nodiscard]] double energy() const;
  /// Grows as -ln|T - T_c|, to what a double T can tell from T_c.
  [[nodiscard]] double heat_capacity() const;
  /// ln Z/N = -f/T.
  [[nodiscard]] double log_partition() const;
  [[nodiscard]] double entropy() const;
  /// Spontaneous magnetisation.
  [[nodiscard]] double magnetisation() const;
};

/// A finite torus, exactly and at any size, in logarithms.
struct IsingTorus {
  std::size_t rows, columns;  ///< at least 2

  struct Values {
    double log_partition;  ///< ln Z of the whole lattice
    double energy;         ///< for one spin
    double heat_capacity;  ///< for one spin
  };
  [[nodiscard]] Values at(double temperature) const;
};

/// All states of a small torus, counted once for every temperature.
class IsingStates {
 public:
  /// How many states have this energy and this |sum of spins|.
  struct Level {
    int energy, magnetisation;
    std::uint64_t states;
  };
  struct Values {
    double log_partition;                                                ///< of the whole lattice
    double energy, heat_capacity, magnetisation, magnetisation_squared;  ///< for one spin; <|m|> and <m^2>
    double binder;                                                       ///< 1 - <m^4>/(3 <m^2>^2)
  };
  /// Counts 2^(rows columns) states; at most 25 spins.
  IsingStates(std::size_t rows, std::size_t columns);
  /// Sorted by energy, then magnetisation.
  [[nodiscard]] const std::vector<Level>& levels() const { return levels_; }
  [[nodiscard]] Values at(double temperature) const;

 private:
  std::size_t spins_;
  std::vector<Level> levels_;
};

}  // namespace stochtherm::models
