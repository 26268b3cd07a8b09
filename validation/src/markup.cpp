#include "markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stochtherm::validation {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
  }
}

/// Length of a number in exponent form (12.5e-3) at the beginning of `text`, else 0; `mantissa` is the part
/// before the e.
std::size_t exponent_form(std::string_view text, std::size_t& mantissa) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t first = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - first;
  };
  if (digits() == 0) return 0;
  if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) {
    ++i;
    digits();
  }
  mantissa = i;
  if (i >= text.size() || (text[i] != 'e' && text[i] != 'E')) return 0;
  ++i;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  if (digits() == 0 || (i < text.size() && is_word(text[i]))) return 0;
  return i;
}

/// Position of the brace that closes the one at `open`, or npos.
std::size_t closing(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) append_escaped(out, c);
  return out;
}

std::string rich(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const char before = i == 0 ? ' ' : text[i - 1];
    if ((c == '_' || c == '^') && i + 1 < text.size() && text[i + 1] == '{') {
      if (const std::size_t end = closing(text, i + 1); end != std::string_view::npos) {
        const std::string_view tag = c == '_' ? "sub" : "sup";
        out += fmt::format("<{0}>{1}</{0}>", tag, rich(text.substr(i + 2, end - i - 2)));
        i = end + 1;
        continue;
      }
    }
    if (is_digit(c) && !is_word(before) && before != '.') {
      std::size_t mantissa = 0;
      if (const std::size_t length = exponent_form(text.substr(i), mantissa); length > 0) {
        std::string_view exponent = text.substr(i + mantissa + 1, length - mantissa - 1);
        const bool negative = exponent.front() == '-';
        exponent.remove_prefix(std::min(exponent.find_first_not_of("+-0"), exponent.size() - 1));
        const std::string_view number = text.substr(i, mantissa);
        out += fmt::format("{}10<sup>{}{}</sup>", number == "1" ? "" : fmt::format("{}\u202f×\u202f", number),
                           negative ? "−" : "", exponent);
        i += length;
        continue;
      }
    }
    if (c == '-' && i + 1 < text.size() && is_digit(text[i + 1]) && !is_word(before) && before != ')' &&
        before != '-')
      out += "−";
    else if (c == '\n')
      out += "<br>";
    else
      append_escaped(out, c);
    ++i;
  }
  return out;
}

std::string number(double value, double resolution) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  int significant = 6;
  if (resolution > 0 && std::isfinite(resolution) && value != 0 && std::abs(value) < 9e15)
    significant =
        static_cast<int>(std::clamp(std::ceil(std::log10(std::abs(value) / resolution)) + 1, 3.0, 17.0));
  return fmt::format("{:.{}g}", value, significant);
}

std::string uncertainty(double value) {
  if (value == 0) return "exact";
  return std::isnan(value) ? "NaN" : fmt::format("{:.2g}", value);
}

std::string duration(double seconds) {
  if (!(seconds >= 0.001)) return "< 1 ms";
  if (seconds < 1) return fmt::format("{:.0f} ms", seconds * 1e3);
  if (seconds < 120) return fmt::format("{:.1f} s", seconds);
  return fmt::format("{:.1f} min", seconds / 60);
}

}  // namespace stochtherm::validation
