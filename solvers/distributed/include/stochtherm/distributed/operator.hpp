#pragma once
#include <complex>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm::distributed {

/// Hands over the links whose `from` is one of first ... last - 1, each once. No process asks for more than its own states.
using LinksOf = std::function<void(std::size_t first, std::size_t last,
                                   const std::function<void(const Link&)>& hand_over)>;

/// A generator that is spread over the processes of MPI.
///
/// Solves:       as `stationary`, `evolve` and `spectrum` of one process.
/// Scheme:       rows of L by PETSc, each process its own states. Stationary state: inverse iteration about 0 with a parallel LU
///               (MUMPS) until the residual is at rounding. Evolution: SLEPc's Krylov exponential with restarts. Leading
///               eigenpairs: SLEPc's Krylov-Schur about 0.
/// Order:        to the tolerances.
/// Exact for:    the answer of one process, to 1e-10 (tests with 1, 2 and 3 processes).
/// Cost:         memory and work of assembly fall with the number of processes; the results are gathered by all.
/// Use when:     a generator does not fit a machine, or takes too long on one. Not when: it does not.
/// References:   balay1997, hernandez2005, amestoy2001
/// Validated by: jump/stationary_states
class Operator {
 public:
  /// Of so many states. All processes call it, and everything below.
  Operator(std::size_t states, const LinksOf& links);
  /// Of a generator that all processes know.
  explicit Operator(const Generator& generator);
  ~Operator();
  Operator(Operator&&) noexcept;
  Operator& operator=(Operator&&) noexcept;

  [[nodiscard]] std::size_t states() const;
  /// States first ... last - 1 are this process's own.
  [[nodiscard]] std::pair<std::size_t, std::size_t> own() const;

  /// `stats().residual`: largest |dp/dt| over the fastest rate of leaving a state.
  [[nodiscard]] Solved<std::vector<double>> stationary() const;
  [[nodiscard]] Solved<std::vector<double>> evolve(std::span<const double> p, double duration,
                                                   double tolerance = 1e-12) const;
  /// The slowest relaxation rates, by growing real part.
  [[nodiscard]] Solved<std::vector<std::complex<double>>> relaxation_rates(std::size_t count) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace stochtherm::distributed
