#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/bibliography.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Constructed on first use, because cases register while other files' globals are still being made.
std::vector<Case>& registry() {
  static std::vector<Case> cases;
  return cases;
}

constexpr std::array<std::string_view, 5> known_tags{"exact", "order", "statistical", "figure", "long"};

bool blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

}  // namespace

std::size_t Effort::samples(std::size_t at_effort_one) const {
  require_positive(scale, "the effort must be positive", "scale");
  return static_cast<std::size_t>(std::max(2.0, std::round(static_cast<double>(at_effort_one) * scale)));
}

Registered::Registered(Case c) { registry().push_back(std::move(c)); }

std::vector<Case> all_cases() {
  std::vector<Case> cases = registry();
  std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

std::string topic(const Case& c) { return c.name.substr(0, c.name.find('/')); }

std::vector<std::string> source_keys(const Case& c) {
  std::vector<std::string> keys;
  for (std::size_t begin = 0; begin <= c.source.size();) {
    const std::size_t end = std::min(c.source.find(',', begin), c.source.size());
    const std::size_t first = c.source.find_first_not_of(" \t\n", begin);
    if (first < end) {
      const std::size_t last = c.source.find_last_not_of(" \t\n", end - 1);
      keys.push_back(c.source.substr(first, last - first + 1));
    } else {
      keys.emplace_back();
    }
    begin = end + 1;
  }
  return keys;
}

void require_well_formed(const std::vector<Case>& cases) {
  std::vector<std::string_view> names;
  for (const Case& c : cases) {
    const auto demand = [&](bool holds, std::string_view rule, std::string_view field,
                            std::string_view value) {
      require(holds, rule, fmt::format("{} of the case '{}'", field, c.name), fmt::format("'{}'", value),
              "validate");
    };
    const std::size_t slash = c.name.find('/');
    const bool plain =
        c.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-/") == std::string::npos;
    demand(plain && slash != std::string::npos && slash > 0 && slash + 1 < c.name.size(),
           "a case is named topic/what in lower case", "name", c.name);
    demand(!blank(c.claim), "a case must say what it proves", "claim", c.claim);
    demand(!blank(c.equation), "a case must show its equation", "equation", c.equation);
    demand(!blank(c.source), "a case must cite its source", "source", c.source);
    demand(!blank(c.sabotage.description), "a sabotage must say what it breaks", "sabotage",
           c.sabotage.description);
    demand(static_cast<bool>(c.check), "a case must have a check", "check", "none");
    demand(static_cast<bool>(c.sabotage.check), "a case must have a sabotage", "sabotage", "none");
    demand(!c.tags.empty(), "a case must have a tag", "tags", "");
    for (const std::string& tag : c.tags)
      demand(std::find(known_tags.begin(), known_tags.end(), tag) != known_tags.end(),
             "a tag must be one of exact, order, statistical, figure, long", "tag", tag);
    for (const std::string& key : source_keys(c))
      demand(bibliography().contains(key), "a source must be a key of references.bib", "source", key);
    names.push_back(c.name);
  }
  std::sort(names.begin(), names.end());
  const auto twin = std::adjacent_find(names.begin(), names.end());
  if (twin != names.end())
    require(false, "the names of cases must be unique", "name", fmt::format("'{}' (twice)", *twin),
            "validate");
}

}  // namespace stochtherm::validation
