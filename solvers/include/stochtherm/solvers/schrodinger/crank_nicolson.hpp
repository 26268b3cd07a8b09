#pragma once
#include <complex>
#include <functional>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/grid.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// One amplitude per cell.
using Wave = std::vector<std::complex<double>>;

/// The Schroedinger equation of one coordinate on a grid.
///
/// Solves:       i dPsi/dt = -nu d^2 Psi/dx^2 + V(x) Psi; nu = hbar/2m and V an energy over hbar.
/// Scheme:       Crank and Nicolson's: (1 + i H dt/2) Psi' = (1 - i H dt/2) Psi, H the three-point Hamiltonian on equal
///               cells. 1 + i H dt/2 is eliminated once, without pivots: its real part is the identity, so that no leading
///               minor vanishes. Psi = 0 on the face of an absorbing edge (a hard wall: nothing is lost), dPsi/dx = 0 on that
///               of a reflecting one; a ring by Sherman and Morrison's formula.
/// Order:        2 in the cell width and in dt.
/// Exact for:    the norm and the mean energy of the grid's Hamiltonian, at any dt; eigenstates up to their phase.
/// Cost:         two substitutions of complex numbers per step, 8 to 9 ns per cell, 12 on a ring.
/// Use when:     a packet moves on a line or a ring. Not when: waves that the cells do not resolve matter (k h above 0.3, or
///               energy times dt above 0.3: both change group velocities by some per cent).
/// References:   crank1947
/// Validated by: learning/schrodinger_packet, learning/entropic_mechanics
class Schroedinger1D {
 public:
  Schroedinger1D(Grid1D grid, double nu, const std::function<double(double)>& potential = {});

  [[nodiscard]] const Grid1D& grid() const { return grid_; }
  /// psi at the cell centres, normalised on this grid.
  [[nodiscard]] Wave wave(const std::function<std::complex<double>(double)>& psi) const;
  /// sum |Psi|^2 h.
  [[nodiscard]] double norm(const Wave& psi) const;
  /// Mean of H, over hbar; 1/time.
  [[nodiscard]] double energy(const Wave& psi) const;
  /// |Psi|^2 h as masses.
  [[nodiscard]] Density density(const Wave& psi) const;
  /// After `duration` in steps of dt, which must divide it.
  [[nodiscard]] Solved<Wave> evolve(Wave psi, double duration, double dt,
                                    const Progress& progress = {}) const;

 private:
  void require_wave(const Wave& psi, const char* function) const;

  Grid1D grid_;
  double hop_;                    // nu/h^2
  std::vector<double> diagonal_;  // of H
};

}  // namespace stochtherm
