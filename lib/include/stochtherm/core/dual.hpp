#pragma once
/// A number with its derivative: a model written as a template on the number type gives its Jacobian without another line.

#include <cmath>

namespace stochtherm {

struct Dual {
  double value = 0, slope = 0;
  Dual() = default;
  constexpr Dual(double v, double s = 0) : value(v), slope(s) {}

  friend Dual operator+(Dual a, Dual b) { return {a.value + b.value, a.slope + b.slope}; }
  friend Dual operator-(Dual a, Dual b) { return {a.value - b.value, a.slope - b.slope}; }
  friend Dual operator-(Dual a) { return {-a.value, -a.slope}; }
  friend Dual operator*(Dual a, Dual b) { return {a.value * b.value, a.slope * b.value + a.value * b.slope}; }
  friend Dual operator/(Dual a, Dual b) {
    const double q = a.value / b.value;
    return {q, (a.slope - q * b.slope) / b.value};
  }
  friend Dual exp(Dual a) {
    const double e = std::exp(a.value);
    return {e, e * a.slope};
  }
  friend Dual expm1(Dual a) { return {std::expm1(a.value), std::exp(a.value) * a.slope}; }
  friend Dual tanh(Dual a) {
    const double t = std::tanh(a.value);
    return {t, (1 - t * t) * a.slope};
  }
};

[[nodiscard]] inline double value_of(double x) { return x; }
[[nodiscard]] inline double value_of(Dual x) { return x.value; }

}  // namespace stochtherm
