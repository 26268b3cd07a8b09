#pragma once
/// The one-field types that keep a temperature from being mistaken for a mobility or a seed.

#include <cstdint>

namespace stochtherm {

/// Thermal energy k_B T, in the model's energy unit (inside the library k_B = 1).
struct Temperature {
  double kT;
};

/// Mobility mu = 1/gamma: velocity per force. Noise follows from it: D = mu kT (Einstein).
struct Mobility {
  double mu;
};

/// One heat bath: who pays and receives heat, and how strongly it is coupled.
struct Bath {
  Temperature T;
  Mobility mu;
};

/// Names the noise of a computation. There is no default: a result that cannot be repeated has to be asked
/// for.
struct Seed {
  constexpr Seed(std::uint64_t v)
      : value(v) {}  // NOLINT(google-explicit-constructor): {.seed = 7} reads well
  std::uint64_t value;
};

}  // namespace stochtherm
