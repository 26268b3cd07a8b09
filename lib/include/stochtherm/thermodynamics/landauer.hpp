#pragma once
/// Landauer's account: what logically irreversible operations must cost, against what was really spent.
///
/// Solves:       energy >= k_B T sum_i n_i, where operation i loses n_i nats of information about what was there:
///                 erase, unknown bits          n = bits ln 2
///                 erase, known statistics      n = H(X)
///                 erase X, keep memory Y       n = H(X|Y) = H(X) - I(X;Y)
///                 a gate or a map y = f(x)     n = H(X|f(X)) = H(X) - H(f(X))
/// Scheme:       each booking adds one entry; bound = k_B T sum n, excess = energy - bound,
///               efficiency = bound / energy. Efficiency above 1 means that the energy claimed is impossible.
/// Order:        none, finite sums.
/// Exact for:    any input distribution. A map without noise never gains information, so no booking is negative: a
///               permutation (NOT) costs exactly 0. A source of randomness would give a credit; it is not booked,
///               since an account that accepts credits can be emptied by naming noise one did not measure.
/// Cost:         one pass over the distribution of each booking.
/// Use when:     the logical states of the memory have equal energy and equal internal entropy before and after, as
///               bits in a symmetric double well have; otherwise add the free-energy difference. The input
///               distribution must be the true one: a device tuned to another dissipates more (kolchinsky2017).
///               Not when time is short: the bound is the quasi-static one, a duration tau adds a term of order 1/tau.
/// References:   landauer1961, bennett1982, sagawa2014, parrondo2015, delrio2011, kolchinsky2017
/// Validated by: landauer/erasure_bound, landauer/gates, landauer/side_information
///
/// SI units: temperature in kelvin, energy in joules. Information in nats unless the name says bits.

#include <cstddef>
#include <optional>
#include <span>
#include <stochtherm/information/discrete.hpp>
#include <string>
#include <vector>

namespace stochtherm {

/// k_B T nats, in joules, at `temperature` kelvin: 2.871e-21 J for one bit (ln 2 nats) at 300 K.
[[nodiscard]] double landauer_bound(double nats, double temperature);

/// What the map x -> map[x] forgets about x drawn from p: H(X|f(X)) in nats, never negative, exactly 0 when the map
/// tells apart all states that occur. Values are states again: each lies below map.size().
[[nodiscard]] double information_lost(std::span<const std::size_t> map, std::span<const double> p);

/// A logic gate as its truth table: `output[i]` for input word i, in which bit k is input k. The inputs are consumed.
struct Gate {
  std::string name;
  std::vector<std::size_t> output;

  static Gate not_gate();
  static Gate and_gate();
  static Gate or_gate();
  static Gate xor_gate();
  static Gate nand_gate();
  static Gate nor_gate();

  /// All input words equally likely.
  [[nodiscard]] std::vector<double> uniform_input() const;
  /// Inputs independent of each other, each 1 with its own probability; one probability per input.
  [[nodiscard]] std::vector<double> independent_input(std::span<const double> p_one) const;
};

/// Books operations and energy at one temperature.
class LandauerAccount {
 public:
  /// One booking: what was done, and the nats it loses.
  struct Entry {
    std::string description;
    double nats;
  };

  /// Temperature in kelvin.
  explicit LandauerAccount(double temperature);

  /// Resets `bits` bits about which nothing is known; fractions of a bit are allowed.
  LandauerAccount& erase(double bits);
  /// Resets `copies` independent memories whose states have the probabilities p: H(p) each.
  LandauerAccount& erase(std::span<const double> p, double copies = 1);
  /// Resets X of `copies` independent pairs (X, Y) with the help of Y, which is kept: H(X|Y) each.
  LandauerAccount& erase_knowing(const JointDistribution& xy, double copies = 1);
  /// Replaces the gate's input word, drawn from `input`, by its output, `times` times.
  LandauerAccount& apply(const Gate& gate, std::span<const double> input, double times = 1);
  /// Replaces state x, drawn from p, by map[x], `times` times.
  LandauerAccount& apply(std::span<const std::size_t> map, std::span<const double> p, double times = 1);
  /// Energy that was really dissipated, in joules; may be booked in parts.
  LandauerAccount& spend(double joules);

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] double temperature() const { return temperature_; }    ///< K
  [[nodiscard]] double nats() const;                                   ///< sum over the entries
  [[nodiscard]] double bound() const;                                  ///< k_B T nats, J
  [[nodiscard]] double energy() const { return energy_.value_or(0); }  ///< J, 0 when none was booked
  /// energy - bound, J: negative when less was spent than the second law allows, or nothing was booked.
  [[nodiscard]] double excess() const { return energy() - bound(); }
  /// bound / energy; empty when no energy, or an energy of 0, was booked.
  [[nodiscard]] std::optional<double> efficiency() const;
  /// Was energy booked, and is it below the bound by more than rounding (1e-12 of it)?
  [[nodiscard]] bool violates_bound() const;

 private:
  LandauerAccount& book(std::string description, double nats);
  double temperature_;
  std::optional<double> energy_;
  std::vector<Entry> entries_;
};

}  // namespace stochtherm
