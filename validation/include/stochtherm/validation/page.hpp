#pragma once
/// A page of facts, tables and figures for people, in the look of the report.

#include <stochtherm/core/provenance.hpp>
#include <stochtherm/validation/verdict.hpp>
#include <string>
#include <utility>
#include <vector>

namespace stochtherm::validation {

/// In all its words `_{}` and `^{}` become sub- and superscripts.
struct Page {
  std::string title{};
  std::string made_by{};  ///< the command
  Provenance provenance{};
  std::vector<std::pair<std::string, std::string>>
      facts{};  ///< name and value, after those of the provenance
  std::vector<std::string> remarks{};
  std::vector<Table> tables{};
  std::vector<Figure> figures{};
};

/// One file without scripts or links to other files. Figures are drawn by gnuplot; where it is missing the page says so and shows the
/// numbers as tables.
[[nodiscard]] std::string page_html(const Page& page);

}  // namespace stochtherm::validation
