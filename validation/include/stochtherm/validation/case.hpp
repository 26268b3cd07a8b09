#pragma once
/// A validation case: one claim with its equation and source, the check that proves it, and a sabotage that
/// must fail.

#include <functional>
#include <stochtherm/validation/verdict.hpp>
#include <string>
#include <vector>

namespace stochtherm::validation {

/// How much work a check may do, and with which noise.
struct Effort {
  double scale = 1;  ///< 0.1 quick, 1 default, 10 thorough
  Seed seed = 1;
  unsigned threads = 1;

  /// Sample count scaled by the effort, at least 2.
  [[nodiscard]] std::size_t samples(std::size_t at_effort_one) const;
};

/// Deliberately wrong in one named way: if it passes, the case proves nothing.
struct Sabotage {
  std::string description{};
  std::function<Verdict(const Effort&)> check{};
};

struct Case {
  std::string name{};      ///< "<topic>/<what>", unique
  std::string claim{};     ///< the sentence that is proved
  std::string equation{};  ///< its equation; `_{}` and `^{}` become sub- and superscripts in the report
  std::string source{};    ///< keys into references.bib, separated by ", "
  std::vector<std::string> tags{};  ///< from: exact, order, statistical, figure, long
  /// Number of statistical checks it makes: the suite's error budget is split over the sum of these.
  std::size_t statistical_checks = 0;
  std::function<Verdict(const Effort&)> check{};
  Sabotage sabotage{};
};

/// Registers a case at start-up: `const Registered my_case{{.name = ..., ...}};` at namespace scope of a case
/// file.
struct Registered {
  explicit Registered(Case c);
};

/// All registered cases, sorted by name.
[[nodiscard]] std::vector<Case> all_cases();

/// The topic: what stands before the first slash of the name.
[[nodiscard]] std::string topic(const Case& c);

/// The keys of a source: "a, b" gives {"a", "b"}.
[[nodiscard]] std::vector<std::string> source_keys(const Case& c);

/// Throws InvalidArgument, naming the case, unless names are unique and of the form topic/what, the claim,
/// the equation, the source and the sabotage's description are not empty, tags are from the list, every
/// source key stands in references.bib, and both functions are there.
void require_well_formed(const std::vector<Case>& cases);

}  // namespace stochtherm::validation
