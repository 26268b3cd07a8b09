#pragma once
#include <functional>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// Cells of fixed mass between moving nodes: mass[i] lies between x[i] and x[i+1].
struct QuantumFluid {
  std::vector<double> x, v;  ///< nodes, increasing, and their velocities
  std::vector<double> mass;

  /// Equal cells from `from` to `to` with the masses of a density, by Simpson's rule, and velocities at the nodes.
  [[nodiscard]] static QuantumFluid packet(double from, double to, std::size_t cells,
                                           const std::function<double(double)>& density,
                                           const std::function<double(double)>& velocity);
  [[nodiscard]] double total() const;
  /// With each mass at the centre of its cell, which is right to second order.
  [[nodiscard]] double mean() const;
  [[nodiscard]] double variance() const;
};

/// The Schroedinger equation as a fluid that moves with its density (Madelung).
///
/// Solves:       dp/dt + d(p v)/dx = 0, dv/dt + v dv/dx = 2 nu^2 d/dx (p^{-1/2} d^2 p^{1/2}/dx^2) - 2 nu dV/dx, for Psi =
///               sqrt p e^{i theta}, v = 2 nu dtheta/dx, of i dPsi/dt = -nu d^2 Psi/dx^2 + V Psi.
/// Scheme:       nodes carry cells of fixed mass; forces are the gradient of 2 nu^2 sum (difference of sqrt(mass/width))^2
///               / distance of centres, over the mass around a node; velocity Verlet in time. The two nodes at each end
///               take their acceleration from their neighbours by a straight line, as in a Gaussian tail.
/// Order:        2 in the cell width and in dt.
/// Exact for:    the mass of every cell; the mean of a packet without forces, but for its ends.
/// Cost:         a square root and some divisions, 9 ns, per cell and step; dt below half the least width squared over nu, or nodes
///               overtake each other, which is reported as diverged.
/// Use when:     the packet is smooth and has no zeros. Not when: parts of it interfere: at a zero of p the velocity is infinite.
/// References:   madelung1927
/// Validated by: learning/entropic_mechanics
[[nodiscard]] Solved<QuantumFluid> evolve(QuantumFluid fluid, double nu, double duration, double dt,
                                          const std::function<double(double)>& potential_slope = {},
                                          const Progress& progress = {});

}  // namespace stochtherm
