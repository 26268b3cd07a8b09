#include <stochtherm/core/error.hpp>
#include <stochtherm/core/generator.hpp>

namespace stochtherm {

void ChainGenerator::check() const {
  require(up.size() >= 3, "a chain needs at least three states", "states", static_cast<double>(up.size()));
  require(up.size() == down.size(), "a chain has one rate up and one rate down per state", "rates down",
          static_cast<double>(down.size()));
  for (double rate : up) require_not_negative(rate, "a rate must be finite and not negative", "rate up");
  for (double rate : down) require_not_negative(rate, "a rate must be finite and not negative", "rate down");
}

}  // namespace stochtherm
