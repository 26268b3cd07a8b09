#include <atomic>
#include <chrono>
#include <stdexcept>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/runner.hpp>
#include <thread>

#include "catch.hpp"
#include "small_cases.hpp"

using namespace stochtherm;
using namespace stochtherm::validation;
using test::chance;
using test::comparing;
using test::sound;

namespace {

bool complains(const CaseResult& result, const std::string& words) {
  for (const std::string& complaint : result.complaints)
    if (complaint.find(words) != std::string::npos) return true;
  return false;
}

CaseResult alone(Case c) { return run({std::move(c)}, {}).cases.at(0); }

/// The sentence with which a list of cases is refused.
std::string refusal(const std::vector<Case>& cases) {
  try {
    require_well_formed(cases);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a sound case passes and its sabotage fails") {
  const SuiteResult suite = run({sound()}, {});
  REQUIRE(suite.cases.size() == 1);
  CHECK(suite.cases[0].outcome() == Outcome::pass);
  CHECK(suite.cases[0].sabotage.outcome() == Outcome::fail);
  CHECK(suite.all_pass());
  CHECK(suite.count(Outcome::pass) == 1);
}

TEST_CASE("a wrong result fails") {
  Case c = sound();
  c.check = comparing(1.5);
  CHECK(alone(c).outcome() == Outcome::fail);
  CHECK_FALSE(run({c}, {}).all_pass());
}

TEST_CASE("a case whose sabotage passes is broken") {
  Case c = sound();
  c.sabotage.check = comparing(1);
  const CaseResult result = alone(c);
  CHECK(result.verdict.outcome() == Outcome::pass);
  CHECK(result.outcome() == Outcome::fail);
  CHECK(complains(result, "sabotage passes"));
}

TEST_CASE("a sabotage that is inconclusive, compares nothing or throws is broken") {
  Case c = chance("harness/coarse", 0);
  c.sabotage.check = [](const Effort&) {
    return Verdict{.checks = {statistical("mean", {.mean = 0, .std_error = 1, .n = 100}, 0, 1e-3)}};
  };
  CHECK(alone(c).outcome() == Outcome::fail);
  CHECK(complains(alone(c), "sabotage is inconclusive"));
  c = sound();
  c.sabotage.check = [](const Effort&) { return Verdict{}; };
  CHECK(alone(c).outcome() == Outcome::fail);
  c.sabotage.check = [](const Effort&) -> Verdict { throw std::runtime_error("out of paper"); };
  CHECK(alone(c).outcome() == Outcome::fail);
  CHECK(complains(alone(c), "out of paper"));
  CHECK(alone(c).sabotage.outcome() != Outcome::pass);
}

TEST_CASE("a check that throws fails with its sentence, and the suite goes on") {
  Case c = sound("harness/a");
  c.check = [](const Effort&) -> Verdict { throw std::runtime_error("the trap has no bottom"); };
  Case d = sound("harness/b");
  d.check = [](const Effort&) -> Verdict { throw 7; };
  const SuiteResult suite = run({c, d, sound("harness/c")}, {});
  REQUIRE(suite.cases.size() == 3);
  CHECK(suite.cases[0].outcome() == Outcome::fail);
  CHECK(complains(suite.cases[0], "the trap has no bottom"));
  CHECK(suite.cases[1].outcome() == Outcome::fail);
  CHECK(suite.cases[2].outcome() == Outcome::pass);
}

TEST_CASE("a case that compares nothing fails") {
  Case c = sound();
  c.check = [](const Effort&) { return Verdict{}; };
  CHECK(alone(c).outcome() == Outcome::fail);
  CHECK(complains(alone(c), "compared nothing"));
}

TEST_CASE("the number of statistical checks must be the declared one") {
  Case c = chance("harness/chance", 0);
  CHECK(alone(c).outcome() == Outcome::pass);
  c.statistical_checks = 2;
  CHECK(alone(c).outcome() == Outcome::fail);
  CHECK(complains(alone(c), "declares 2 statistical checks and made 1"));
  c.statistical_checks = 0;
  CHECK(alone(c).outcome() == Outcome::fail);
}

TEST_CASE("the error budget is split over all cases, whatever the filter") {
  // 1e-3 for one check puts the threshold at |t| = 3.29, for a thousand at 4.89.
  const Case four = chance("harness/four", 4);
  CHECK(alone(four).outcome() == Outcome::fail);
  std::vector<Case> many{four};
  for (int i = 0; i < 999; ++i) many.push_back(chance("harness/other" + std::to_string(i), 0));
  SuiteOptions options;
  options.filters = {"harness/four"};
  const SuiteResult filtered = run(many, options);
  REQUIRE(filtered.cases.size() == 1);
  CHECK(filtered.statistical_checks == 1000);
  CHECK(filtered.cases[0].outcome() == Outcome::pass);
}

TEST_CASE("inconclusive is not good enough") {
  const SuiteResult suite = run({chance("harness/coarse", 0, 1e-3)}, {});
  CHECK(suite.count(Outcome::inconclusive) == 1);
  CHECK_FALSE(suite.all_pass());
}

TEST_CASE("a case without its data is skipped, which is neither passed nor failed") {
  Case c = sound("harness/without");
  c.statistical_checks = 3;
  c.check = [](const Effort&) {
    Verdict verdict;
    verdict.skipped = "its file is missing";
    return verdict;
  };
  bool asked = false;
  c.sabotage.check = [&](const Effort& e) {
    asked = true;
    return comparing(1)(e);
  };
  const SuiteResult suite = run({sound(), c}, {});
  CHECK(suite.cases[1].outcome() == Outcome::skipped);
  CHECK(suite.cases[1].sabotage.outcome() == Outcome::skipped);
  CHECK_FALSE(asked);
  CHECK(suite.count(Outcome::pass) == 1);
  CHECK(suite.all_pass());
  CHECK_FALSE(run({c}, {}).all_pass());
}

TEST_CASE("filters: part of a name, tag, pattern") {
  std::vector<Case> cases{sound("alpha/one"), sound("alpha/two"), sound("beta/one")};
  cases[1].tags = {"order"};
  const auto names = [&](std::vector<std::string> filters) {
    std::string all;
    for (const Case& c : selected_cases(cases, filters)) all += c.name + ' ';
    return all;
  };
  CHECK(names({}) == "alpha/one alpha/two beta/one ");
  CHECK(names({"alpha"}) == "alpha/one alpha/two ");
  CHECK(names({"order"}) == "alpha/two ");
  CHECK(names({"*/one"}) == "alpha/one beta/one ");
  CHECK(names({"beta/???"}) == "beta/one ");
  CHECK(names({"two", "beta"}) == "alpha/two beta/one ");
  CHECK_THROWS_WITH(names({"alpha", "gamma"}), Catch::Matchers::Contains("'gamma'"));
  CHECK_THROWS_AS(names({""}), InvalidArgument);
  CHECK_THROWS_AS(names({"one*"}), InvalidArgument);  // a pattern means the whole name
}

TEST_CASE("ill-formed cases are refused with a sentence that names them") {
  const auto with = [](auto change) {
    Case c = sound();
    change(c);
    return refusal({c});
  };
  using Catch::Matchers::Contains;
  CHECK(refusal({sound()}) == "accepted");
  CHECK_THAT(refusal({sound(), sound()}), Contains("unique") && Contains("harness/sound"));
  CHECK_THAT(with([](Case& c) { c.name = "sound"; }), Contains("topic/what"));
  CHECK_THAT(with([](Case& c) { c.name = "harness/"; }), Contains("topic/what"));
  CHECK_THAT(with([](Case& c) { c.name = "Harness/Sound Case"; }), Contains("topic/what"));
  CHECK_THAT(with([](Case& c) { c.claim = " "; }), Contains("what it proves") && Contains("harness/sound"));
  CHECK_THAT(with([](Case& c) { c.equation = ""; }), Contains("equation"));
  CHECK_THAT(with([](Case& c) { c.source = ""; }), Contains("source"));
  CHECK_THAT(with([](Case& c) { c.source = "codata2018, nobody1900"; }), Contains("'nobody1900'"));
  CHECK_THAT(with([](Case& c) { c.source = "codata2018,"; }), Contains("references.bib"));
  CHECK_THAT(with([](Case& c) { c.tags = {"exact", "fast"}; }), Contains("'fast'"));
  CHECK_THAT(with([](Case& c) { c.tags = {}; }), Contains("tag"));
  CHECK_THAT(with([](Case& c) { c.check = nullptr; }), Contains("check"));
  CHECK_THAT(with([](Case& c) { c.sabotage.check = nullptr; }), Contains("sabotage"));
  CHECK_THAT(with([](Case& c) { c.sabotage.description = ""; }), Contains("sabotage"));
  Case c = sound();
  c.claim = "";
  CHECK_THROWS_AS(run({c}, {}), InvalidArgument);
}

TEST_CASE("bad options are refused") {
  SuiteOptions options;
  options.effort.threads = 0;
  CHECK_THROWS_AS(run({sound()}, options), InvalidArgument);
  options = {};
  options.effort.scale = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(run({sound()}, options), InvalidArgument);
  options = {};
  options.false_alarm_probability = 0;
  CHECK_THROWS_AS(run({sound()}, options), InvalidArgument);
}

TEST_CASE("effort scales samples") {
  CHECK(Effort{.scale = 0.1}.samples(1000) == 100);
  CHECK(Effort{.scale = 10}.samples(1000) == 10000);
  CHECK(Effort{.scale = 0.1}.samples(1) == 2);
}

TEST_CASE("the effort reaches the check") {
  Case c = sound();
  c.check = [](const Effort& effort) {
    return Verdict{.checks = {at_least("threads", effort.threads, 3),
                              at_least("seed", static_cast<double>(effort.seed.value), 7)}};
  };
  SuiteOptions options;
  options.effort = {.scale = 1, .seed = 7, .threads = 3};
  CHECK(run({c}, options).all_pass());
}

TEST_CASE("a cancelled run keeps what was finished and does not wait") {
  Case slow = sound("harness/slow");
  // Outlives this test by design; it touches nothing of it.
  slow.check = [](const Effort&) {
    std::this_thread::sleep_for(std::chrono::seconds(5));
    return Verdict{};
  };
  SuiteOptions options;
  std::string running;
  options.on_start = [&](const Case& c) { running = c.name; };
  options.progress = [&](double) { return running != "harness/slow"; };
  const auto start = std::chrono::steady_clock::now();
  const SuiteResult suite = run({sound("harness/first"), slow, sound("harness/third")}, options);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
  CHECK(suite.interrupted);
  CHECK(suite.cases.size() == 1);
  CHECK(suite.selected == 3);
  CHECK_FALSE(suite.all_pass());
}

TEST_CASE("registered cases come sorted") {
  const Registered b{sound("harness/zz_registered")}, a{sound("harness/aa_registered")};
  const std::vector<Case> cases = all_cases();
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].name == "harness/aa_registered");
  CHECK(topic(cases[0]) == "harness");
}
