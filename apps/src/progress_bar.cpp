#include "progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace stochtherm::app {
namespace {
// A terminal that is gone is no reason to stop.
void show(const std::string& text) {
  (void)std::fputs(text.c_str(), stderr);
  (void)std::fflush(stderr);
}
}  // namespace

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressBar::draw(double fraction, std::string_view what) const {
  if (!terminal_) return;
  constexpr std::size_t cells = 28;
  const auto full = static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * cells);
  show(fmt::format("\r[{:#<{}}{:.<{}}] {}\x1b[K", "", full, "", cells - full, what));
}

void ProgressBar::clear() const {
  if (!terminal_) return;
  show("\r\x1b[K");
}

}  // namespace stochtherm::app
