#pragma once
/// Bad input gets a sentence: which function, which rule, which argument, which value.

#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stochtherm {

/// Thrown for input that breaks a rule of the function it was given to. NaN and infinity always do.
class InvalidArgument : public std::invalid_argument {
 public:
  InvalidArgument(std::string_view function, std::string_view rule, std::string_view argument,
                  std::string_view value);
  [[nodiscard]] const std::string& rule() const { return rule_; }
  [[nodiscard]] const std::string& argument() const { return argument_; }

 private:
  std::string rule_, argument_;
};

namespace detail {
[[noreturn]] void reject(const char* function, std::string_view rule, std::string_view argument,
                         double value);
[[noreturn]] void reject(const char* function, std::string_view rule, std::string_view argument,
                         std::string_view value);
}  // namespace detail

/// Throws InvalidArgument unless `holds`. `rule` completes the sentence "..., but argument = value".
inline void require(bool holds, std::string_view rule, std::string_view argument, double value,
                    const char* function = __builtin_FUNCTION()) {
  if (!holds) [[unlikely]]
    detail::reject(function, rule, argument, value);
}
inline void require(bool holds, std::string_view rule, std::string_view argument, std::string_view value,
                    const char* function = __builtin_FUNCTION()) {
  if (!holds) [[unlikely]]
    detail::reject(function, rule, argument, value);
}

inline void require_finite(double value, std::string_view argument,
                           const char* function = __builtin_FUNCTION()) {
  require(std::isfinite(value), "every number must be finite", argument, value, function);
}
inline void require_positive(double value, std::string_view rule, std::string_view argument,
                             const char* function = __builtin_FUNCTION()) {
  require(value > 0 && std::isfinite(value), rule, argument, value, function);
}
inline void require_not_negative(double value, std::string_view rule, std::string_view argument,
                                 const char* function = __builtin_FUNCTION()) {
  require(value >= 0 && std::isfinite(value), rule, argument, value, function);
}

}  // namespace stochtherm
