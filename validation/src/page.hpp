#pragma once
// What every page is made of. Private to the validation room.

#include <stochtherm/validation/page.hpp>
#include <string>
#include <utility>
#include <vector>

namespace stochtherm::validation {

/// Up to the facts; `title` is plain text.
[[nodiscard]] std::string page_head(const std::string& title, const Provenance& provenance);
/// Where the numbers come from, and more facts.
[[nodiscard]] std::string facts_list(const Provenance& provenance,
                                     const std::vector<std::pair<std::string, std::string>>& more);
[[nodiscard]] std::string html_table(const std::string& caption, const std::vector<std::string>& columns,
                                     const std::vector<std::vector<std::string>>& rows);
/// Numbered on from `number`.
[[nodiscard]] std::string html_figures(const std::vector<Figure>& figures, std::size_t& number);
/// A sentence where figures cannot be drawn on this machine, else nothing.
[[nodiscard]] std::string without_gnuplot();
[[nodiscard]] std::string page_foot(const std::string& made_by, const Provenance& provenance);

}  // namespace stochtherm::validation
