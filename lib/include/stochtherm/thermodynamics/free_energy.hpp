#pragma once
/// Free energy out of equilibrium: what can still be got out of a distribution at one temperature.
///
/// Solves:       F(p) = <E> - kT S, S = -sum p (ln p - s) with the internal entropies s;
///               F(p) - F_eq = kT D(p||p_eq), F_eq = -kT ln sum exp(s - E/kT); at fixed energies
///               dF/dt = nonconservative power - kT sigma, so without drive F can only fall.
/// Scheme:       F as the sum of p (E + kT (ln p - s)) over states; F_eq with the largest exponent shifted to 0.
/// Order:        none, finite sums.
/// Exact for:    any network whose reservoirs have one temperature.
/// Cost:         one exponential and one logarithm per state.
/// Use when:     there is one temperature. Not when reservoirs differ in it (refused): no single kT weighs the entropy.
/// References:   espositovandenbroeck2011, parrondo2015
/// Validated by: thermodynamics/free_energy_falls

#include <span>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm {

/// Boltzmann's masses exp(s - E/kT)/Z.
[[nodiscard]] std::vector<double> boltzmann_masses(const Generator& generator);
/// -kT ln Z.
[[nodiscard]] double equilibrium_free_energy(const Generator& generator);
/// <E> - kT S.
[[nodiscard]] double free_energy(const Generator& generator, std::span<const double> p);
/// dF/dt at fixed energies.
[[nodiscard]] double free_energy_rate(const Generator& generator, std::span<const double> p);

}  // namespace stochtherm
