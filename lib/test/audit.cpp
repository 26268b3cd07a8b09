#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/audit.hpp>

#include "catch.hpp"

using namespace stochtherm;

namespace {
AuditLine line(Estimate measured, Relation relation = Relation::equal, double expected = 0,
               double materiality = 0.1) {
  return audit_line("a law", "what was measured", SampleMean{measured}, relation, expected, materiality,
                    "a likely cause", "a remedy");
}
AuditVerdict verdict_of(const AuditLine& l, const AuditRules& rules = {}) {
  return judge({l}, rules).lines[0].verdict;
}
}  // namespace

TEST_CASE("broken is what is significant and material", "[audit]") {
  CHECK(verdict_of(line({0.5, 0.01, 1000})) == AuditVerdict::broken);
  CHECK(verdict_of(line({-0.5, 0.01, 1000})) == AuditVerdict::broken);
  CHECK(verdict_of(line({0.05, 0.001, 1000})) == AuditVerdict::pass);       // significant, and immaterial
  CHECK(verdict_of(line({0.15, 0.05, 1000})) == AuditVerdict::pass);        // material, and chance
  CHECK(verdict_of(line({0.15, 0.1, 1000})) == AuditVerdict::cannot_tell);  // 0.33 would go unseen
  CHECK(verdict_of(line({0.5, 0.01, 1000}), {.materiality = 10}) == AuditVerdict::pass);
  CHECK(verdict_of(line({0.05, 0.001, 1000}), {.materiality = 0}) == AuditVerdict::broken);
  CHECK(verdict_of(line({5, 0.1, 2})) ==
        AuditVerdict::cannot_tell);  // two trajectories: Student's t is 3183 at 1e-4
}

TEST_CASE("bounds are one-sided", "[audit]") {
  CHECK(verdict_of(line({9, 1, 1000}, Relation::at_least)) == AuditVerdict::pass);
  CHECK(verdict_of(line({-9, 1, 1000}, Relation::at_least)) == AuditVerdict::broken);
  CHECK(verdict_of(line({0.1, 1, 1000}, Relation::at_least)) == AuditVerdict::cannot_tell);
  CHECK(verdict_of(line({9, 1, 1000}, Relation::at_most)) == AuditVerdict::broken);
  CHECK(verdict_of(line({-9, 1, 1000}, Relation::at_most)) == AuditVerdict::pass);
}

TEST_CASE("exact lines need no error bar; what is not a number is broken", "[audit]") {
  const auto exact = [](double x) {
    return audit_line("a law", "x", x, Relation::equal, 0, 1e-8, "a cause", "a remedy");
  };
  CHECK(verdict_of(exact(1e-9)) == AuditVerdict::pass);
  CHECK(verdict_of(exact(1e-7)) == AuditVerdict::broken);
  CHECK(verdict_of(exact(std::nan(""))) == AuditVerdict::broken);
  CHECK(verdict_of(exact(std::numeric_limits<double>::infinity())) == AuditVerdict::broken);
}

TEST_CASE("the threshold grows with the number of lines and with the skewness of the sample", "[audit]") {
  const auto edge = line({0.37, 0.1, 1'000'000}, Relation::equal, 0, 0.3);  // 3.7 standard errors
  CHECK(verdict_of(edge) == AuditVerdict::broken);                          // 3.29 at 1e-3
  const Audit ten = judge(std::vector<AuditLine>(10, edge));
  CHECK(ten.lines[0].verdict == AuditVerdict::pass);  // 3.89 at 1e-4
  auto skewed = line({-0.37, 0.1, 400}, Relation::equal, 0, 0.3);
  CHECK(verdict_of(skewed) == AuditVerdict::broken);
  skewed.skewness = 4;  // a long tail to the right, of which the sample saw too little
  CHECK(verdict_of(skewed) == AuditVerdict::pass);
  skewed.skewness = -4;
  CHECK(verdict_of(skewed) == AuditVerdict::broken);
}

TEST_CASE("passes: nothing broken, nothing left open, something judged", "[audit]") {
  const auto good = line({0.01, 0.01, 1000});
  CHECK(judge({good}).passes());
  CHECK_FALSE(judge({}).passes());
  CHECK_FALSE(judge({audit_line("a law", "x", 0.0, Relation::equal, 0, 0, "", "")}).passes());
  CHECK(judge({good, does_not_apply("another law", "nothing moves.")}).passes());
  CHECK_FALSE(judge({good, not_recorded("another law", "record evidence.")}).passes());
  CHECK(judge({good, beyond_the_sample("another law", "x", "rare events.", false)}).passes());
  CHECK_FALSE(judge({good, beyond_the_sample("another law", "x", "no error bar.", true)}).passes());
  const Audit audit =
      judge({line({9, 0.01, 100}), line({-9, 0.01, 100}), not_recorded("another law", "record evidence.")});
  CHECK(audit.broken() == std::vector<std::string>{"a law"});
  CHECK(audit.undecided() == std::vector<std::string>{"another law"});
}

TEST_CASE("rules choose the laws, and bad ones get a sentence", "[audit]") {
  auto other = line({0, 0.01, 100});
  other.law = "another law";
  const std::vector<AuditLine> lines{line({9, 0.01, 100}), other};
  CHECK(judge(lines, {.laws = {"another law"}}).passes());
  CHECK_THROWS_WITH(judge(lines, {.laws = {"no law"}}),
                    "audit: a law to look at must be one of the table, but law = no law.");
  CHECK_THROWS_AS(judge(lines, {.false_alarm_probability = 0}), InvalidArgument);
  CHECK_THROWS_AS(judge(lines, {.false_alarm_probability = std::nan("")}), InvalidArgument);
  CHECK_THROWS_AS(judge(lines, {.materiality = -1}), InvalidArgument);
  CHECK_THROWS_AS(judge({line({0, -1, 100})}), InvalidArgument);
  CHECK_THROWS_AS(judge({line({0, 1, 100}, Relation::equal, 0, std::nan(""))}), InvalidArgument);
  CHECK_THROWS_AS(sample_mean(std::vector<double>{1.0}), InvalidArgument);
  CHECK(sample_mean(std::vector<double>{0, 0, 0, 4}).skewness > 0);
  CHECK(sample_mean(std::vector<double>{0, 0, 0, 4}).scaled(-2).skewness < 0);
}

TEST_CASE("the table is aligned, at most 120 columns wide, and says what to do", "[audit]") {
  auto longer = line({0.52, 0.011, 100}, Relation::equal, 1, 0.15);
  longer.what =
      "a description that goes on and on, far beyond what a table of 120 columns has room for in its row";
  const std::string text =
      judge({longer, line({0.5, 0.01, 100}, Relation::at_least), does_not_apply("c", "nothing moves."),
             not_recorded("d", "record evidence."), not_recorded("e", "record evidence.")})
          .text();
  std::size_t begin = 0, at = std::string::npos;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string row = text.substr(begin, end - begin);
    std::size_t width = 0;
    for (const char c : row) width += (c & 0xC0) != 0x80;
    CHECK(width <= 120);
    CHECK((row.empty() || row.back() != ' '));
    if (begin == 0) at = row.find("verdict");
    if (row.rfind("a law  ", 0) == 0 && row.find("BROKEN") != std::string::npos)
      CHECK(row.find("BROKEN") == at + 1);  // ± has two bytes
  }
  CHECK(text.find(
            "0.520 ± 0.011; the law asks for = 1 (within 0.15). Likely a likely cause. Remedy: a remedy.") !=
        std::string::npos);
  CHECK(text.find("not applicable: d, e: record evidence.") != std::string::npos);
  CHECK(text.find("The run does not pass: 1 broken, 1 pass, 0 cannot tell, 3 not applicable") !=
        std::string::npos);
}
