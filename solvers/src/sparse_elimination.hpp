#pragma once
/// Elimination without subtraction for any network: what ChainFactorisation is for chains.

#include <cstdint>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm::detail {

/// (s I - t L) p = b and its transpose, for s >= 0 and t > 0; for s = 0 and no exits also the null vector of L.
///
/// States are removed one by one, in an order of small degrees; whoever jumped to a removed state now goes where that state
/// would have sent them (Grassmann, Taksar & Heyman 1985). s is a rate of being killed. Only sums, products and quotients
/// of non-negative numbers occur, so every entry is right to a small multiple of n eps, however stiff the rates are.
class SparseElimination {
 public:
  SparseElimination(const Generator& generator, double shift, double scale);

  /// False when some state cannot be left (to a double's range) although it should.
  [[nodiscard]] bool regular() const { return regular_; }
  void solve(std::span<double> b) const;
  void solve_transposed(std::span<double> r) const;
  /// Sums to 1. Masses beyond the range of a double are 0.
  [[nodiscard]] std::vector<double> null_vector() const;
  /// A solution of (s I - t L) x = b where this is singular (s = 0, no exits) and b sums to 0: that with x = 0 in the state
  /// that was removed last.
  void solve_singular(std::span<double> b) const;
  /// Entries kept, of both triangles.
  [[nodiscard]] std::size_t entries() const { return other_.size(); }

 private:
  void forward(std::span<double> b) const;
  void backward(std::span<double> b, double last) const;

  std::vector<std::uint32_t> order_;  // in which states were removed
  std::vector<std::size_t> begin_;    // per removed state, its neighbours that were left then:
  std::vector<std::uint32_t> other_;
  std::vector<double> to_, from_;  // probability of going there; rate of coming from there over the pivot
  std::vector<double> inverse_pivot_;
  bool regular_ = true;
};

}  // namespace stochtherm::detail
