#pragma once
/// Reaction networks from SBML.
///
/// Read are: compartments of constant size, species (as amounts; in a formula a species means its concentration unless the
/// file says hasOnlySubstanceUnits), parameters global and local, initial assignments, reactions with whole-number
/// stoichiometry and a kinetic law, function definitions (put in place), events that happen when the time reaches a
/// constant or when a condition on species and parameters becomes true, with assignments to species and parameters.
/// A kinetic law is the propensity, in events per time, as it stands: nothing is done to X*X to make it X*(X-1).
///
/// Whatever else a file asks for (rules, delays, priorities, constraints, fast reactions, a law that would need the
/// derivative of time, packages that change the meaning, ...) is refused by name. A file that is cut off or not valid is
/// refused with libsbml's first complaint and its line.

#include <stochtherm/solvers/jump/formula_network.hpp>
#include <string>

namespace stochtherm {

[[nodiscard]] FormulaNetwork read_sbml(const std::string& path);

}  // namespace stochtherm
