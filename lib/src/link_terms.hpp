#pragma once
/// What the accounts over a generator have in common.

#include <cmath>
#include <span>
#include <stochtherm/core/generator.hpp>

namespace stochtherm::detail {

/// ln(a/b), to an ulp or two also where a and b are close; +-infinity where one of them is 0, 0 where both are.
inline double log_of_ratio(double a, double b) {
  if (a == b) return 0;
  return a < 2 * b && b < 2 * a ? std::log1p((a - b) / b) : std::log(a) - std::log(b);
}

/// x times a factor that may be infinite: 0 where x is.
inline double times(double x, double factor) { return x == 0 ? 0 : x * factor; }

/// The two fluxes of a link.
struct Fluxes {
  double there, back;
  [[nodiscard]] double net() const { return there - back; }
  [[nodiscard]] double sum() const { return there + back; }
};
inline Fluxes fluxes(const Link& link, std::span<const double> p) {
  return {link.forward * p[link.from], link.backward * p[link.to]};
}

/// Refuses a generator that is none or loses probability, and masses that are no distribution over its states.
void require_account(const Generator& generator, std::span<const double> p, const char* argument,
                     const char* function = __builtin_FUNCTION());

}  // namespace stochtherm::detail
