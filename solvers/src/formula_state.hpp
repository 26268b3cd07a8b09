#pragma once
/// A network and where it stands: what both the trajectories and the master equation do with formulas.

#include <stochtherm/solvers/jump/formula_network.hpp>
#include <stochtherm/solvers/jump/network_moments.hpp>
#include <vector>

namespace stochtherm::detail {

/// Refuses a network or a schedule that makes no sense.
void require_valid(const FormulaNetwork& network, const Schedule& when);
/// 0, every, ... until.
[[nodiscard]] std::vector<double> times_of(const Schedule& when);
/// Initial values of all variables; events that are armed and whose trigger is true have happened.
[[nodiscard]] std::vector<double> initial_values(const FormulaNetwork& network);

/// The propensity, refused when it is negative or no number.
[[nodiscard]] double propensity(const FormulaNetwork& network, std::size_t reaction,
                                const std::vector<double>& values);
/// One reaction, without what it triggers. Refuses to take molecules that are not there.
void react(const FormulaNetwork& network, std::size_t reaction, std::vector<double>& values);
/// All assignments of an event, from the values before it.
void happen(const FormulaNetwork::Event& event, const FormulaNetwork& network, std::vector<double>& values);
/// Events without a time whose triggers were false before and are true now happen, and what they trigger. Returns whether
/// any did.
bool trigger(const FormulaNetwork& network, const std::vector<double>& before, std::vector<double>& values);

/// Indices of the events that have a time, in order.
[[nodiscard]] std::vector<std::size_t> timed_events(const FormulaNetwork& network);

}  // namespace stochtherm::detail
