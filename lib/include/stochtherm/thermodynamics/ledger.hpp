#pragma once
/// The one ledger. Trajectories, densities and jump processes fill the same accounts.
///
/// Signs (docs/conventions.md): work is done ON the system, heat flows INTO the system, dU = W + Q; the medium's
/// entropy grows by -Q/T. Sekimoto, Stochastic Energetics (2010); Seifert, Rep. Prog. Phys. 75, 126001 (2012).

#include <cstddef>
#include <limits>
#include <vector>

namespace stochtherm {

/// What one bath at thermal energy kT gave to the system.
struct BathHeat {
  double kT;
  double heat;
};

/// The accounts of one trajectory, or of a density as a whole.
struct Ledger {
  double work = 0;                  ///< by the protocol: lambda moved at fixed x
  double nonconservative_work = 0;  ///< by forces that have no potential
  /// What a finite step fails to conserve between the exchanges with the baths (Sivak, Chodera & Crooks 2013). Only
  /// motion with inertia can tell it from heat; 0 elsewhere.
  double shadow_work = 0;
  double energy_change = 0;     ///< E(end) - E(start), booked independently of work and heat
  std::vector<BathHeat> baths;  ///< heat INTO the system, bath by bath
  double information =
      0;  ///< nats that a feedback controller gained by measuring: ln p(outcome|x)/p(outcome)
  /// Change of the system's own entropy, in nats; NaN where nobody could know it (a lone trajectory).
  double system_entropy_change = std::numeric_limits<double>::quiet_NaN();

  [[nodiscard]] double heat() const;  ///< sum over baths
  [[nodiscard]] double total_work() const { return work + nonconservative_work; }
  /// dE - W - Q (- shadow work): zero but for rounding, at any step size.
  [[nodiscard]] double first_law_residual() const;
  /// -sum Q/kT, in nats.
  [[nodiscard]] double medium_entropy() const;
  /// Medium plus system; NaN when the system's part is unknown.
  [[nodiscard]] double total_entropy() const { return medium_entropy() + system_entropy_change; }
};

/// The accounts of an ensemble, by column. `heat[b][i]` is what bath b gave to trajectory i.
struct LedgerTable {
  LedgerTable(std::size_t trajectories, std::vector<double> bath_kT);

  std::vector<double> work, nonconservative_work, shadow_work, energy_change, information;
  std::vector<double> bath_kT;
  std::vector<std::vector<double>> heat;

  [[nodiscard]] std::size_t size() const { return work.size(); }
  [[nodiscard]] Ledger operator[](std::size_t trajectory) const;
  /// -sum_b Q_b/kT_b of each trajectory, in nats.
  [[nodiscard]] std::vector<double> medium_entropy() const;
  /// The largest |dE - W - Q - shadow work| of any trajectory.
  [[nodiscard]] double worst_first_law_residual() const;
};

}  // namespace stochtherm
