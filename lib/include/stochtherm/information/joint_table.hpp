#pragma once
/// Information among many variables whose joint distribution is known, in nats.
///
/// Solves:       I(A;B|C) = sum p(a,b,c) ln[p(a,b,c) p(c)/(p(a,c) p(b,c))] and what is built from it: multi-information
///               sum H(X_i) - H(X_1..X_n), interaction information, transfer entropy I(Y';X|Y), and the chain rule
///               I(X;Y_1..Y_k) = sum_i I(X;Y_i|Y_1..Y_(i-1)).
/// Scheme:       Kullback-Leibler divergence of the table from the product that it is compared with, in terms that are
///               nowhere negative (discrete.hpp): no difference of entropies, so independence gives 0 to rounding.
///               Interaction information alternates in sign and is a sum of entropies.
/// Order:        none, finite sums.
/// Exact for:    any joint table, to rounding.
/// Cost:         one logarithm per cell of the marginal table of all variables that are named.
/// Use when:     the distribution is known. Not for tables of counts (entropy_from_counts.hpp, mutual_information.hpp):
///               plugging in frequencies overestimates I(A;B) by about (|A|-1)(|B|-1)/(2 samples).
/// References:   cover2006, watanabe1960, mcgill1954, schreiber2000
/// Validated by: information/chain_rule, information/known_measures, information/decomposition_of_gates
///
/// Variables are numbered from 0; a list of them names each once. Masses obey the rules of discrete.hpp.

#include <cstddef>
#include <span>
#include <vector>

namespace stochtherm {

/// A list of variables of a joint table.
using Variables = std::vector<std::size_t>;

/// p(x_0, ..., x_(n-1)); the last variable runs fastest. Immutable.
class JointTable {
 public:
  JointTable(std::vector<std::size_t> states, std::vector<double> masses);
  /// The inputs' table with one variable more, last: output = map[cell of the inputs], without noise.
  [[nodiscard]] JointTable with_function(std::span<const std::size_t> map, std::size_t output_states) const;

  [[nodiscard]] std::size_t variables() const { return states_.size(); }
  [[nodiscard]] const std::vector<std::size_t>& states() const { return states_; }
  [[nodiscard]] const std::vector<double>& masses() const { return masses_; }
  /// The table of these variables alone, in the order of the list. An empty list gives one state of mass 1.
  [[nodiscard]] JointTable marginal(const Variables& kept) const;
  /// For each cell, the number of the cell of marginal(kept) that it falls into.
  [[nodiscard]] std::vector<std::size_t> cells_of(const Variables& kept) const;

 private:
  std::vector<std::size_t> states_;
  std::vector<double> masses_;
};

/// H(A).
[[nodiscard]] double entropy(const JointTable& p, const Variables& a);
/// H(A|C) >= 0.
[[nodiscard]] double conditional_entropy(const JointTable& p, const Variables& a, const Variables& given);
/// I(A;B) >= 0.
[[nodiscard]] double mutual_information(const JointTable& p, const Variables& a, const Variables& b);
/// I(A;B|C) >= 0.
[[nodiscard]] double conditional_mutual_information(const JointTable& p, const Variables& a,
                                                    const Variables& b, const Variables& given);
/// sum H(X_i) - H(X_1..X_n) >= 0 over the variables of the list (total correlation).
[[nodiscard]] double multi_information(const JointTable& p, const Variables& parts);
/// The part of the information that belongs to all of them together, with the sign in which redundancy is negative and
/// synergy positive: I(X;Y) for two, I(X;Y|Z) - I(X;Y) for three; in general -sum over subsets S of (-1)^(n-|S|) H(S).
[[nodiscard]] double interaction_information(const JointTable& p, const Variables& parts);
/// I(next of the target ; past of the source | past of the target), what the source adds to the target's own past.
[[nodiscard]] double transfer_entropy(const JointTable& p, const Variables& target_next,
                                      const Variables& target_past, const Variables& source_past);

/// How information on X grows as Y_1, Y_2, ... are observed. It never falls: H(X) >= H(X|Y_1) >= H(X|Y_1,Y_2) ...
struct InformationAggregation {
  std::vector<double> steps;  ///< I(X;Y_i|Y_1..Y_(i-1)) >= 0
  std::vector<double> total;  ///< I(X;Y_1..Y_i), the running sum
  /// The same I(X;Y_1..Y_k) by how many observations act together: [0] the sum of I(X;Y_i), [1] the sum over pairs of
  /// I(X;Y_j|Y_i) - I(X;Y_j), and so on; a negative term is redundancy, a positive one synergy. 2^k entropies.
  std::vector<double> by_order;
};
[[nodiscard]] InformationAggregation aggregate_information(const JointTable& p, const Variables& x,
                                                           const std::vector<Variables>& observations);

}  // namespace stochtherm
