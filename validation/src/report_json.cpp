#include <cmath>
#include <nlohmann/json.hpp>
#include <stochtherm/validation/report.hpp>

namespace stochtherm::validation {
namespace {

using json = nlohmann::ordered_json;

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json as_json(const Check& check) {
  return {{"what", check.what},
          {"verdict", to_string(check.outcome)},
          {"measured", number(check.measured)},
          {"expected", number(check.expected)},
          {"uncertainty", number(check.uncertainty)},
          {"rule", check.rule},
          {"resolution", number(check.resolution)}};
}

json as_json(const std::vector<Check>& checks) {
  json list = json::array();
  for (const Check& check : checks) list.push_back(as_json(check));
  return list;
}

json as_json(const CaseResult& result) {
  const Check& headline = result.verdict.headline();
  const Check& sabotaged = result.sabotage.headline();
  std::vector<std::string> remarks = result.complaints;
  if (!result.verdict.skipped.empty()) remarks.push_back(result.verdict.skipped);
  remarks.insert(remarks.end(), result.verdict.remarks.begin(), result.verdict.remarks.end());
  return {{"name", result.subject.name},
          {"claim", result.subject.claim},
          {"equation", result.subject.equation},
          {"source", result.subject.source},
          {"tags", result.subject.tags},
          {"verdict", to_string(result.outcome())},
          {"measured", number(headline.measured)},
          {"expected", number(headline.expected)},
          {"uncertainty", number(headline.uncertainty)},
          {"rule", headline.rule},
          {"resolution", number(headline.resolution)},
          {"seconds", number(result.seconds)},
          {"sabotage",
           {{"description", result.subject.sabotage.description},
            {"verdict", to_string(result.sabotage.outcome())},
            {"measured", number(sabotaged.measured)},
            {"expected", number(sabotaged.expected)},
            {"rule", sabotaged.rule},
            {"seconds", number(result.sabotage_seconds)}}},
          {"headline", headline.what},
          {"checks", as_json(result.verdict.checks)},
          {"remarks", remarks}};
}

}  // namespace

std::string report_json(const SuiteResult& suite) {
  json cases = json::array();
  for (const CaseResult& result : suite.cases) cases.push_back(as_json(result));
  const Provenance& p = suite.provenance;
  const json report{{"schema", 1},
                    {"interrupted", suite.interrupted},
                    {"provenance",
                     {{"version", p.version},
                      {"commit", p.commit},
                      {"compiler", p.compiler},
                      {"flags", p.flags},
                      {"instruction_set", p.instruction_set},
                      {"machine", p.machine},
                      {"date", p.date},
                      {"seed", suite.effort.seed.value},
                      {"effort", number(suite.effort.scale)},
                      {"threads", suite.effort.threads},
                      {"false_alarm_probability", number(suite.false_alarm_probability)},
                      {"statistical_checks", suite.statistical_checks},
                      {"selected", suite.selected},
                      {"seconds", number(suite.seconds)}}},
                    {"summary",
                     {{"pass", suite.count(Outcome::pass)},
                      {"fail", suite.count(Outcome::fail)},
                      {"inconclusive", suite.count(Outcome::inconclusive)},
                      {"skipped", suite.count(Outcome::skipped)}}},
                    {"cases", std::move(cases)}};
  // A case's words may hold bytes that are no UTF-8: replace them rather than lose the report.
  return report.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace stochtherm::validation
