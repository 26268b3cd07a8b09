#pragma once
/// What is on its way, on stderr: a line that redraws itself on a terminal.

#include <string_view>

namespace stochtherm::app {

class ProgressBar {
 public:
  ProgressBar();

  [[nodiscard]] bool terminal() const { return terminal_; }
  /// A bar filled to the fraction, and what is being done; nothing unless on a terminal.
  void draw(double fraction, std::string_view what) const;
  /// Makes room for a line that stays.
  void clear() const;

 private:
  bool terminal_;
};

}  // namespace stochtherm::app
