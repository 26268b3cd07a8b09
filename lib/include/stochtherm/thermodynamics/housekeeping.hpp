#pragma once
/// Entropy production in two parts: what it costs to keep a steady state going, and what it costs to change.
///
/// Solves:       sigma = housekeeping + excess. With the stationary masses pi of the generator of this instant:
///               housekeeping (adiabatic) sum W p ln(W pi/W~ pi~) over all directed jumps, W~ and pi~ of the jump back;
///               excess (nonadiabatic) -sum dp/dt ln(p/pi), the rate at which p forgets how it differs from pi.
/// Scheme:       each part as a relative entropy of the fluxes to those of the dual process: sum x ln(x/y) - x + y over
///               directed jumps, where sum x = sum y because pi is stationary. No term is negative, and none cancels.
/// Order:        none, finite sums.
/// Exact for:    any network; with detailed balance the housekeeping is 0 to rounding squared.
/// Cost:         two logarithms per directed jump.
/// Use when:     the stationary masses are known. Not when the energies change within the rates: pi is that of the
///               instant, and the medium's share of the excess is `excess` less dS/dt.
/// References:   espositovandenbroeck2010, esposito2010, hatanosasa2001
/// Validated by: thermodynamics/laws_of_an_instant

#include <span>
#include <stochtherm/core/generator.hpp>

namespace stochtherm {

/// Both not negative, in nats/time.
struct EntropyProductionSplit {
  double housekeeping;  ///< adiabatic
  double excess;        ///< nonadiabatic
  [[nodiscard]] double total() const { return housekeeping + excess; }
};

/// Refuses masses `stationary` that are not: whose net flow into the states is more than 1e-8 of all that flows.
[[nodiscard]] EntropyProductionSplit split_entropy_production(const Generator& generator,
                                                              std::span<const double> p,
                                                              std::span<const double> stationary);

}  // namespace stochtherm
