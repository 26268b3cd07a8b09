#pragma once
/// Markov generators. A Fokker-Planck operator on a grid and a hand-written jump network are the same object.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stochtherm {

/// Where heat comes from and goes to.
struct Reservoir {
  std::string name;
  double kT = 1;
};

/// Two states joined by opposite transitions that one reservoir makes. A pair of states may have many links, one for each
/// mechanism: what one cannot see in the occupations, one can see in the entropy.
struct Link {
  std::uint32_t from, to;
  double forward, backward;     ///< rates from -> to and to -> from, 1/time; 0 where there is no way back
  std::uint32_t reservoir = 0;  ///< index into Generator::reservoirs
};

/// A Markov jump process on `states` states: dp_i/dt = sum over links of what comes in less what goes out, less
/// exit_i p_i. Columns are lists, one entry per state; an empty one is 0 everywhere.
struct Generator {
  std::size_t states = 0;
  std::vector<Link> links{};
  std::vector<double> exit{};    ///< rate out of the system (absorption), 1/time
  std::vector<double> energy{};  ///< of a state
  /// ln of what a state stands for: the width, area or volume of a cell, the number of microstates. A transition's ratio
  /// of rates is exp(entropy given to the medium + change of this).
  std::vector<double> internal_entropy{};
  std::vector<Reservoir> reservoirs{{"bath", 1.0}};

  [[nodiscard]] std::size_t size() const { return states; }
  /// Probability leaves the system somewhere.
  [[nodiscard]] bool absorbing() const;
  /// Refuses negative or non-finite rates, links to nowhere or from a state to itself, columns of other lengths,
  /// reservoirs that do not exist.
  void check() const;
};

/// From the matrix W of dp/dt = W p: W[i n + j] is the rate j -> i, and the columns sum to 0 (to less than 0 where
/// probability is lost). Refuses a matrix that is none.
[[nodiscard]] Generator generator_from_matrix(std::span<const double> W, std::size_t states);

/// change = L p.
void apply(const Generator& generator, std::span<const double> p, std::span<double> change);
/// Rate of leaving each state, exits included.
[[nodiscard]] std::vector<double> escape_rates(const Generator& generator);

/// Rates between neighbours on a line or a ring of n states, where elimination is cheap: dp_i/dt = sum of what comes in
/// less what goes out. On a line up[n-1] and down[0] are rates OUT of the system (absorption); on a ring they lead round.
struct ChainGenerator {
  std::vector<double> up;    ///< rate i -> i+1, 1/time
  std::vector<double> down;  ///< rate i -> i-1, 1/time
  bool ring = false;

  [[nodiscard]] std::size_t size() const { return up.size(); }
  /// Probability leaves the system somewhere.
  [[nodiscard]] bool absorbing() const { return !ring && (up.back() > 0 || down.front() > 0); }
  /// Refuses negative or non-finite rates, unequal lengths and fewer than three states.
  void check() const;
};

/// The same process with a link i for each pair of neighbours i and i + 1 (on a ring also the last and the first).
[[nodiscard]] Generator as_generator(const ChainGenerator& chain);

}  // namespace stochtherm
