#pragma once
/// The closed list of verdict rules. Each compares one number with one expectation and says how finely it
/// could see.

#include <cstdint>
#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/statistics/histogram.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace stochtherm::validation {

enum class Outcome { pass, fail, inconclusive, skipped };

/// "pass", "fail", "inconclusive" or "skipped".
[[nodiscard]] std::string_view to_string(Outcome outcome);

/// One comparison. `outcome` of a statistical check is settled by `settle`, once the suite's threshold is
/// known.
struct Check {
  std::string what{};  ///< what was measured, a noun phrase
  double measured = 0;
  double expected = 0;
  double uncertainty = 0;  ///< standard error, or 0 for "exact"
  std::string rule{};      ///< the rule in words, with its numbers
  double resolution = 0;   ///< the smallest deviation that this check would have called wrong; 0: any at all
  std::string relation{};  ///< "≤" or "≥" where `expected` is a bound, else empty
  Outcome outcome = Outcome::inconclusive;

  bool statistical = false;
  double detects = 0;             ///< statistical only: the bias that the case promises to see
  double degrees_of_freedom = 0;  ///< statistical only
  double strain = 0;  ///< deviation over what the rule allows: above 1 it failed; picks the headline
};

// A measured or expected value that is NaN or infinite never passes any of these rules. A rule that is used
// wrongly (a negative slack, no digits, fewer than three steps) throws InvalidArgument.

/// The two 64-bit patterns are the same; the rule shows both in hexadecimal.
[[nodiscard]] Check bits_equal(std::string what, std::uint64_t measured, std::uint64_t expected);
/// At most n units in the last place apart.
[[nodiscard]] Check ulps(std::string what, double measured, double expected, double n);
/// |measured - expected| <= n eps kappa |expected|: kappa is the condition number of the problem.
[[nodiscard]] Check conditioned(std::string what, double measured, double expected, double kappa, double n);
/// Agrees with a reference value known to n significant digits: within one unit of the n-th digit.
[[nodiscard]] Check digits(std::string what, double measured, double expected, int n);
/// measured <= bound + slack, or measured >= bound - slack. The slack is for rounding alone. Resolution: for a size
/// (measured >= 0) under a positive bound, bound + slack, the smallest size called wrong; else the slack.
[[nodiscard]] Check at_most(std::string what, double measured, double bound, double slack = 0);
[[nodiscard]] Check at_least(std::string what, double measured, double bound, double slack = 0);
/// Least-squares slope of log|error| against log(step), from three points or more, is p within `slack`; the
/// fit's own standard error is shown and must be smaller than the slack, or the verdict is inconclusive (and
/// a failure only where the slope is off by more than slack + 3 standard errors).
[[nodiscard]] Check order(std::string what, std::span<const double> steps, std::span<const double> errors,
                          double p, double slack);
/// Two-sided test of an unbiased estimate against the exact value; `detects` is the bias the case promises to
/// see.
[[nodiscard]] Check statistical(std::string what, const Estimate& estimate, double exact, double detects);

/// Settles a statistical check at a two-sided false-alarm probability of `alpha` (Student's t); other rules
/// are left alone. Resolution: the bias seen with probability 0.95 at that threshold (the normal
/// approximation of the non-central t of johnson1940). Coarser than promised, or an estimate without any
/// spread: inconclusive.
void settle(Check& check, double alpha);

/// One curve or point set of a figure. `error` is empty or has one standard error per point.
struct Series {
  enum class Style { line, points, steps, dashed };  ///< steps: a bar around each x, for cells and histograms
  std::string label{};
  std::vector<double> x{}, y{}, error{};
  Style style = Style::line;

  void add(double at, double value) { x.push_back(at), y.push_back(value); }
  void add(double at, double value, double std_error) { add(at, value), error.push_back(std_error); }
  void add(double at, const Estimate& value) { add(at, value.mean, value.std_error); }
};
/// The filled bins of a histogram as points with their errors.
[[nodiscard]] Series histogram_points(std::string label, const Histogram& histogram);

/// In all its words `_{}` and `^{}` become sub- and superscripts.
struct Figure {
  std::string title{}, x_label{}, y_label{};
  std::vector<Series> series{};
  std::string caption{};
  bool log_x = false, log_y = false;
};
struct Table {
  std::string title{};
  std::vector<std::string> columns{};
  std::vector<std::vector<std::string>> rows{};
};

/// What a check hands back: its comparisons, and what a reader wants to see beside them.
struct Verdict {
  std::vector<Check> checks{};
  std::vector<Figure> figures{};
  std::vector<Table> tables{};
  std::vector<std::string> remarks{};
  /// Why nothing could be compared: what is missing on this machine, and where it comes from. Else empty.
  std::string skipped{};

  /// Skipped if it says so. Fail if any check failed, else inconclusive if any was (or there is none), else pass.
  [[nodiscard]] Outcome outcome() const;
  /// The check that came nearest to failing, or failed worst: what stands in the summary line.
  [[nodiscard]] const Check& headline() const;
};

}  // namespace stochtherm::validation
