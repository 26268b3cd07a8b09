#pragma once
/// Protocols of least mean work in a given time, for the trap that is dragged and for the one that breathes. Both jump
/// at either end.
///
/// The particle starts in equilibrium, and the protocol must have reached its final value, not the particle. Mean work
/// is that of DraggedTrap and BreathingTrap: on the system.
/// They refuse durations, stiffnesses, kT or mu that are not positive.
/// Source: Schmiedl & Seifert, Phys. Rev. Lett. 98, 108301 (2007), key `schmiedl2007`.

#include <stochtherm/core/protocol.hpp>
#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>

namespace stochtherm::models {

/// The centre from 0 to `distance`: lambda(t) = distance (1 + mu k t)/(2 + mu k duration) between two jumps of
/// distance/(2 + mu k duration) each.
[[nodiscard]] Protocol optimal_protocol(const DraggedTrap& trap, double distance, double duration);
/// k distance^2/(2 + mu k duration).
[[nodiscard]] double optimal_mean_work(const DraggedTrap& trap, double distance, double duration);

/// The stiffness from `from` to `to`: lambda(t) = from/(1 + c t)^2 - c/(mu (1 + c t)) between jumps, which makes <x^2>
/// = (kT/from)(1 + c t)^2. `knots` straight pieces; the mean work is least at the smooth curve, so what they add to it
/// is of order knots^-4. The last jump starts at (to + kT/<x^2>)/2, half-way from the stiffness for which the particle
/// would be in equilibrium: the stiffness stays positive, however fast.
[[nodiscard]] Protocol optimal_protocol(const BreathingTrap& trap, double from, double to, double duration,
                                        int knots = 1000);
[[nodiscard]] double optimal_mean_work(const BreathingTrap& trap, double from, double to, double duration);

}  // namespace stochtherm::models
