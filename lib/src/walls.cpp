#include <stochtherm/core/walls.hpp>

namespace stochtherm {

void require_valid(const Interval& w) {
  require(!std::isnan(w.low) && !std::isnan(w.high), "a wall must stand at a number", "low or high",
          w.low + w.high, "within");
  require(w.low < w.high, "the lower wall must lie below the upper one", "high - low", w.high - w.low,
          "within");
  const bool periodic = w.at_low == Edge::periodic || w.at_high == Edge::periodic;
  require(!periodic || (w.at_low == w.at_high && std::isfinite(w.high - w.low)),
          "a periodic interval needs two finite ends, both periodic", "high - low", w.high - w.low, "within");
}

}  // namespace stochtherm
