#include "command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace stochtherm::app {
namespace {

template <class Number>
Number parsed(std::string_view name, std::string_view text, std::string_view what) {
  Number value{};
  std::string_view digits = text;
  if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  bool good = error == std::errc() && end == digits.data() + digits.size();
  if constexpr (std::is_floating_point_v<Number>) good = good && std::isfinite(value);
  if (!good) throw UsageError(fmt::format("{} must be {}, but it was '{}'.", name, what, text));
  return value;
}

/// Columns on a terminal: bytes that do not continue a UTF-8 character.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

double number(std::string_view name, std::string_view text) {
  return parsed<double>(name, text, "a finite number");
}
int whole_number(std::string_view name, std::string_view text) {
  return parsed<int>(name, text, "a whole number");
}
std::uint64_t count(std::string_view name, std::string_view text) {
  return parsed<std::uint64_t>(name, text, "a whole number from 0 to 18446744073709551615");
}

bool is_printable(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) -> std::uint32_t {
      return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    };
    const std::uint32_t first = byte(i);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if ((first >= 0x80 && first < 0xC2) || first > 0xF4) return false;
    std::uint32_t code = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return false;
      code = code << 6U | (byte(i + k) & 0x3FU);
    }
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    if (code < smallest[length] || code > 0x10FFFF || surrogate || control) return false;
    i += length;
  }
  return true;
}

std::string millivolts(double volts) {
  const double value = volts * 1e3;
  if (!std::isfinite(value))
    throw UsageError(
        fmt::format("the potential must be representable in millivolts, but it was {} V.", volts));
  return std::abs(value) < 1e12 ? fmt::format("{:.3f}", value) : fmt::format("{:.6g}", value);
}

void say(const std::string& line) { (void)std::fputs((line + "\n").c_str(), stderr); }

std::string without_function(const std::exception& error) {
  std::string text = error.what();
  if (const std::size_t colon = text.find(": "); colon != std::string::npos) text.erase(0, colon + 2);
  return text;
}

void print_answer(bool as_json, const nlohmann::ordered_json& object, const std::vector<Row>& rows) {
  if (as_json) {
    fmt::print("{}\n", object.dump());
    return;
  }
  std::size_t what = 0, value = 0;
  for (const Row& row : rows) {
    what = std::max(what, width(row.what));
    value = std::max(value, width(row.value));
  }
  for (const Row& row : rows) {
    std::string line =
        row.what + std::string(what - width(row.what) + 2 + value - width(row.value), ' ') + row.value;
    if (!row.unit.empty()) line += ' ' + row.unit;
    if (!row.remark.empty()) line += "  (" + row.remark + ")";
    fmt::print("{}\n", line);
  }
}

}  // namespace stochtherm::app
