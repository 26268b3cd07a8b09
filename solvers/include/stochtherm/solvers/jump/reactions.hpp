#pragma once
/// A network of reactions with mass action.
///
///   reaction r turns m_rs molecules of each species s into others at the propensity (events per time)
///   a_r(n) = k_r V prod_s n_s (n_s - 1) ... (n_s - m_rs + 1)/V^{m_rs}
///
/// k the macroscopic rate constant, V the volume, so that concentrations n/V obey dx/dt = k x^m where they are large. With
/// V = 1 and one pair of equal reactants a = k n (n - 1): a constant that counts pairs once is 2 k.

#include <cstdint>
#include <optional>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <string>
#include <utility>
#include <vector>

namespace stochtherm {

/// Species (its index) and number of molecules.
using Molecules = std::vector<std::pair<std::uint32_t, int>>;

struct Reaction {
  std::string name;
  Molecules reactants{}, products{};
  double rate = 0;  ///< k
  std::optional<std::uint32_t>
      reverse{};  ///< index of the reaction that undoes it, if any: then it has an entropy
};

struct ReactionNetwork {
  std::vector<std::string> species;
  std::vector<Reaction> reactions{};
  double volume = 1;

  /// Refuses reactions of species that do not exist, negative or non-finite rates, more than ten molecules a side, and
  /// reverses that do not undo.
  void check() const;
  /// a_r(n).
  [[nodiscard]] double propensity(std::size_t reaction, const std::vector<double>& counts) const;
  /// What an event adds to each species.
  [[nodiscard]] std::vector<int> change(std::size_t reaction) const;
};

/// The network's states within a box, as a generator: `states[i]` are the counts of state i, found from `initial` on.
/// What leaves the box is lost through exits: its sum bounds the error of every probability (munsky2006).
struct EnumeratedNetwork {
  Generator generator;
  std::vector<std::vector<std::int64_t>> states;
};
/// `most[s]` is the largest count of species s. Reactions and their reverses share a link. Refuses more than
/// `largest` states.
[[nodiscard]] EnumeratedNetwork enumerate(const ReactionNetwork& network,
                                          const std::vector<std::int64_t>& initial,
                                          const std::vector<std::int64_t>& most,
                                          std::size_t largest = 4'000'000);

}  // namespace stochtherm
