#include <stochtherm/core/error.hpp>

#include "audit_laws.hpp"

namespace stochtherm {
namespace detail {
namespace {

Audit audit_all(const Ensemble& run, const Knowledge* known, const AuditRules& rules) {
  stochtherm::require_valid(rules);
  require_columns(run);
  if (known && !run.outcome.empty())
    for (const auto outcome : run.outcome)
      require(outcome < known->last_lambda.size(), "each outcome of the measurement must have a protocol",
              "outcome", static_cast<double>(outcome), "audit");
  Lines lines{check_numbers(run)};
  if (lines[0].measured > 0) {
    lines.push_back(beyond_the_sample("all other laws", "",
                                      "averages over the trajectories that are left would be biased.", true));
    return judge(std::move(lines), {.false_alarm_probability = rules.false_alarm_probability});
  }
  lines.push_back(check_first_law(run));
  if (run.size() < 2) {
    lines.push_back(beyond_the_sample("all other laws", "", "one trajectory has no error bar.", true));
    return judge(std::move(lines), {.false_alarm_probability = rules.false_alarm_probability});
  }
  lines.push_back(check_second_law(run));
  check_path(lines, run);
  std::vector<Column> slopes;
  std::vector<double> mean_slopes;
  if (known) slopes = resolution_of(run, *known);
  for (const Column& slope : slopes) mean_slopes.push_back(mean_of(slope));
  check_noise(lines, run, mean_slopes);
  check_step(lines, run);
  if (known) {
    check_resolution(lines, run, *known, slopes);
    check_thermodynamics(lines, run, *known);
  }
  return judge(std::move(lines), rules);
}

}  // namespace

Audit audit(const Ensemble& run, const Knowledge& known, const AuditRules& rules) {
  return audit_all(run, &known, rules);
}

}  // namespace detail

Audit audit(const Ensemble& run, const AuditRules& rules) { return detail::audit_all(run, nullptr, rules); }

}  // namespace stochtherm
