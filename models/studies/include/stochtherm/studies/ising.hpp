#pragma once
/// The Ising model of the square lattice, simulated: Metropolis, Glauber (heat bath) and Wolff's clusters.
///
///   E = -sum_<ij> s_i s_j on a torus, J = k_B = 1;  chance of a flip that costs D:  min(1, e^{-D/T})  or  1/(1 + e^{D/T})
///
/// A sweep updates first one colour of the checkerboard, then the other: spins of one colour do not see each other, so each update
/// keeps the Boltzmann distribution, and so does the sweep. Where the columns are a multiple of 128 and the rows of 16, 64 spins share
/// a word and eight words a step, in code compiled for plain x86-64, AVX2 and AVX-512 that gives the same bits on each; other
/// lattices go spin by spin, under the same law. A chance is compared with a random number of 64 binary digits; in the words these
/// are read from the highest on, until every spin of the step knows its fate (some eleven words for 512 spins). The
/// generator is xoshiro256++, one in each lane, its states being Threefry's words of the seed.
/// Wolff: a cluster grows over equal neighbours with chance 1 - e^{-2/T} and is flipped; a sweep is a number of clusters, fixed before
/// the measurement begins such that it flips about as many spins as there are.
/// Sources: Metropolis et al., J. Chem. Phys. 21, 1087 (1953), key `metropolis1953`; Glauber (1963), key `glauber1963`; Wolff, Phys.
/// Rev. Lett. 62, 361 (1989), key `wolff1989`; Blackman & Vigna, ACM Trans. Math. Softw. 47, 36 (2021), key `blackman2021`.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm::studies {

enum class IsingAlgorithm { metropolis, glauber, wolff };
enum class IsingStart { ordered, random };

struct IsingSetup {
  std::size_t rows, columns;  ///< even, at least 2
  double temperature;
  IsingAlgorithm algorithm = IsingAlgorithm::metropolis;
  Seed seed;
  IsingStart start = IsingStart::ordered;
};

/// A configuration that a bath moves.
class IsingLattice {
 public:
  explicit IsingLattice(const IsingSetup& setup);
  IsingLattice(IsingLattice&&) noexcept;
  IsingLattice& operator=(IsingLattice&&) noexcept;
  ~IsingLattice();

  void sweep(std::size_t sweeps = 1);
  /// The same sweeps, and the heat that the spins took up from the bath, flip by flip.
  std::int64_t sweep_and_book(std::size_t sweeps = 1);
  /// A sudden change of the bath.
  void set_temperature(double temperature);

  [[nodiscard]] std::int64_t energy() const;
  [[nodiscard]] std::int64_t magnetisation() const;  ///< sum of the spins
  [[nodiscard]] int spin(std::size_t row, std::size_t column) const;
  [[nodiscard]] std::size_t spins() const;
  /// Whether 64 spins share a word.
  [[nodiscard]] bool multi_spin() const;
  /// Wolff only: flips so many clusters, and makes a sweep of as many of their mean size as the lattice holds (till now: one).
  std::size_t choose_clusters(std::size_t trials = 100);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

struct IsingRun {
  std::size_t sweeps;         ///< that are measured, at least 100
  std::size_t equilibration;  ///< sweeps before
  std::size_t every = 1;      ///< measure once in so many sweeps
  Progress progress = {};
};

/// For one spin. The errors know that sweeps remember each other.
struct IsingResult {
  Estimate energy;
  Estimate magnetisation;                        ///< of the mean of |m|
  Estimate magnetisation_squared;                ///< of the mean of m^2
  Estimate heat_capacity;                        ///< N Var(e)/T^2
  std::vector<double> energies, magnetisations;  ///< the series, e and m
};

/// Equilibrates, then measures.
[[nodiscard]] Solved<IsingResult> simulate(const IsingSetup& setup, const IsingRun& run);

}  // namespace stochtherm::studies
