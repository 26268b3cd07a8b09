#pragma once
/// The table an audit hands back: law by law, what was measured, what the law allows, and a verdict. How a run of
/// trajectories is audited: solvers/langevin/audit.hpp; a density or a network: solvers/jump/audit.hpp.
///
/// A line is judged by two questions. Is the deviation significant: beyond what chance does to a table of so many lines?
/// And is it material: larger than what a sound computation with a finite step may show? Broken is what is both. A line
/// that could not have seen a deviation of twice its materiality says "cannot tell".

#include <cstddef>
#include <limits>
#include <span>
#include <stochtherm/statistics/estimate.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace stochtherm {

enum class AuditVerdict { pass, broken, not_applicable, cannot_tell };
[[nodiscard]] std::string_view name(AuditVerdict verdict);

enum class Relation { equal, at_most, at_least };

/// One law. `judge` fills the verdict and the sentence.
struct AuditLine {
  std::string law{};   ///< "first law"
  std::string what{};  ///< what was measured, a noun phrase
  double measured = std::numeric_limits<double>::quiet_NaN();
  double std_error = 0;  ///< 0: exact
  std::size_t n = 0;     ///< number of samples behind std_error
  double skewness = 0;   ///< of the samples: a mean of skewed ones strays further to one side
  Relation relation = Relation::equal;
  double expected = 0;     ///< or the bound
  double materiality = 0;  ///< a smaller deviation does not matter
  std::string cause{};     ///< what a deviation most likely means
  std::string remedy{};    ///< and what to do about it
  AuditVerdict verdict = AuditVerdict::cannot_tell;
  std::string sentence{};  ///< why it is broken, cannot be told or does not apply; empty where it passes
  /// The law applies, this run does not answer, and another line does not either: `passes` must not be silent about it.
  bool open = false;
  bool decisive = false;  ///< exact, and more than bookkeeping: a pass that counts although no sample stands behind it
};

/// A mean, and how skewed what it is the mean of.
struct SampleMean {
  Estimate estimate;
  double skewness = 0;
  [[nodiscard]] SampleMean scaled(double factor) const;
};
[[nodiscard]] SampleMean sample_mean(std::span<const double> samples);

/// A line of an estimate.
[[nodiscard]] AuditLine audit_line(std::string law, std::string what, const SampleMean& measured,
                                   Relation relation, double expected, double materiality, std::string cause,
                                   std::string remedy);
/// A line of a number without an error.
[[nodiscard]] AuditLine audit_line(std::string law, std::string what, double measured, Relation relation,
                                   double expected, double materiality, std::string cause,
                                   std::string remedy);
/// A law that has no say here, and why.
[[nodiscard]] AuditLine does_not_apply(std::string law, std::string why);
/// A law that applies, and that the run did not record enough to judge: `passes` becomes false.
[[nodiscard]] AuditLine not_recorded(std::string law, std::string why);
/// A law that the sample cannot judge. Open unless it is a matter of rare events, for which other lines stand in.
[[nodiscard]] AuditLine beyond_the_sample(std::string law, std::string what, std::string why, bool open);

/// How strict.
struct AuditRules {
  /// Probability that a table without any breakage has a broken line; split evenly over the statistical lines.
  double false_alarm_probability = 1e-3;
  double materiality = 1;           ///< factor on every line's own
  std::vector<std::string> laws{};  ///< look at these only; none: at all
};
void require_valid(const AuditRules& rules);

struct Audit {
  std::vector<AuditLine> lines;
  double false_alarm_probability;

  /// No law is broken, none was left open, and one at least was judged by its statistics, or exactly and decisively.
  [[nodiscard]] bool passes() const;
  /// The broken laws, each once, in the table's order.
  [[nodiscard]] std::vector<std::string> broken() const;
  /// The laws that apply and were not judged.
  [[nodiscard]] std::vector<std::string> undecided() const;
  /// A plain table, at most 120 columns wide, and below it a sentence for whatever did not pass.
  [[nodiscard]] std::string text() const;
};

/// Gives each line its verdict. Two-sided for equalities, one-sided for bounds; thresholds are Student's, moved outwards on
/// the side to which a skewed sample strays (Cornish and Fisher's first term for a studentised mean). Throws for
/// rules that make no sense, and for a law in `rules.laws` that no line has.
[[nodiscard]] Audit judge(std::vector<AuditLine> lines, const AuditRules& rules = {});

}  // namespace stochtherm
