#pragma once
/// Words and numbers of the report, as text and as HTML. Private to the validation room.

#include <string>
#include <string_view>

namespace stochtherm::validation {

/// & < > " ' as entities.
[[nodiscard]] std::string escaped(std::string_view text);

/// Escaped; `_{..}` and `^{..}` (also nested) become <sub> and <sup>, 1.5e-3 becomes 1.5 × 10^-3 with a
/// superscript, and the hyphen before a number a minus sign. An unclosed brace stays as it is.
[[nodiscard]] std::string rich(std::string_view text);

/// As many significant digits (2 to 17) as make a deviation of the size of `resolution` visible; 6 if it is
/// 0.
[[nodiscard]] std::string number(double value, double resolution = 0);

/// Two significant digits; "exact" for 0.
[[nodiscard]] std::string uncertainty(double value);

/// "0.12 s", "3.4 min".
[[nodiscard]] std::string duration(double seconds);

}  // namespace stochtherm::validation
