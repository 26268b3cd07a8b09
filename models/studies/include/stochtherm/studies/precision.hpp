#pragma once
/// What the weights of a learning machine are kept and multiplied in: float or double.

namespace stochtherm::studies {

enum class Precision { single_precision, double_precision };

}  // namespace stochtherm::studies
