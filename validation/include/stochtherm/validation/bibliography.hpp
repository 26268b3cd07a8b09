#pragma once
/// references.bib, compiled in: what a claim cites, as BibTeX and as a line a reader can follow.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stochtherm::validation {

/// One entry `@type{key, field = {value}, ...}`.
struct Reference {
  std::string key;
  std::string type;    ///< lower case: article, book, ...
  std::string bibtex;  ///< the entry as it stands in the file
  /// Names in lower case, values as plain UTF-8 text; authors and editors still in BibTeX's form, links as
  /// they are.
  std::map<std::string, std::string> fields;

  /// Empty if the entry has no such field.
  [[nodiscard]] std::string_view field(std::string_view name) const;
  /// "E. Tiesinga, P. J. Mohr and D. B. Newell": given names to initials; more than eight authors end in "et
  /// al.".
  [[nodiscard]] std::string authors() const;
  /// "Authors, Title, Journal 93, 025010 (2021)", without the link.
  [[nodiscard]] std::string formatted() const;
  /// The page of the DOI, else the field `url`, else empty.
  [[nodiscard]] std::string link() const;
};

/// A parsed BibTeX file. Understands braced, quoted and bare values (no @string, no # concatenation) and the
/// TeX that names and titles use: accents, \o, \ss, --, ~, \&; braces that protect capitals are dropped. Text
/// outside an entry is a comment.
class Bibliography {
 public:
  /// Throws InvalidArgument naming the entry for an unclosed brace, a missing key or a key that stands there
  /// twice.
  [[nodiscard]] static Bibliography parse(std::string_view text);

  [[nodiscard]] bool contains(std::string_view key) const;
  /// Throws InvalidArgument for an unknown key.
  [[nodiscard]] const Reference& operator[](std::string_view key) const;
  /// In alphabetical order.
  [[nodiscard]] std::vector<std::string> keys() const;

 private:
  std::map<std::string, Reference, std::less<>> entries_;
};

/// The project's references.bib.
[[nodiscard]] const Bibliography& bibliography();

[[nodiscard]] std::string bibtex(std::string_view key);
/// One line of text ending in the DOI's address, where there is one.
[[nodiscard]] std::string formatted_reference(std::string_view key);
[[nodiscard]] std::vector<std::string> all_keys();

/// TeX markup to plain UTF-8 text.
[[nodiscard]] std::string plain_text(std::string_view tex);

}  // namespace stochtherm::validation
