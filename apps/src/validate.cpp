#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/catalogue.hpp>  // the cases run on the compiled kernels
#include <stochtherm/validation/report.hpp>
#include <stochtherm/validation/runner.hpp>
#include <thread>

#include "command.hpp"
#include "interrupt.hpp"
#include "output_file.hpp"
#include "progress_bar.hpp"

namespace stochtherm::app {
namespace {

using validation::Case;
using validation::CaseResult;
using validation::Outcome;

std::string shown(double value) { return std::isfinite(value) ? fmt::format("{:.7g}", value) : "none"; }
std::string expected(const validation::Check& check) {
  return (check.relation.empty() ? "" : check.relation + ' ') + shown(check.expected);
}

/// How far the suite is: a line per case where no bar can be drawn.
class SuiteProgress {
 public:
  explicit SuiteProgress(std::size_t total) : total_(total) {}

  void start(const Case& c) {
    name_ = c.name;
    since_ = std::chrono::steady_clock::now();
    draw();
  }
  void finish(const CaseResult& result) {
    ++done_;
    if (!bar_.terminal()) {
      say(fmt::format("[{}/{}] {}: {} ({:.1f} s)", done_, total_, result.subject.name,
                      to_string(result.outcome()), result.seconds + result.sabotage_seconds));
    } else if (result.outcome() != Outcome::pass) {
      bar_.clear();
      say(fmt::format("{}: {}", to_string(result.outcome()), result.subject.name));
    }
    draw();
  }
  void draw() const {
    const double running = std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count();
    bar_.draw(total_ == 0 ? 1 : static_cast<double>(done_) / static_cast<double>(total_),
              fmt::format("{}/{} {:.40} {:.0f} s", done_, total_, name_, running));
  }
  void clear() const { bar_.clear(); }

 private:
  ProgressBar bar_;
  std::size_t total_, done_ = 0;
  std::string name_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

void print_list(const std::vector<Case>& cases) {
  std::size_t name = 0, tags = 0;
  const auto joined = [](const Case& c) {
    std::string all;
    for (const std::string& tag : c.tags) all += (all.empty() ? "" : ",") + tag;
    return all;
  };
  for (const Case& c : cases) {
    name = std::max(name, c.name.size());
    tags = std::max(tags, joined(c).size());
  }
  for (const Case& c : cases) fmt::print("{:<{}}  {:<{}}  {}\n", c.name, name, joined(c), tags, c.claim);
}

void print_table(const validation::SuiteResult& suite) {
  const bool colour = isatty(STDOUT_FILENO) != 0;
  std::size_t name = 4;
  for (const CaseResult& result : suite.cases) name = std::max(name, result.subject.name.size());
  const auto paint = [&](Outcome outcome, std::string_view text) {
    const int code = outcome == Outcome::pass      ? 32
                     : outcome == Outcome::fail    ? 31
                     : outcome == Outcome::skipped ? 36
                                                   : 33;
    return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  };
  fmt::print("{:<12}  {:<{}}  {:>14}  {:>16}  {:<12}  {:>8}\n", "verdict", "case", name, "measured",
             "expected", "sabotage", "seconds");
  for (const CaseResult& result : suite.cases) {
    const validation::Check& check = result.verdict.headline();
    const Outcome outcome = result.outcome(), sabotage = result.sabotage.outcome();
    if (outcome == Outcome::skipped) {
      fmt::print("{}  {}\n", paint(outcome, fmt::format("{:<12}", to_string(outcome))), result.subject.name);
      continue;
    }
    fmt::print("{}  {:<{}}  {:>14}  {:>16}  {}  {:>8.2f}\n",
               paint(outcome, fmt::format("{:<12}", to_string(outcome))), result.subject.name, name,
               shown(check.measured), expected(check),
               paint(sabotage == Outcome::fail ? Outcome::pass : Outcome::fail,
                     fmt::format("{:<12}", to_string(sabotage))),
               result.seconds + result.sabotage_seconds);
  }
  for (const CaseResult& result : suite.cases) {
    if (result.outcome() == Outcome::pass) continue;
    fmt::print("\n{}: {}\n  {}\n", paint(result.outcome(), to_string(result.outcome())), result.subject.name,
               result.subject.claim);
    if (!result.verdict.skipped.empty()) {
      fmt::print("  {}\n", result.verdict.skipped);
      continue;
    }
    for (const std::string& complaint : result.complaints) fmt::print("  {}\n", complaint);
    for (const validation::Check& check : result.verdict.checks)
      if (check.outcome != Outcome::pass)
        fmt::print("  {}: {}: measured {}, expected {}, uncertainty {:.2g} ({})\n", to_string(check.outcome),
                   check.what, shown(check.measured), expected(check), check.uncertainty, check.rule);
  }
  const auto caught = std::count_if(suite.cases.begin(), suite.cases.end(), [](const CaseResult& r) {
    return r.sabotage.outcome() == Outcome::fail;
  });
  const std::size_t skipped = suite.count(Outcome::skipped);
  fmt::print("\n{} pass, {} fail, {} inconclusive{}; {} of {} sabotages fail, as all must; {:.1f} s\n",
             suite.count(Outcome::pass), suite.count(Outcome::fail), suite.count(Outcome::inconclusive),
             skipped > 0 ? fmt::format(", {} skipped", skipped) : "", caught, suite.cases.size() - skipped,
             suite.seconds);
  if (suite.interrupted)
    fmt::print("interrupted: {} of {} cases were not finished\n", suite.selected - suite.cases.size(),
               suite.selected);
}

struct Input {
  std::vector<std::string> filters;
  std::string effort = "1", seed = "1", threads, json, html;
  bool list = false;
};

validation::Effort effort(const Input& in) {
  const double scale = number("--effort", in.effort);
  if (scale != 0.1 && scale != 1 && scale != 10)
    throw UsageError(fmt::format("--effort must be 0.1, 1 or 10, but it was '{}'.", in.effort));
  std::uint64_t threads = std::max(1U, std::thread::hardware_concurrency());
  if (!in.threads.empty()) {
    threads = count("--threads", in.threads);
    if (threads < 1 || threads > 1024)
      throw UsageError(
          fmt::format("--threads must be a whole number from 1 to 1024, but it was '{}'.", in.threads));
  }
  return {.scale = scale, .seed = count("--seed", in.seed), .threads = static_cast<unsigned>(threads)};
}

int validate(const Input& in, bool json_given, bool html_given) {
  const std::vector<Case> cases = validation::all_cases();
  try {
    validation::require_well_formed(cases);
  } catch (const InvalidArgument& error) {  // the suite's fault, not the caller's
    throw std::runtime_error(error.what());
  }
  validation::SuiteOptions options{.effort = effort(in), .filters = in.filters};
  const std::vector<Case> selected = validation::selected_cases(cases, in.filters);
  if (in.list) {
    print_list(selected);
    return 0;
  }
  // Before the work, so that no hour of it is lost to a misspelt folder.
  std::vector<OutputFile> files;
  if (json_given) files.push_back({"--json", in.json});
  if (html_given) files.push_back({"--html", in.html});
  require_outputs(files);

  listen_for_interrupt();
  SuiteProgress bar(selected.size());
  options.progress = [&](double) {
    bar.draw();
    return !interrupted();
  };
  options.on_start = [&](const Case& c) { bar.start(c); };
  options.on_finish = [&](const CaseResult& result) { bar.finish(result); };
  const validation::SuiteResult suite = validation::run(cases, options);
  bar.clear();

  bool written = in.json.empty() || write({"--json", in.json}, report_json(suite), "validate");
  written = (in.html.empty() || write({"--html", in.html}, report_html(suite), "validate")) && written;
  print_table(suite);
  if (suite.interrupted) {
    // A check may still be running on its abandoned thread: end without taking the house down around it.
    std::fflush(stdout);
    std::fflush(stderr);
    std::_Exit(130);
  }
  return suite.all_pass() && written ? 0 : 1;
}

}  // namespace

void add_validate(CLI::App& app, int& status) {
  auto in = std::make_shared<Input>();
  CLI::App* command =
      app.add_subcommand("validate", "Prove the library's claims, and that each proof can fail.");
  command
      ->add_option("FILTER", in->filters,
                   "run only cases with this in their name, this tag (exact, order, statistical, figure, "
                   "long) or a name "
                   "of this pattern (* ? [..])")
      ->type_name("");
  command->add_flag("--list", in->list, "print names, tags and claims, and run nothing");
  command->add_option("--effort", in->effort, "0.1 quick, 1, or 10 thorough")
      ->capture_default_str()
      ->type_name("0.1|1|10");
  command->add_option("--seed", in->seed, "names the noise; another number draws afresh")
      ->capture_default_str();
  command->add_option("--threads", in->threads, "threads to work with; results do not depend on it [all]")
      ->type_name("N");
  const CLI::Option* json =
      command->add_option("--json", in->json, "write the report for programs")->type_name("FILE");
  const CLI::Option* html =
      command->add_option("--html", in->html, "write the report for people")->type_name("FILE");
  command->footer(
      "Exit status: 0 all passed (or were skipped for lack of data), 1 some failed or were inconclusive, 2 "
      "wrong input, 130 interrupted (with a "
      "report of what "
      "was done).\n"
      "Example:\n  stochtherm validate 'langevin/*' --effort 0.1 --json report.json --html report.html");
  command->callback(
      [in, json, html, &status] { status = validate(*in, json->count() > 0, html->count() > 0); });
}

}  // namespace stochtherm::app
