#pragma once
/// From libsbml's trees to formulas.

#include <sbml/SBMLTypes.h>

#include <functional>
#include <stochtherm/solvers/jump/expression.hpp>
#include <string>

LIBSBML_CPP_NAMESPACE_USE  // where libsbml was built with a namespace

namespace stochtherm::detail {

/// Appends what a name means.
using Symbols = std::function<void(const std::string& name, Expression& formula)>;

/// `where` names the formula in sentences. Refuses what has no meaning here, by name.
[[nodiscard]] Expression formula(const ASTNode* tree, const Symbols& symbols,
                                 const std::string& where);

}  // namespace stochtherm::detail
