#pragma once
/// Work in tiles on a number of threads: which thread does which tile never shows in the result.

#include <cstddef>
#include <functional>

namespace stochtherm::detail {

/// Runs `tile(t)` for t < tiles on the given number of threads (0: all), asking `report(done)` after each; no more when
/// that said no.
void for_each_tile(std::size_t tiles, unsigned threads, const std::function<bool(std::size_t)>& report,
                   const std::function<void(std::size_t)>& tile);

}  // namespace stochtherm::detail
