#include "page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stochtherm/validation/page.hpp>

#include "markup.hpp"
#include "plot.hpp"

namespace stochtherm::validation {

namespace embedded {
extern const char* const report_css;
}

namespace {

/// The numbers of a figure, for readers without gnuplot.
std::string data_tables(const Figure& figure) {
  std::string out;
  for (const Series& series : figure.series) {
    std::vector<std::string> columns{figure.x_label, figure.y_label};
    if (!series.error.empty()) columns.emplace_back("standard error");
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
      rows.push_back({number(series.x[i]), number(series.y[i])});
      if (!series.error.empty())
        rows.back().push_back(i < series.error.size() ? number(series.error[i]) : "");
    }
    out += html_table(series.label, columns, rows);
  }
  return out;
}

}  // namespace

std::string page_head(const std::string& title, const Provenance& p) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>stochtherm {0}: {1}</title>\n<style>\n{2}</style>\n</head>\n<body>\n"
      "<h1>{1}</h1>\n<p class=\"lead\">stochtherm {0}, a numerical toolkit for stochastic "
      "thermodynamics</p>\n",
      escaped(p.version), escaped(title), embedded::report_css);
}

std::string facts_list(const Provenance& p, const std::vector<std::pair<std::string, std::string>>& more) {
  std::string out = "<dl class=\"facts\">\n";
  const auto fact = [&](const std::string& name, const std::string& value) {
    out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(name), value);
  };
  fact("date", escaped(p.date));
  fact("source", escaped(fmt::format("commit {}", p.commit)));
  fact("compiler", escaped(fmt::format("{}, {}", p.compiler, p.flags)));
  fact("machine", escaped(fmt::format("{}; kernels: {}", p.machine, p.instruction_set)));
  for (const auto& [name, value] : more) fact(name, rich(value));
  return out + "</dl>\n";
}

std::string html_table(const std::string& caption, const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows) {
  // A column of numbers is set flush right.
  const auto numeric = [&](std::size_t column) {
    bool any = false;
    for (const auto& row : rows) {
      if (column >= row.size() || row[column].empty()) continue;
      any = true;
      if (row[column].find_first_not_of("0123456789.+-eE ×^{}()±%∞–−") != std::string::npos) return false;
    }
    return any;
  };
  std::string out = "<div class=\"scroll\"><table>";
  if (!caption.empty()) out += fmt::format("<caption>{}</caption>", rich(caption));
  out += "<thead><tr>";
  std::vector<bool> right(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    right[i] = numeric(i);
    out += fmt::format("<th{}>{}</th>", right[i] ? " class=\"number\"" : "", rich(columns[i]));
  }
  out += "</tr></thead><tbody>";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      out +=
          fmt::format("<td{}>{}</td>", i < right.size() && right[i] ? " class=\"number\"" : "", rich(row[i]));
    out += "</tr>";
  }
  return out + "</tbody></table></div>\n";
}

std::string html_figures(const std::vector<Figure>& figures, std::size_t& number) {
  if (figures.empty()) return {};
  std::string out = "<div class=\"figures\">\n";
  for (const Figure& figure : figures) {
    const std::string picture = svg(figure, fmt::format("figure{}", ++number));
    std::string caption = rich(figure.title);
    if (!caption.empty() && !figure.caption.empty() && caption.back() != '.') caption += '.';
    out += fmt::format("<figure>{}<figcaption><b>Figure {}{}{}</b> {}{}</figcaption></figure>\n",
                       picture.empty() ? data_tables(figure) : picture, number, caption.empty() ? "." : ". ",
                       caption, rich(figure.caption),
                       picture.empty() ? " (Not drawn by gnuplot: the data stand instead.)" : "");
  }
  return out + "</div>\n";
}

std::string without_gnuplot() {
  if (gnuplot_found()) return {};
  return "<p class=\"note\"><b>No figures.</b> gnuplot was not found on this machine, so the figures appear "
         "as tables of "
         "their data.</p>\n";
}

std::string page_foot(const std::string& made_by, const Provenance& p) {
  return fmt::format("<footer>Made by <i>{}</i> {} on {}.</footer>\n</body>\n</html>\n", escaped(made_by),
                     escaped(p.version), escaped(p.date));
}

std::string page_html(const Page& page) {
  std::string out = page_head(page.title, page.provenance) + facts_list(page.provenance, page.facts);
  for (const std::string& remark : page.remarks)
    out += fmt::format("<p class=\"note\">{}</p>\n", rich(remark));
  if (!page.figures.empty()) out += without_gnuplot();
  for (const Table& table : page.tables) out += html_table(table.title, table.columns, table.rows);
  std::size_t number = 0;
  return out + html_figures(page.figures, number) + page_foot(page.made_by, page.provenance);
}

}  // namespace stochtherm::validation
