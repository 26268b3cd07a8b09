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
///               is a rate of being killed. Only sums, products and quotients of non-negative numbers occur. A line is
///               eliminated from both ends at once, so that two chains of operations run side by side; its substitutions go
///               in blocks of eight that wait for each other at one product and one sum.
/// Order:        direct.
/// Exact for:    every entry to a small multiple of n eps, relatively, however stiff the rates are; in any order of
///               elimination.
/// Cost:         O(n) to factorise (one division per state), O(n) per right-hand side. Nanoseconds: bench/fokker_planck.cpp.
/// Use when:     states are chained. Not when: the network branches (stationary, evolve).
/// References:   grassmann1985, ocinneide1993
/// Validated by: fokker_planck/boltzmann_on_grid, fokker_planck/stationary_against_dense,
///               fokker_planck/mass_is_conserved
class ChainFactorisation {
 public:
  ChainFactorisation(const ChainGenerator& generator, double shift, double scale);
  /// Anew, in the same memory, for one solve: rates are not looked at (check() them), nothing is prepared for many solves.
  void refactorise(const ChainGenerator& generator, double shift, double scale);

  /// False when a pivot vanished or overflowed: no state of the rest can be reached.
  [[nodiscard]] bool regular() const { return regular_; }
  /// (s I - t L) p = b, in place.
  void solve(std::span<double> b) const;
  /// The same for many right-hand sides at once, b[state x count + k]: faster, each, from eight on.
  void solve(std::span<double> b, std::size_t count) const;
  /// (s I - t L)^T y = r, in place.
  void solve_transposed(std::span<double> r) const;
  /// The null vector of L for s = 0 and no absorption, normalised to sum 1.
  [[nodiscard]] std::vector<double> null_vector() const;

 private:
  /// A part of the chain that is eliminated from one end on, in that order. Per state: probability of leaving to the next
  /// one, rate of coming from there over the pivot, inverse pivot; of a ring the same for its last state.
  struct Side {
    std::vector<double> to, from, inverse_pivot, to_last, from_last;
    std::vector<double> forward_product,
        backward_product;  // of blocks of eight, where many solves are to come
    [[nodiscard]] std::size_t size() const { return to.size(); }
  };
  void factorise_line(const ChainGenerator& generator, double shift, double scale);
  void factorise_ring(const ChainGenerator& generator, double shift, double scale);
  void prepare();
  void substitute(std::span<double> b, bool transposed) const;

  Side left_, right_;  // towards the middle of a line; a ring is all left, towards its last state
  double last_inverse_pivot_ = 0;
  bool ring_ = false, regular_ = true;
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
