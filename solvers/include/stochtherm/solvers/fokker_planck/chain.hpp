#pragma once
#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// Elimination without subtraction for chains and rings.
///
/// Solves:       (s I - t L) p = b and its transpose, s >= 0, t > 0, L the generator (columns sum to minus
///               the loss).
/// Scheme:       Grassmann-Taksar-Heyman elimination: removing a state hands its rates to its neighbours; s
///               is a rate of being killed. Only sums, products and quotients of non-negative numbers occur.
/// Order:        direct.
/// Exact for:    every entry to a small multiple of n eps, relatively, however stiff the rates are.
/// Cost:         O(n) to factorise (one division per state), O(n) per right-hand side.
/// Use when:     states are chained. Not when: the network branches.
/// References:   grassmann1985, ocinneide1993
/// Validated by: fokker_planck/boltzmann_on_grid, fokker_planck/stationary_against_dense,
///               fokker_planck/mass_is_conserved
class ChainFactorisation {
 public:
  ChainFactorisation(const ChainGenerator& generator, double shift, double scale);

  /// False when a pivot vanished or overflowed: no state of the rest can be reached.
  [[nodiscard]] bool regular() const { return regular_; }
  /// (s I - t L) p = b, in place.
  void solve(std::span<double> b) const;
  /// (s I - t L)^T y = r, in place.
  void solve_transposed(std::span<double> r) const;
  /// The null vector of L for s = 0 and no absorption, normalised to sum 1.
  [[nodiscard]] std::vector<double> null_vector() const;

 private:
  // Per eliminated state: probability of leaving to the next and to the last state, return rates of these two
  // over the pivot, and the inverse pivot.
  std::vector<double> to_next_, to_last_, from_next_, from_last_, inverse_pivot_;
  double last_inverse_pivot_ = 0;
  bool ring_, regular_ = true;
};

/// The stationary distribution of a chain without absorption; ill_conditioned when rates vanish so that it is
/// not unique.
[[nodiscard]] Solved<std::vector<double>> stationary(const ChainGenerator& generator);

/// Mean time to absorption from every state: L^T tau = -1.
[[nodiscard]] Solved<std::vector<double>> mean_absorption_time(const ChainGenerator& generator);

/// Net probability current i -> i+1 (i = n-1: out of, or round, the chain), 1/time.
[[nodiscard]] double current(const ChainGenerator& generator, std::span<const double> p, std::size_t i);

/// Entropy production rate sum (a - b) ln(a/b) over links with fluxes a, b (Schnakenberg), nats/time.
/// Infinite where a link with flux one way has none the other way. The reservoirs' share and the system's are
/// both in it.
[[nodiscard]] double entropy_production(const ChainGenerator& generator, std::span<const double> p);

}  // namespace stochtherm
