#pragma once
/// What flows at an instant: the accounts of a Markov generator and its masses, per time.
///
/// Solves:       J = a - b for each link with fluxes a = forward p_from, b = backward p_to; entropy production
///               sigma = sum (a - b) ln(a/b); heat INTO the system -sum J kT [ln(forward/backward) - ds]; power of
///               what has no potential, sum J dE - heat; dE/dt = sum E_i dp_i/dt; dS/dt = -sum dp_i/dt (ln p_i - s_i)
///               with the internal entropies s. Activity: sum a + b.
/// Scheme:       ln(a/b) as ln(1 + (a - b)/b) where the fluxes are within a factor 2, so that the dissipation of a state
///               close to equilibrium keeps its relative accuracy. Energy and system entropy are summed over states,
///               heat, power and total entropy over links: nothing is had by difference. Pairwise sums.
/// Order:        none, finite sums.
/// Exact for:    any network: dE/dt = power + heat and sigma = dS/dt + sum -heat/kT close to rounding of the largest term.
/// Cost:         two logarithms per link, one per state.
/// Use when:     masses and rates are known. Not when probability leaves the system (refused: what leaves takes its
///               entropy along), nor for the hidden part of a coarse-grained network: what one cannot see is missing.
/// References:   schnakenberg1976, seifert2012, espositovandenbroeck2010
/// Validated by: thermodynamics/laws_of_an_instant
///
/// A jump that has no way back produces infinite entropy: +infinity for the entropies and the power, -infinity for the
/// heat. So does a jump into a state without probability, for the entropies.

#include <span>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm {

/// What one jump from link.from to link.to does.
struct JumpAccounts {
  double energy_change;
  double medium_entropy;        ///< ln(forward/backward) less the gain of internal entropy, nats
  double heat;                  ///< INTO the system, from the link's reservoir
  double nonconservative_work;  ///< ON the system: what the energy gains beyond the heat
};
[[nodiscard]] JumpAccounts jump_accounts(const Generator& generator, const Link& link);

/// The accounts of an instant, per time.
struct ThermodynamicRates {
  double energy = 0;         ///< dE/dt at fixed energies
  std::vector<double> heat;  ///< INTO the system, one entry per reservoir
  double nonconservative_power = 0;
  double system_entropy = 0;  ///< dS/dt
  double medium_entropy = 0;  ///< sum -heat/kT
  double total_entropy = 0;   ///< entropy production, not negative

  /// dE/dt - power - heat: zero but for rounding.
  [[nodiscard]] double first_law_residual() const;
  /// sigma - dS/dt - medium: zero but for rounding.
  [[nodiscard]] double second_law_residual() const { return total_entropy - system_entropy - medium_entropy; }
};
[[nodiscard]] ThermodynamicRates thermodynamic_rates(const Generator& generator, std::span<const double> p);

/// Net probability current of each link, from -> to, 1/time.
[[nodiscard]] std::vector<double> currents(const Generator& generator, std::span<const double> p);
/// Jumps per time, both ways, over all links.
[[nodiscard]] double activity(const Generator& generator, std::span<const double> p);

/// Entropy production of a pair of opposite fluxes, (a - b) ln(a/b), nats/time; infinite where there is one and not the
/// other.
[[nodiscard]] double entropy_production(double there, double back);
/// Sum over links. The reservoirs' share and the system's are both in it.
[[nodiscard]] double entropy_production(const Generator& generator, std::span<const double> p);

}  // namespace stochtherm
