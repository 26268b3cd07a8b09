#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/page.hpp>
#include <stochtherm/validation/report.hpp>

#include "catch.hpp"
#include "small_cases.hpp"

using namespace stochtherm;
using namespace stochtherm::validation;
using test::chance;
using test::comparing;
using test::sound;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "stochtherm-test-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

SuiteResult suite() {
  Case wrong = sound("harness/wrong");
  wrong.claim = "<b>One</b> & \"two\" are x_{1}.";
  wrong.check = [](const Effort&) {
    Verdict verdict{.checks = {at_most("NaN <i>", std::numeric_limits<double>::quiet_NaN(), 1)}};
    verdict.remarks = {"bad bytes \xff, <script>alert(1)</script>"};
    verdict.tables = {{.title = "<t>", .columns = {"a", "b"}, .rows = {{"1.5", "<u>"}, {"-2e-3", "v"}}}};
    verdict.figures = {{.title = "A line",
                        .x_label = "x",
                        .y_label = "y",
                        .series = {{.label = "y = x", .x = {1, 2, 3}, .y = {1, 2, 3}}},
                        .caption = "It is <straight>."}};
    return verdict;
  };
  return run({sound("harness/right"), wrong, chance("other_topic/coarse", 0, 1e-3)}, {});
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("the JSON report has its schema") {
  const std::string text = report_json(suite());
  const auto report = nlohmann::ordered_json::parse(text);
  CHECK(report.at("schema") == 1);
  CHECK(report.at("interrupted") == false);
  for (const char* key : {"version", "commit", "compiler", "flags", "machine", "date", "seed", "effort",
                          "threads", "false_alarm_probability", "statistical_checks", "seconds"})
    CHECK(report.at("provenance").contains(key));
  CHECK(report.at("summary") ==
        nlohmann::ordered_json({{"pass", 1}, {"fail", 1}, {"inconclusive", 1}, {"skipped", 0}}));
  REQUIRE(report.at("cases").size() == 3);
  std::vector<std::string> keys;
  for (const auto& item : report["cases"][0].items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"name", "claim", "equation", "source", "tags", "verdict", "measured",
                                         "expected", "uncertainty", "rule", "resolution", "seconds",
                                         "sabotage", "headline", "checks", "remarks"});
  const auto& right = report["cases"][0];
  CHECK(right["name"] == "harness/right");
  CHECK(right["tags"] == nlohmann::ordered_json({"exact"}));
  CHECK(right["verdict"] == "pass");
  CHECK(right["measured"] == 1.0);
  CHECK(right["expected"] == 1.0);
  CHECK(right["sabotage"]["description"] == "It is two.");
  CHECK(right["sabotage"]["verdict"] == "fail");
  CHECK(report["cases"][1]["verdict"] == "fail");
  CHECK(report["cases"][1]["measured"].is_null());
  CHECK(report["cases"][2]["verdict"] == "inconclusive");
}

TEST_CASE("the HTML report is one self-contained file in which every word is escaped") {
  const std::string html = report_html(suite());
  CHECK(html.starts_with("<!DOCTYPE html>"));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<link") == std::string::npos);
  CHECK(html.find(" src=") == std::string::npos);
  CHECK(html.find("@import") == std::string::npos);
  CHECK(html.find("<straight>") == std::string::npos);
  CHECK(html.find("<u>") == std::string::npos);
  CHECK(html.find("&lt;b&gt;One&lt;/b&gt; &amp; &quot;two&quot; are x<sub>1</sub>.") != std::string::npos);
  CHECK(html.find("1 of 3 claims hold; 1 fails; 1 is inconclusive") != std::string::npos);
  CHECK(html.find("https://doi.org/10.1103/RevModPhys.93.025010") != std::string::npos);
  CHECK(occurrences(html, "<article") == 3);
  CHECK(occurrences(html, "</article>") == 3);
  CHECK(occurrences(html, "<figure>") == 1);
  CHECK(html.find("Figure 1.") != std::string::npos);
  CHECK(html.find("fails, as it must") != std::string::npos);
  CHECK(html.find("id=\"topic-other_topic\"") != std::string::npos);
  // Drawn, or told why not.
  CHECK((html.find("<svg") != std::string::npos) !=
        (html.find("gnuplot was not found") != std::string::npos));
}

TEST_CASE("a bound is shown as a bound, and is a number to programs") {
  Case bounds = sound("harness/bounds");
  bounds.check = [](const Effort&) {
    return Verdict{.checks = {at_most("size", 0.25, 0.5), at_least("gain", 3, 2), at_most("rise", -1, 0)}};
  };
  bounds.sabotage.check = [](const Effort&) { return Verdict{.checks = {at_most("size", 0.501, 0.5)}}; };
  const SuiteResult bounded = run({bounds}, {});
  const std::string html = report_html(bounded);
  const auto row = [](const char* measured, const char* expected, const char* resolution) {
    std::string cells;
    for (const char* cell : {measured, expected, "exact", resolution})
      cells += std::string("<td class=\"number\">") + cell + "</td>";
    return cells;
  };
  CHECK(html.find(row("0.25", "≤ 0.5", "0.5")) != std::string::npos);
  CHECK(html.find(row("3", "≥ 2", "any")) != std::string::npos);
  CHECK(html.find(row("−1", "≤ 0", "any")) != std::string::npos);
  CHECK(html.find("measured 0.501, expected ≤ 0.5.") != std::string::npos);
  const auto checks = nlohmann::json::parse(report_json(bounded)).at("cases").at(0).at("checks");
  CHECK(checks.at(0).at("expected") == 0.5);
  CHECK(checks.at(0).at("resolution") == 0.5);
}

TEST_CASE("an interrupted run says so in both reports") {
  SuiteResult cut = run({sound("harness/a"), sound("harness/b")}, {});
  cut.cases.pop_back();
  cut.interrupted = true;
  CHECK(nlohmann::json::parse(report_json(cut)).at("interrupted") == true);
  CHECK(report_html(cut).find("interrupted: 1 of the 2 cases") != std::string::npos);
}

TEST_CASE("a report without a case is still a report") {
  const SuiteResult empty;
  CHECK(nlohmann::json::parse(report_json(empty)).at("cases").empty());
  CHECK(report_html(empty).ends_with("</html>\n"));
}

TEST_CASE("files are replaced as a whole") {
  const Folder folder;
  const fs::path file = folder.path / "report.json";
  write_atomically(file, "old");
  write_atomically(file, "new and longer");
  CHECK(content(file) == "new and longer");
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
  // Through a link, which stays a link.
  const fs::path link = folder.path / "latest.json";
  fs::create_symlink(file, link);
  write_atomically(link, "through the link");
  CHECK(fs::is_symlink(link));
  CHECK(content(file) == "through the link");
}

TEST_CASE("what cannot be written is a sentence that names the argument, and leaves nothing") {
  const Folder folder;
  const fs::path missing = folder.path / "no" / "such" / "folder.json";
  using Catch::Matchers::Contains;
  CHECK_THROWS_WITH(write_atomically(missing, "x", "--json"), Contains("--json") && Contains("folder.json"));
  CHECK_THROWS_AS(require_writable(missing, "--json"), InvalidArgument);
  CHECK_THROWS_AS(require_writable(folder.path, "--json"), InvalidArgument);
  CHECK_THROWS_AS(require_writable("", "--json"), InvalidArgument);
  CHECK_THROWS_AS(write_atomically(folder.path, "x"), InvalidArgument);
  require_writable(folder.path / "good.json", "--json");
  CHECK(fs::is_empty(folder.path));
  require_writable("/dev/null", "--json");
  write_atomically("/dev/null", "x");
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a page shows facts, remarks, tables and figures") {
  Page page{.title = "A <page>", .made_by = "stochtherm <u>"};
  CHECK(page_html(page).find("<h1>A &lt;page&gt;</h1>") != std::string::npos);
  CHECK(page_html(page).find("<figure>") == std::string::npos);
  page.facts = {{"run", "U_{1} of <b>"}};
  page.remarks = {"It is <straight>."};
  page.tables = {{.title = "t", .columns = {"a"}, .rows = {{"<i>"}}}};
  page.figures = {{.title = "one", .series = {{.label = "y", .x = {1, 2}, .y = {1, 2}}}},
                  {.title = "two", .series = {{.label = "y", .x = {1, 2}, .y = {2, 1}}}}};
  const std::string html = page_html(page);
  CHECK(html.starts_with("<!DOCTYPE html>"));
  CHECK(html.ends_with("</html>\n"));
  CHECK(html.find("<dt>run</dt><dd>U<sub>1</sub> of &lt;b&gt;</dd>") != std::string::npos);
  CHECK(html.find("<straight>") == std::string::npos);
  CHECK(html.find("<td>&lt;i&gt;</td>") != std::string::npos);
  CHECK(occurrences(html, "<figure>") == 2);
  CHECK(html.find("Figure 2. two") != std::string::npos);
  CHECK(html.find("Made by <i>stochtherm &lt;u&gt;</i>") != std::string::npos);
}
