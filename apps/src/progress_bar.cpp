#include "progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace stochtherm::app {

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressBar::draw(double fraction, std::string_view what) const {
  if (!terminal_) return;
  constexpr std::size_t cells = 28;
  const auto full = static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * cells);
  fmt::print(stderr, "\r[{:#<{}}{:.<{}}] {}\x1b[K", "", full, "", cells - full, what);
  std::fflush(stderr);
}

void ProgressBar::clear() const {
  if (!terminal_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
}

}  // namespace stochtherm::app
