#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/bibliography.hpp>
#include <utility>

namespace stochtherm::validation {

namespace embedded {
extern const char* const references_bib;
}

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// Runs of white space become one space; none at the ends.
std::string squeezed(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (!is_space(c))
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// A letter with a TeX accent: the composed character where there is a common one, else letter and combining
/// mark.
std::string accented(char accent, std::string_view letter) {
  static constexpr std::string_view marks = "\"'`^~=.cvHukrd";
  static constexpr std::array<std::string_view, 14> combining{
      "\u0308", "\u0301", "\u0300", "\u0302", "\u0303", "\u0304", "\u0307",
      "\u0327", "\u030c", "\u030b", "\u0306", "\u0328", "\u030a", "\u0323"};
  static const std::map<std::string, std::string_view, std::less<>> composed{
      {"\"a", "ä"}, {"\"e", "ë"}, {"\"i", "ï"}, {"\"o", "ö"}, {"\"u", "ü"}, {"\"A", "Ä"}, {"\"O", "Ö"},
      {"\"U", "Ü"}, {"'a", "á"},  {"'e", "é"},  {"'i", "í"},  {"'o", "ó"},  {"'u", "ú"},  {"'y", "ý"},
      {"'c", "ć"},  {"'n", "ń"},  {"'s", "ś"},  {"'z", "ź"},  {"'A", "Á"},  {"'E", "É"},  {"'O", "Ó"},
      {"'S", "Ś"},  {"`a", "à"},  {"`e", "è"},  {"`i", "ì"},  {"`o", "ò"},  {"`u", "ù"},  {"`A", "À"},
      {"`E", "È"},  {"^a", "â"},  {"^e", "ê"},  {"^i", "î"},  {"^o", "ô"},  {"^u", "û"},  {"~a", "ã"},
      {"~n", "ñ"},  {"~o", "õ"},  {".z", "ż"},  {".Z", "Ż"},  {"cc", "ç"},  {"cC", "Ç"},  {"cs", "ş"},
      {"vc", "č"},  {"ve", "ě"},  {"vr", "ř"},  {"vs", "š"},  {"vz", "ž"},  {"vC", "Č"},  {"vR", "Ř"},
      {"vS", "Š"},  {"vZ", "Ž"},  {"Ho", "ő"},  {"Hu", "ű"},  {"ug", "ğ"},  {"ka", "ą"},  {"ke", "ę"},
      {"ra", "å"},  {"rA", "Å"},  {"ru", "ů"},  {"=a", "ā"},  {"=o", "ō"},  {"=u", "ū"}};
  if (const auto found = composed.find(std::string(1, accent).append(letter)); found != composed.end())
    return std::string(found->second);
  const std::size_t which = marks.find(accent);
  return std::string(letter).append(letter.empty() ? std::string_view() : combining[which]);
}

/// Splits at `separator` outside braces.
std::vector<std::string_view> split_outside_braces(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    if (depth == 0 && text.substr(i).starts_with(separator)) {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + separator.size();
      i = begin - 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// "Jean-Pierre Q." to "J.-P. Q.".
std::string initials(std::string_view given) {
  static constexpr std::string_view breaks = " .-";
  std::string result;
  for (std::size_t i = 0; i < given.size();) {
    if (breaks.find(given[i]) != std::string_view::npos) {
      if (given[i] == '-' && !result.empty()) result += '-';
      ++i;
      continue;
    }
    if (!result.empty() && result.back() == '.') result += ' ';
    const auto lead = static_cast<unsigned char>(given[i]);
    result.append(given.substr(i, lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4)) += '.';
    i = std::min(given.find_first_of(breaks, i), given.size());
  }
  return result;
}

/// One name in either of BibTeX's forms, "Last, First" and "First von Last"; a braced name is an
/// institution's.
std::string author(std::string_view name) {
  if (name.starts_with('{') && name.ends_with('}')) return plain_text(name);
  const auto parts = split_outside_braces(name, ",");
  std::string last, given;
  if (parts.size() >= 2) {
    last = plain_text(parts.front());
    given = plain_text(parts.back());
    if (parts.size() >= 3) last += " " + plain_text(parts[1]);  // "Last, Jr., First"
  } else {
    const std::string whole = plain_text(name);
    std::size_t cut = whole.rfind(' ');
    // Lower-case particles belong to the last name.
    while (cut != std::string::npos && cut > 0) {
      const std::size_t before = whole.rfind(' ', cut - 1);
      const char first = whole[before == std::string::npos ? 0 : before + 1];
      if (first < 'a' || first > 'z') break;
      cut = before;
    }
    last = cut == std::string::npos ? whole : whole.substr(cut + 1);
    given = cut == std::string::npos ? "" : whole.substr(0, cut);
  }
  given = initials(given);
  return given.empty() ? last : given + " " + last;
}

/// Reads entries one after the other; `at_` stands on the next unread character.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  /// Moves behind the next '@'; false at the end.
  bool next_entry() {
    const std::size_t found = text_.find('@', at_);
    if (found == std::string_view::npos) return false;
    begin_ = found;
    at_ = found + 1;
    return true;
  }

  Reference entry() {
    Reference reference;
    reference.type = lower(word());
    demand(at_ < text_.size() && text_[at_] == '{', "an entry opens with a brace");
    ++at_;
    reference.key = word();
    demand(!reference.key.empty(), "an entry has a key");
    skip_space();
    while (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      const std::string name = lower(word());
      if (name.empty()) break;  // a comma after the last field
      skip_space();
      demand(at_ < text_.size() && text_[at_] == '=', "a field's name is followed by =");
      ++at_;
      std::string raw = value();
      if (name == "author" || name == "editor")
        reference.fields[name] = squeezed(raw);  // names are taken apart before their TeX is
      else if (name == "doi" || name == "url")
        reference.fields[name] = link_text(raw);
      else
        reference.fields[name] = plain_text(raw);
      skip_space();
    }
    demand(at_ < text_.size() && text_[at_] == '}', "an entry closes with a brace");
    ++at_;
    reference.bibtex = std::string(text_.substr(begin_, at_ - begin_));
    return reference;
  }

 private:
  void demand(bool holds, std::string_view rule) const {
    if (holds) return;
    const std::size_t end = std::min(text_.find_first_of(",\n", begin_), begin_ + 60);
    require(false, rule, "entry", squeezed(text_.substr(begin_, end - begin_)), "Bibliography::parse");
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  std::string word() {
    skip_space();
    const std::size_t first = at_;
    while (at_ < text_.size() && !is_space(text_[at_]) && text_.substr(at_, 1).find_first_of("{},=\"") != 0)
      ++at_;
    std::string result(text_.substr(first, at_ - first));
    skip_space();
    return result;
  }

  std::string value() {
    skip_space();
    demand(at_ < text_.size(), "a field has a value");
    const char open = text_[at_];
    if (open != '{' && open != '"') return word();
    const std::size_t first = ++at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        continue;
      }
      if (depth == 0 && c == (open == '{' ? '}' : '"'))
        return std::string(text_.substr(first, at_++ - first));
      if (c == '{') ++depth;
      if (c == '}') --depth;
    }
    demand(false, "every brace and every quote is closed");
    return {};
  }

  static std::string link_text(std::string_view raw) {
    std::string result;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '\\' && i + 1 < raw.size() && !is_letter(raw[i + 1])) continue;
      if (raw[i] != '{' && raw[i] != '}' && !is_space(raw[i])) result += raw[i];
    }
    return result;
  }

  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0;
};

}  // namespace

std::string plain_text(std::string_view tex) {
  static const std::map<std::string, std::string_view, std::less<>> commands{
      {"o", "ø"},          {"O", "Ø"},     {"l", "ł"},     {"L", "Ł"},    {"ss", "ß"},
      {"ae", "æ"},         {"AE", "Æ"},    {"oe", "œ"},    {"OE", "Œ"},   {"aa", "å"},
      {"AA", "Å"},         {"i", "i"},     {"j", "j"},     {"beta", "β"}, {"textendash", "–"},
      {"textemdash", "—"}, {"sigma", "σ"}, {"Delta", "Δ"}, {"alpha", "α"}};
  std::string result;
  for (std::size_t i = 0; i < tex.size();) {
    const char c = tex[i];
    if (c == '\\' && i + 1 < tex.size()) {
      ++i;
      std::size_t end = i;
      while (end < tex.size() && is_letter(tex[end])) ++end;
      std::string name(tex.substr(i, std::max<std::size_t>(end - i, 1)));
      i += name.size();
      const bool symbol = !is_letter(name[0]);
      static constexpr std::string_view symbol_accents = "\"'`^~=.", letter_accents = "cvHukrd";
      const bool accent =
          name.size() == 1 && (symbol ? symbol_accents : letter_accents).find(name) != std::string::npos;
      if (accent) {
        while (i < tex.size() && (is_space(tex[i]) || tex[i] == '{')) ++i;
        if (i < tex.size() && tex[i] == '\\') ++i;  // \'{\i}
        result += accented(name[0], tex.substr(i, i < tex.size() ? 1 : 0));
        i += i < tex.size() ? 1 : 0;
      } else if (symbol) {
        result += name;  // \& \% \$ \_ \# and an escaped space
      } else {
        if (const auto found = commands.find(name); found != commands.end()) result += found->second;
        while (i < tex.size() && is_space(tex[i])) ++i;  // TeX eats the space behind a command's name
      }
    } else if (tex.substr(i).starts_with("---")) {
      result += "—";
      i += 3;
    } else if (tex.substr(i).starts_with("--")) {
      result += "–";
      i += 2;
    } else if (tex.substr(i).starts_with("``")) {
      result += "“";
      i += 2;
    } else if (tex.substr(i).starts_with("''")) {
      result += "”";
      i += 2;
    } else {
      if (c == '~')
        result += ' ';
      else if (c != '{' && c != '}' && c != '$')
        result += c;
      ++i;
    }
  }
  return squeezed(result);
}

std::string_view Reference::field(std::string_view name) const {
  const auto found = fields.find(std::string(name));
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

std::string Reference::authors() const {
  const std::string_view names = field("author").empty() ? field("editor") : field("author");
  if (names.empty()) return {};
  std::vector<std::string> list;
  for (std::string_view name : split_outside_braces(names, " and ")) list.push_back(author(squeezed(name)));
  const bool others = list.back() == "others" || list.size() > 8;
  if (list.back() == "others") list.pop_back();
  if (list.size() > 8) list.resize(1);
  std::string result;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) result += i + 1 == list.size() && !others ? " and " : ", ";
    result += list[i];
  }
  return others ? result + " et al." : result;
}

std::string Reference::formatted() const {
  std::string result;
  const auto add = [&](std::string_view separator, std::string_view text) {
    if (text.empty()) return;
    if (!result.empty()) result += separator;
    result += text;
  };
  add("", authors());
  add(", ", field("title"));
  add(", ", field("journal").empty() ? field("booktitle") : field("journal"));
  add(" ", field("volume"));
  add(", ", field("pages").empty() ? field("number") : field("pages"));
  add(", ", field("publisher").empty() ? field("institution") : field("publisher"));
  add(", ", field("school"));
  if (field("journal").empty()) add(", ", field("note").empty() ? field("howpublished") : field("note"));
  if (!field("year").empty()) add(" ", fmt::format("({})", field("year")));
  return result;
}

std::string Reference::link() const {
  if (!field("doi").empty()) return fmt::format("https://doi.org/{}", field("doi"));
  return std::string(field("url"));
}

Bibliography Bibliography::parse(std::string_view text) {
  Bibliography result;
  Reader reader(text);
  while (reader.next_entry()) {
    Reference reference = reader.entry();
    if (reference.type == "comment" || reference.type == "string" || reference.type == "preamble") continue;
    const std::string key = reference.key;
    const bool inserted = result.entries_.emplace(key, std::move(reference)).second;
    require(inserted, "every key stands in the bibliography once", "key", key);
  }
  return result;
}

bool Bibliography::contains(std::string_view key) const { return entries_.find(key) != entries_.end(); }

const Reference& Bibliography::operator[](std::string_view key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end())
    require(false, "a reference must be a key of references.bib", "key", key, "bibliography");
  return found->second;
}

std::vector<std::string> Bibliography::keys() const {
  std::vector<std::string> result;
  for (const auto& [key, reference] : entries_) result.push_back(key);
  return result;
}

const Bibliography& bibliography() {
  static const Bibliography parsed = Bibliography::parse(embedded::references_bib);
  return parsed;
}

std::string bibtex(std::string_view key) { return bibliography()[key].bibtex; }

std::string formatted_reference(std::string_view key) {
  const Reference& reference = bibliography()[key];
  const std::string link = reference.link();
  return link.empty() ? reference.formatted() : fmt::format("{}, {}", reference.formatted(), link);
}

std::vector<std::string> all_keys() { return bibliography().keys(); }

}  // namespace stochtherm::validation
