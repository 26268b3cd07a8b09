#pragma once
/// What every Brownian model asks of its parameters. The sentence names the public function that was called.

#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/error.hpp>

namespace stochtherm::models {

inline void check_bath(Temperature T, Mobility mu, const char* function = __builtin_FUNCTION()) {
  require_positive(T.kT, "the temperature must be positive", "T.kT", function);
  require_positive(mu.mu, "the mobility must be positive", "mu", function);
}
inline void check_stiffness(double k, const char* function = __builtin_FUNCTION()) {
  require_positive(k, "the stiffness must be positive", "k", function);
}
inline void check_time(double t, const char* function = __builtin_FUNCTION()) {
  require_not_negative(t, "the time must not be negative", "t", function);
}

}  // namespace stochtherm::models
