#pragma once
/// The control parameter as a function of time, lambda(t) on [0, duration]: ramps, jumps, or any function.

#include <functional>
#include <utility>
#include <vector>

namespace stochtherm {

/// Immutable. Jumps are allowed anywhere, also at both ends: `initial()` is the value before t = 0 and
/// `final()` the value after t = duration, so an optimal protocol with end jumps (Schmiedl & Seifert 2007) is
/// one object. Inside, operator() is continuous from the right.
class Protocol {
 public:
  static Protocol constant(double lambda, double duration);
  static Protocol linear(double from, double to, double duration);
  /// A jump at t = 0, then constant for `duration`.
  static Protocol quench(double from, double to, double duration);
  /// Straight lines through (time, value); times start at 0 and do not decrease, equal times make a jump.
  static Protocol piecewise_linear(std::vector<std::pair<double, double>> knots);
  /// Any function on [0, duration], without end jumps.
  static Protocol function(std::function<double(double)> lambda, double duration);

  /// lambda(t); t must lie in [0, duration].
  [[nodiscard]] double operator()(double t) const;
  [[nodiscard]] double duration() const { return duration_; }
  [[nodiscard]] double initial() const;
  [[nodiscard]] double final() const;
  /// The same path run backwards: reversed()(t) = (*this)(duration - t), jumps included.
  [[nodiscard]] Protocol reversed() const;

 private:
  Protocol() = default;
  double duration_ = 0;
  std::vector<std::pair<double, double>> knots_;  // empty when function_ is set
  std::function<double(double)> function_;
};

}  // namespace stochtherm
