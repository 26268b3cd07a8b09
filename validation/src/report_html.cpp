#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stochtherm/validation/bibliography.hpp>
#include <stochtherm/validation/report.hpp>

#include "markup.hpp"
#include "page.hpp"

namespace stochtherm::validation {

namespace {

/// A name that HTML and gnuplot accept as an id.
std::string anchor(std::string_view name) {
  std::string id(name);
  for (char& c : id)
    if (c == '/' || c == '.') c = '-';
  return id;
}

std::string topic_title(std::string topic) {
  bool first = true;
  for (char& c : topic) {
    if (c == '_') c = ' ';
    if (first && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    first = c == ' ';
  }
  return escaped(topic);
}

std::string badge(Outcome outcome) {
  return fmt::format("<span class=\"badge {0}\">{0}</span>", to_string(outcome));
}

/// A sabotage that fails is good news and looks quiet.
std::string sabotage_badge(Outcome outcome, std::string_view good) {
  if (outcome == Outcome::fail) return fmt::format("<span class=\"badge caught\">{}</span>", good);
  if (outcome == Outcome::skipped) return {};
  return outcome == Outcome::pass ? "<span class=\"badge fail\">passes</span>" : badge(outcome);
}

std::string number_cell(const std::string& text) {
  return fmt::format("<td class=\"number\">{}</td>", rich(text));
}

/// What a reader must be able to tell apart: the error bar, else the resolution, but no finer than a hundredth of the
/// deviation. A bound is compared with, whatever the resolution.
double shown_to(const Check& check) {
  if (check.uncertainty > 0 && std::isfinite(check.uncertainty)) return check.uncertainty;
  const double deviation = std::abs(check.measured - check.expected);
  if (!check.relation.empty()) return deviation / 100;
  return std::isfinite(deviation) ? std::max(check.resolution, deviation / 100) : check.resolution;
}

std::string resolution(const Check& check) {
  if (check.resolution == 0) return "any";
  return std::isfinite(check.resolution) ? fmt::format("{:.2g}", check.resolution) : "–";
}

std::string expected(const Check& check) {
  const std::string value = number(check.expected, shown_to(check));
  return check.relation.empty() ? value : check.relation + ' ' + value;
}

std::string number_cells(const Check& check) {
  return number_cell(number(check.measured, shown_to(check))) + number_cell(expected(check)) +
         number_cell(uncertainty(check.uncertainty)) + number_cell(resolution(check));
}

constexpr std::string_view number_heads =
    "<th class=\"number\">measured</th><th class=\"number\">expected</th><th "
    "class=\"number\">uncertainty</th>"
    "<th class=\"number\">resolution</th>";

std::string html_reference(const std::string& key) {
  const Reference& reference = bibliography()[key];
  std::string out = escaped(reference.formatted());
  const std::string link = reference.link();
  if (link.empty()) return out;
  std::string_view shown = link;
  if (shown.starts_with("https://doi.org/")) shown.remove_prefix(16);
  return fmt::format("{}, <a href=\"{}\">{}</a>", out, escaped(link), escaped(shown));
}

std::string html_case(const CaseResult& result, std::size_t& figure_number) {
  const Case& c = result.subject;
  std::string out = fmt::format("<article id=\"{}\">\n<h3><span class=\"name\">{}</span>{}</h3>\n",
                                anchor(c.name), escaped(c.name), badge(result.outcome()));
  out += fmt::format("<p class=\"claim\">{}</p>\n<p class=\"equation\">{}</p>\n", rich(c.claim),
                     rich(c.equation));
  for (const std::string& key : source_keys(c))
    out += fmt::format("<p class=\"source\">{}</p>\n", html_reference(key));
  for (const std::string& complaint : result.complaints)
    out += fmt::format("<p class=\"note complaint\">{}</p>\n", rich(complaint));
  if (!result.verdict.skipped.empty())
    return out + fmt::format("<p class=\"note\">{}</p>\n</article>\n", rich(result.verdict.skipped));
  if (!result.verdict.checks.empty()) {
    out += fmt::format(
        "<div "
        "class=\"scroll\"><table><thead><tr><th>what</th>{}<th>rule</th><th>verdict</th></tr></"
        "thead><tbody>\n",
        number_heads);
    for (const Check& check : result.verdict.checks)
      out += fmt::format("<tr><td>{}</td>{}<td class=\"rule\">{}</td><td>{}</td></tr>\n", rich(check.what),
                         number_cells(check), rich(check.rule), badge(check.outcome));
    out += "</tbody></table></div>\n";
  }
  for (const std::string& remark : result.verdict.remarks)
    out += fmt::format("<p class=\"note\">{}</p>\n", rich(remark));
  for (const Table& table : result.verdict.tables) out += html_table(table.title, table.columns, table.rows);
  out += html_figures(result.verdict.figures, figure_number);

  const Check& broken = result.sabotage.headline();
  out += fmt::format("<p class=\"note\"><b>Sabotage:</b> {}{} {}", rich(c.sabotage.description),
                     c.sabotage.description.ends_with('.') ? "" : ".",
                     sabotage_badge(result.sabotage.outcome(), "fails, as it must"));
  if (!result.sabotage.checks.empty())
    out += fmt::format(" {}: measured {}, expected {}.", rich(broken.what),
                       rich(number(broken.measured, shown_to(broken))), rich(expected(broken)));
  out += "</p>\n";
  std::string tags;
  for (const std::string& tag : c.tags) tags += (tags.empty() ? "" : ", ") + tag;
  return out + fmt::format("<p class=\"source\">{}; {} for the check, {} for the sabotage</p>\n</article>\n",
                           escaped(tags), rich(duration(result.seconds)),
                           rich(duration(result.sabotage_seconds)));
}

std::string summary_table(const SuiteResult& suite, const std::vector<std::string>& topics) {
  std::string out = fmt::format(
      "<div "
      "class=\"scroll\"><table><thead><tr><th>verdict</th><th>case</th>{}<th>sabotage</th></tr></thead>\n",
      number_heads);
  for (const std::string& name : topics) {
    out +=
        fmt::format("<tbody><tr class=\"topic\"><th colspan=\"7\"><a href=\"#topic-{}\">{}</a></th></tr>\n",
                    anchor(name), topic_title(name));
    for (const CaseResult& result : suite.cases) {
      if (topic(result.subject) != name) continue;
      const std::string what = result.subject.name.substr(name.size() + 1);
      out += fmt::format("<tr><td>{}</td><td><a href=\"#{}\">{}</a></td>{}<td>{}</td></tr>\n",
                         badge(result.outcome()), anchor(result.subject.name), escaped(what),
                         result.outcome() == Outcome::skipped ? "<td colspan=\"4\">its data are not here</td>"
                                                              : number_cells(result.verdict.headline()),
                         sabotage_badge(result.sabotage.outcome(), "fails"));
    }
    out += "</tbody>\n";
  }
  return out + "</table></div>\n";
}

std::string summary_line(const SuiteResult& suite) {
  const std::size_t pass = suite.count(Outcome::pass), fail = suite.count(Outcome::fail),
                    open = suite.count(Outcome::inconclusive), skipped = suite.count(Outcome::skipped);
  const auto caught =
      static_cast<std::size_t>(std::count_if(suite.cases.begin(), suite.cases.end(), [](const CaseResult& r) {
        return r.sabotage.outcome() == Outcome::fail;
      }));
  const std::string_view mood = fail > 0 || suite.interrupted     ? " fail"
                                : open > 0 || suite.cases.empty() ? " inconclusive"
                                                                  : "";
  std::string text = fmt::format("{} of {} claims hold", pass, suite.cases.size() - skipped);
  if (fail > 0) text += fmt::format("; {} fail{}", fail, fail == 1 ? "s" : "");
  if (open > 0)
    text += fmt::format("; {} {} inconclusive, which counts as failure", open, open == 1 ? "is" : "are");
  if (skipped > 0)
    text += fmt::format("; {} more {} skipped, for lack of {} data", skipped, skipped == 1 ? "was" : "were",
                        skipped == 1 ? "its" : "their");
  text += fmt::format(". {} of {} sabotaged checks fail, as all of them must.", caught,
                      suite.cases.size() - skipped);
  if (suite.interrupted)
    text += fmt::format(" The run was interrupted: {} of the {} cases asked for were not finished.",
                        suite.selected - suite.cases.size(), suite.selected);
  return fmt::format("<p class=\"verdict-line{}\">{}</p>\n", mood, text);
}

}  // namespace

std::string report_html(const SuiteResult& suite) {
  std::vector<std::string> topics;
  for (const CaseResult& result : suite.cases)
    if (const std::string name = topic(result.subject);
        std::find(topics.begin(), topics.end(), name) == topics.end())
      topics.push_back(name);

  const Provenance& p = suite.provenance;
  std::string out = page_head("Validation report", p);
  out += summary_line(suite);

  const double alpha =
      suite.false_alarm_probability / static_cast<double>(std::max<std::size_t>(suite.statistical_checks, 1));
  out += facts_list(
      p, {{"run",
           fmt::format("effort {:g}, seed {}, {} thread{}, {}", suite.effort.scale, suite.effort.seed.value,
                       suite.effort.threads, suite.effort.threads == 1 ? "" : "s", duration(suite.seconds))},
          {"error budget", fmt::format("false-alarm probability {:g} for the whole suite, split over {} "
                                       "statistical checks: α = {:.2g} each",
                                       suite.false_alarm_probability, suite.statistical_checks, alpha)}});
  out +=
      "<p class=\"note\"><b>How to read it.</b> Each case proves one claim by comparing what the library "
      "computes with what "
      "is expected from elsewhere: a closed form, a published number, a second method. The <i>resolution</i> "
      "is the smallest "
      "deviation that the comparison would have called wrong: under a bound (≤), the smallest size that "
      "breaks it; "
      "<i>any</i>, where not even rounding is allowed for; for a "
      "statistical comparison, the bias that it "
      "would have "
      "seen with probability 0.95. A statistical comparison that is too coarse for the bias it promises to "
      "see is "
      "<i>inconclusive</i>. Each case also carries a <i>sabotage</i>, the same check with one deliberate "
      "error, which must "
      "fail: a check that cannot fail proves nothing. The line of a case in the table shows the comparison "
      "that came "
      "nearest to failing.</p>\n";
  const bool figures = std::any_of(suite.cases.begin(), suite.cases.end(),
                                   [](const CaseResult& r) { return !r.verdict.figures.empty(); });
  if (figures) out += without_gnuplot();

  out += "<h2 class=\"plain\">Results</h2>\n" + summary_table(suite, topics);
  std::size_t figure_number = 0;
  for (const std::string& name : topics) {
    out += fmt::format("<section>\n<h2 id=\"topic-{}\">{}</h2>\n", anchor(name), topic_title(name));
    for (const CaseResult& result : suite.cases)
      if (topic(result.subject) == name) out += html_case(result, figure_number);
    out += "</section>\n";
  }
  return out + page_foot("stochtherm validate", p);
}

}  // namespace stochtherm::validation
