#pragma once
/// The potential at which one kind of ion is in equilibrium across a membrane.
///
///   V = (RT/zF) ln(c_out/c_in)
///
/// V potential inside against outside (V), z valence, c concentrations (any common unit: only their ratio
/// matters), T temperature (K).
/// Source: Nernst, Z. phys. Chem. 2, 613 (1888), key `nernst1888`.

#include <optional>
#include <stochtherm/models/membrane/ion.hpp>

namespace stochtherm::models {

/// Volts. Refuses valence 0, and concentrations or a temperature that are not positive and finite.
[[nodiscard]] double nernst_potential(int valence, double outside, double inside, double temperature,
                                      const MolarConstants& molar = {});

/// The Nernst potential of an ion in volts; empty when it is absent on one side, where no potential holds it.
/// The permeability is not looked at.
[[nodiscard]] std::optional<double> reversal_potential(const Ion& ion, double temperature,
                                                       const MolarConstants& molar = {});

}  // namespace stochtherm::models
