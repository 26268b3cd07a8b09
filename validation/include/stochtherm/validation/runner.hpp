#pragma once
/// Runs cases one after the other, each with its sabotage, and settles them against the suite's error budget.

#include <functional>
#include <span>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/provenance.hpp>
#include <stochtherm/validation/case.hpp>
#include <string>
#include <vector>

namespace stochtherm::validation {

/// What became of one case.
struct CaseResult {
  Case subject{};
  Verdict verdict{};   ///< settled
  Verdict sabotage{};  ///< settled; must fail
  std::vector<std::string>
      complaints{};    ///< what is broken about the case itself; any complaint makes it fail
  double seconds = 0;  ///< of the check
  double sabotage_seconds = 0;

  [[nodiscard]] Outcome outcome() const { return complaints.empty() ? verdict.outcome() : Outcome::fail; }
};

struct SuiteResult {
  Provenance provenance{};
  Effort effort{};
  double false_alarm_probability = 0;  ///< of the whole suite
  std::size_t statistical_checks = 0;  ///< over which it is split
  std::vector<CaseResult> cases{};     ///< those that were finished
  std::size_t selected = 0;            ///< those that were asked for
  bool interrupted = false;
  double seconds = 0;

  [[nodiscard]] std::size_t count(Outcome outcome) const;
  /// All that were asked for were finished and passed or were skipped, and one passed.
  [[nodiscard]] bool all_pass() const;
};

struct SuiteOptions {
  Effort effort{};
  /// A case runs if one of these is a part of its name, one of its tags, or a pattern (* ? [..]) of its whole
  /// name. None: all cases run.
  std::vector<std::string> filters{};
  /// Probability that a suite without any error has a statistical check fail. It is split evenly over the
  /// statistical checks that all cases declare, whatever the filter, so a case's threshold does not depend on
  /// how it is called.
  double false_alarm_probability = 1e-3;
  /// Asked ten times a second, with the fraction of finished cases. When it returns false the running check
  /// is abandoned on its thread and what was finished is returned; the process should then end soon, by
  /// std::_Exit.
  Progress progress{};
  std::function<void(const Case&)> on_start{};
  std::function<void(const CaseResult&)> on_finish{};
};

/// The cases that the filters select, in their order. Throws InvalidArgument for a filter that selects
/// nothing.
[[nodiscard]] std::vector<Case> selected_cases(const std::vector<Case>& cases,
                                               std::span<const std::string> filters);

/// Throws InvalidArgument for ill-formed cases and unmatched filters. An exception of a check is a failure;
/// one of a sabotage makes the case broken, because a sabotage must fail by its comparison.
[[nodiscard]] SuiteResult run(const std::vector<Case>& cases, const SuiteOptions& options);

}  // namespace stochtherm::validation
