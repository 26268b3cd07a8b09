#pragma once
/// How noise whose strength depends on position is read.

namespace stochtherm {

/// The strength at the start of a step, in its middle or at its end. With constant mobility all three agree.
enum class Calculus { ito, stratonovich, haenggi_klimontovich };

}  // namespace stochtherm
