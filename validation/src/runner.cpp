#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/runner.hpp>
#include <thread>

namespace stochtherm::validation {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool matches(const Case& c, const std::string& filter) {
  return c.name.find(filter) != std::string::npos ||
         std::find(c.tags.begin(), c.tags.end(), filter) != c.tags.end() ||
         fnmatch(filter.c_str(), c.name.c_str(), 0) == 0;
}

/// Runs one function of a case; the answer is the sentence of the exception that it threw, or empty.
std::string attempt(const std::function<Verdict(const Effort&)>& check, const Effort& effort,
                    Verdict& verdict, double& seconds) {
  const auto start = Clock::now();
  std::string sentence;
  try {
    verdict = check(effort);
  } catch (const std::exception& e) {
    sentence = e.what();
    if (sentence.empty()) sentence = "an exception without a sentence";
  } catch (...) {
    sentence = "something that is not a std::exception";
  }
  seconds = seconds_since(start);
  return sentence;
}

CaseResult examine(const Case& c, const Effort& effort, double alpha) {
  CaseResult result{.subject = c};
  const std::string thrown = attempt(c.check, effort, result.verdict, result.seconds);
  if (thrown.empty() && !result.verdict.skipped.empty()) {
    result.sabotage.skipped = result.verdict.skipped;
    return result;
  }
  const std::string sabotage_thrown =
      attempt(c.sabotage.check, effort, result.sabotage, result.sabotage_seconds);
  for (Verdict* verdict : {&result.verdict, &result.sabotage})
    for (Check& check : verdict->checks) settle(check, alpha);

  if (!thrown.empty()) {
    result.complaints.push_back(fmt::format("The check threw: {}", thrown));
  } else {
    const auto made =
        static_cast<std::size_t>(std::count_if(result.verdict.checks.begin(), result.verdict.checks.end(),
                                               [](const Check& k) { return k.statistical; }));
    if (made != c.statistical_checks)
      result.complaints.push_back(
          fmt::format("Broken case: it declares {} statistical check{} and made {}, so the error budget is "
                      "split wrongly.",
                      c.statistical_checks, c.statistical_checks == 1 ? "" : "s", made));
    if (result.verdict.checks.empty()) result.complaints.emplace_back("Broken case: it compared nothing.");
  }
  if (!sabotage_thrown.empty())
    result.complaints.push_back(
        fmt::format("Broken case: its sabotage threw instead of failing: {}", sabotage_thrown));
  else if (const Outcome outcome = result.sabotage.outcome(); outcome != Outcome::fail)
    result.complaints.push_back(outcome == Outcome::pass
                                    ? "Broken case: its sabotage passes, so its check proves nothing."
                                    : "Broken case: its sabotage is inconclusive; it must fail.");
  return result;
}

}  // namespace

std::size_t SuiteResult::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [=](const CaseResult& c) { return c.outcome() == outcome; }));
}

bool SuiteResult::all_pass() const {
  return !interrupted && cases.size() == selected && count(Outcome::pass) > 0 &&
         count(Outcome::pass) + count(Outcome::skipped) == selected;
}

std::vector<Case> selected_cases(const std::vector<Case>& cases, std::span<const std::string> filters) {
  for (const std::string& filter : filters)
    require(!filter.empty() &&
                std::any_of(cases.begin(), cases.end(), [&](const Case& c) { return matches(c, filter); }),
            "a filter must be a part of a case's name, a tag or a pattern that some case matches", "filter",
            fmt::format("'{}'", filter), "validate");
  if (filters.empty()) return cases;
  std::vector<Case> selected;
  for (const Case& c : cases)
    if (std::any_of(filters.begin(), filters.end(),
                    [&](const std::string& filter) { return matches(c, filter); }))
      selected.push_back(c);
  return selected;
}

SuiteResult run(const std::vector<Case>& cases, const SuiteOptions& options) {
  require_positive(options.effort.scale, "the effort must be positive", "effort");
  require(options.effort.threads >= 1, "at least one thread must work", "threads", options.effort.threads);
  require(options.false_alarm_probability > 0 && options.false_alarm_probability < 1,
          "a false-alarm probability lies between 0 and 1", "false_alarm_probability",
          options.false_alarm_probability);
  require_well_formed(cases);
  const std::vector<Case> selected = selected_cases(cases, options.filters);

  SuiteResult suite{.provenance = provenance(),
                    .effort = options.effort,
                    .false_alarm_probability = options.false_alarm_probability,
                    .selected = selected.size()};
  for (const Case& c : cases) suite.statistical_checks += c.statistical_checks;
  const double alpha = options.false_alarm_probability /
                       static_cast<double>(std::max<std::size_t>(suite.statistical_checks, 1));

  ProgressReporter report(options.progress);
  const auto start = Clock::now();
  for (const Case& c : selected) {
    const auto fraction = [&] {
      return static_cast<double>(suite.cases.size()) / static_cast<double>(selected.size());
    };
    if (options.on_start) options.on_start(c);
    // On a thread of its own, which owns all that it touches: a check cannot be stopped, only left behind.
    std::packaged_task<CaseResult()> task(
        [c, effort = options.effort, alpha] { return examine(c, effort, alpha); });
    std::future<CaseResult> result = task.get_future();
    std::thread worker(std::move(task));
    while (result.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
      if (!report(fraction())) {
        worker.detach();
        suite.interrupted = true;
        suite.seconds = seconds_since(start);
        return suite;
      }
    worker.join();
    suite.cases.push_back(result.get());
    if (options.on_finish) options.on_finish(suite.cases.back());
    if (!report(fraction()) && suite.cases.size() < selected.size()) {
      suite.interrupted = true;
      break;
    }
  }
  suite.seconds = seconds_since(start);
  return suite;
}

}  // namespace stochtherm::validation
