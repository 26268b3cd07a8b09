#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/complement.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/audit.hpp>

namespace stochtherm {
namespace {

constexpr std::size_t page = 120;  // columns

bool statistical(const AuditLine& line) { return line.std_error > 0 && line.n >= 2; }
bool to_be_judged(const AuditLine& line) {
  return line.verdict != AuditVerdict::not_applicable && line.sentence.empty();
}

/// Standard errors beyond which chance is no excuse. Student's at few trajectories; at so many that it is normal, normal.
double threshold(double alpha, bool two_sided, std::size_t n) {
  const double tail = two_sided ? alpha / 2 : alpha;
  if (n > 1'000'000) return quantile(complement(boost::math::normal_distribution<>(), tail));
  return quantile(complement(boost::math::students_t_distribution<>(static_cast<double>(n - 1)), tail));
}

std::string_view sign(Relation relation) {
  return relation == Relation::equal ? "=" : relation == Relation::at_most ? "<=" : ">=";
}

/// Four digits, no superfluous zeros.
std::string number(double x) {
  return fmt::format("{:.{}g}", x == 0 ? 0.0 : x, std::abs(x) >= 1000 && std::abs(x) < 1e5 ? 5 : 4);
}

/// As many decimals as the error has, with two digits.
std::string with_error(double x, double error) {
  if (!(error > 0)) return number(x);
  if (!std::isfinite(x) || error >= 1e4 || error < 1e-6) return fmt::format("{:.3g} ± {:.1g}", x, error);
  const int decimals = std::max(0, 1 - static_cast<int>(std::floor(std::log10(error))));
  return fmt::format("{:.{}f} ± {:.{}f}", x, decimals, error, decimals);
}

std::string bound_of(const AuditLine& line) {
  return fmt::format("{} {}", sign(line.relation), number(line.expected));
}

/// Width of UTF-8 text: every byte but those that continue a character.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
std::string padded(const std::string& text, std::size_t to) {
  return text + std::string(to - std::min(to, width(text)), ' ');
}

/// Breaks a sentence into lines of the page, indented.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out(indent, ' ');
  std::size_t column = indent;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (column > indent && column + 1 + width(word) > page) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width(word);
  }
  return out + "\n";
}

void settle(AuditLine& line, double alpha) {
  const double off = line.measured - line.expected;
  const double deviation = line.relation == Relation::equal     ? std::abs(off)
                           : line.relation == Relation::at_most ? std::max(off, 0.0)
                                                                : std::max(-off, 0.0);
  double noise = 0;
  if (statistical(line)) {
    const double t = threshold(alpha, line.relation == Relation::equal, line.n);
    // The mean of a sample with a tail to the right strays to the left, with too small an error.
    const double stray = off * line.skewness < 0 ? std::abs(line.skewness) * (2 * t * t + 1) /
                                                       (6 * std::sqrt(static_cast<double>(line.n)))
                                                 : 0;
    noise = (t + stray) * line.std_error;
  }
  if (!std::isfinite(line.measured) || (deviation > noise && deviation > line.materiality)) {
    line.verdict = AuditVerdict::broken;
    const std::string within =
        line.materiality > 0 ? fmt::format(" (within {})", number(line.materiality)) : std::string();
    line.sentence = fmt::format("{} is {}; the law asks for {}{}. Likely {}. Remedy: {}.", line.what,
                                with_error(line.measured, line.std_error), bound_of(line), within, line.cause,
                                line.remedy);
    return;
  }
  // A bound is safe where even chance could not have hidden a breakage.
  const double could_hide = line.relation == Relation::equal     ? noise
                            : line.relation == Relation::at_most ? off + noise
                                                                 : noise - off;
  if (statistical(line) && could_hide > 2 * line.materiality) {
    line.verdict = AuditVerdict::cannot_tell;
    line.open = true;
    line.sentence = fmt::format(
        "{} is {}: a deviation of {} would go unseen, and {} would matter. More trajectories.", line.what,
        with_error(line.measured, line.std_error), number(could_hide), number(line.materiality));
    return;
  }
  line.verdict = AuditVerdict::pass;
}

std::vector<std::string> laws_where(const std::vector<AuditLine>& lines, bool (*holds)(const AuditLine&)) {
  std::vector<std::string> laws;
  for (const auto& line : lines)
    if (holds(line) && std::find(laws.begin(), laws.end(), line.law) == laws.end()) laws.push_back(line.law);
  return laws;
}

}  // namespace

std::string_view name(AuditVerdict verdict) {
  switch (verdict) {
    case AuditVerdict::pass:
      return "pass";
    case AuditVerdict::broken:
      return "BROKEN";
    case AuditVerdict::not_applicable:
      return "not applicable";
    case AuditVerdict::cannot_tell:
      return "cannot tell";
  }
  return "unknown";
}

SampleMean SampleMean::scaled(double factor) const {
  return {{estimate.mean * factor, estimate.std_error * std::abs(factor), estimate.n},
          factor < 0 ? -skewness : skewness};
}

SampleMean sample_mean(std::span<const double> samples) {
  const Estimate estimate = estimate_mean(samples);
  std::vector<double> cubes(samples.begin(), samples.end());
  for (double& x : cubes) x = (x - estimate.mean) * (x - estimate.mean) * (x - estimate.mean);
  const auto n = static_cast<double>(samples.size());
  const double sigma = estimate.std_error * std::sqrt(n);
  return {estimate, sigma > 0 ? pairwise_sum(cubes) / n / (sigma * sigma * sigma) : 0};
}

AuditLine audit_line(std::string law, std::string what, const SampleMean& measured, Relation relation,
                     double expected, double materiality, std::string cause, std::string remedy) {
  return {.law = std::move(law),
          .what = std::move(what),
          .measured = measured.estimate.mean,
          .std_error = measured.estimate.std_error,
          .n = measured.estimate.n,
          .skewness = measured.skewness,
          .relation = relation,
          .expected = expected,
          .materiality = materiality,
          .cause = std::move(cause),
          .remedy = std::move(remedy)};
}
AuditLine audit_line(std::string law, std::string what, double measured, Relation relation, double expected,
                     double materiality, std::string cause, std::string remedy) {
  return audit_line(std::move(law), std::move(what), SampleMean{{measured, 0, 0}}, relation, expected,
                    materiality, std::move(cause), std::move(remedy));
}
AuditLine does_not_apply(std::string law, std::string why) {
  return {.law = std::move(law), .verdict = AuditVerdict::not_applicable, .sentence = std::move(why)};
}
AuditLine not_recorded(std::string law, std::string why) {
  return {.law = std::move(law),
          .verdict = AuditVerdict::not_applicable,
          .sentence = std::move(why),
          .open = true};
}
AuditLine beyond_the_sample(std::string law, std::string what, std::string why, bool open) {
  return {.law = std::move(law),
          .what = std::move(what),
          .verdict = AuditVerdict::cannot_tell,
          .sentence = std::move(why),
          .open = open};
}

void require_valid(const AuditRules& rules) {
  require(rules.false_alarm_probability > 0 && rules.false_alarm_probability < 1,
          "the false-alarm probability must lie between 0 and 1", "false_alarm_probability",
          rules.false_alarm_probability, "audit");
  require_not_negative(rules.materiality, "the factor on materiality must not be negative", "materiality",
                       "audit");
}

Audit judge(std::vector<AuditLine> lines, const AuditRules& rules) {
  require_valid(rules);
  for (const auto& law : rules.laws)
    require(std::any_of(lines.begin(), lines.end(), [&](const AuditLine& line) { return line.law == law; }),
            "a law to look at must be one of the table", "law", law, "audit");
  if (!rules.laws.empty())
    std::erase_if(lines, [&](const AuditLine& line) {
      return std::find(rules.laws.begin(), rules.laws.end(), line.law) == rules.laws.end();
    });
  std::size_t tests = 0;
  for (auto& line : lines) {
    require(!line.law.empty(), "a line must name its law", "law", line.law, "audit");
    require_not_negative(line.std_error, "a standard error must not be negative", line.law, "audit");
    require_not_negative(line.materiality, "a materiality must not be negative", line.law, "audit");
    line.materiality *= rules.materiality;
    if (to_be_judged(line) && statistical(line)) ++tests;
  }
  for (auto& line : lines)
    if (to_be_judged(line))
      settle(line, rules.false_alarm_probability / static_cast<double>(std::max<std::size_t>(tests, 1)));
  return {std::move(lines), rules.false_alarm_probability};
}

bool Audit::passes() const {
  bool judged = false;
  for (const auto& line : lines) {
    if (line.verdict == AuditVerdict::broken || line.open) return false;
    judged = judged || (line.verdict == AuditVerdict::pass && (line.n >= 2 || line.decisive));
  }
  return judged;
}

std::vector<std::string> Audit::broken() const {
  return laws_where(lines, [](const AuditLine& line) { return line.verdict == AuditVerdict::broken; });
}

std::vector<std::string> Audit::undecided() const {
  return laws_where(
      lines, [](const AuditLine& line) { return line.open || line.verdict == AuditVerdict::cannot_tell; });
}

std::string Audit::text() const {
  std::vector<std::vector<std::string>> rows{
      {"law", "what is measured", "measured", "law says", "within", "verdict"}};
  for (const auto& line : lines) {
    const bool measured = !line.what.empty() && std::isfinite(line.measured);
    rows.push_back({line.law, line.what, measured ? with_error(line.measured, line.std_error) : "-",
                    measured ? bound_of(line) : "-", measured ? number(line.materiality) : "-",
                    std::string(name(line.verdict))});
  }
  std::vector<std::size_t> widths(rows[0].size());
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));
  // What does not fit is cut from the description; the sentence below has it whole.
  std::size_t total = 2 * (widths.size() - 1);
  for (const std::size_t w : widths) total += w;
  if (total > page) widths[1] -= std::min(widths[1] - 8, total - page);
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string row;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      std::string cell = rows[r][c];
      if (width(cell) > widths[c]) cell = cell.substr(0, widths[c] - 2) + "..";
      row += padded(cell, widths[c]) + (c + 1 < widths.size() ? "  " : "");
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
    if (r == 0) text += std::string(std::min(page, total), '-') + "\n";
  }
  for (const AuditVerdict verdict :
       {AuditVerdict::broken, AuditVerdict::cannot_tell, AuditVerdict::not_applicable}) {
    std::vector<std::pair<std::string, std::string>> said;  // what is the same for several laws is said once
    for (const auto& line : lines) {
      if (line.verdict != verdict) continue;
      const auto same =
          std::find_if(said.begin(), said.end(), [&](const auto& s) { return s.second == line.sentence; });
      if (same == said.end())
        said.emplace_back(line.law, line.sentence);
      else
        same->first += ", " + line.law;
    }
    for (const auto& [laws, sentence] : said)
      text += "\n" + wrapped(fmt::format("{}: {}: {}", name(verdict), laws, sentence), 2).substr(2);
  }
  const auto count = [&](AuditVerdict verdict) {
    return std::count_if(lines.begin(), lines.end(),
                         [=](const AuditLine& line) { return line.verdict == verdict; });
  };
  text += "\n" +
          wrapped(fmt::format(
                      "{}: {} broken, {} pass, {} cannot tell, {} not applicable; false alarms: 1 in {:.0f} "
                      "tables.",
                      passes() ? "The run passes" : "The run does not pass", count(AuditVerdict::broken),
                      count(AuditVerdict::pass), count(AuditVerdict::cannot_tell),
                      count(AuditVerdict::not_applicable), 1 / false_alarm_probability),
                  0);
  return text;
}

}  // namespace stochtherm
