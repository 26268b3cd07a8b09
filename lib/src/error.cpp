#include <fmt/format.h>

#include <stochtherm/core/error.hpp>

namespace stochtherm {

InvalidArgument::InvalidArgument(std::string_view function, std::string_view rule, std::string_view argument,
                                 std::string_view value)
    : std::invalid_argument(fmt::format("{}: {}, but {} = {}.", function, rule, argument, value)),
      rule_(rule),
      argument_(argument) {}

namespace detail {

void reject(const char* function, std::string_view rule, std::string_view argument, double value) {
  throw InvalidArgument(function, rule, argument, fmt::format("{}", value));
}

void reject(const char* function, std::string_view rule, std::string_view argument, std::string_view value) {
  throw InvalidArgument(function, rule, argument, value);
}

}  // namespace detail
}  // namespace stochtherm
