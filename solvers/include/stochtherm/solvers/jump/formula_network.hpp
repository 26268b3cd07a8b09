#pragma once
/// A reaction network whose laws are formulas that were read from a file, with events.

#include <cstdint>
#include <optional>
#include <stochtherm/solvers/jump/expression.hpp>
#include <string>
#include <utility>
#include <vector>

namespace stochtherm {

/// Variable 0 is the time, variables 1 to `species` are numbers of molecules, the rest parameters and compartments. All
/// formulas are in these variables.
struct FormulaNetwork {
  struct Variable {
    std::string name;
    double initial;
  };
  struct Reaction {
    std::string name;
    Expression propensity;                                ///< events per time
    std::vector<std::pair<std::uint32_t, int>> change{};  ///< variable and what an event adds to it
  };
  /// Happens when the trigger becomes true (`armed` at the start where it is false, or where the file says so), or at a time.
  struct Event {
    std::string name;
    std::optional<double> time{};
    Expression trigger{};
    bool armed = false;
    std::vector<std::pair<std::uint32_t, Expression>> assignments{};
  };

  std::vector<Variable> variables{{"time", 0}};
  std::uint32_t species = 0;
  std::vector<Reaction> reactions{};
  std::vector<Event> events{};
};

}  // namespace stochtherm
