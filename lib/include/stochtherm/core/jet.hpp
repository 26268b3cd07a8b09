#pragma once
/// A number with its derivatives by N variables. Its parts may be jets themselves: Jet<Jet<double, 4>, 4> carries second
/// derivatives, and `slope[i]` of it is the derivative by variable i with a gradient of its own.
///
///   (a b)' = a' b + a b',     f(a)' = f'(a) a'

#include <array>
#include <cmath>
#include <cstddef>

namespace stochtherm {

template <class T, std::size_t N>
struct Jet {
  T value{};
  std::array<T, N> slope{};

  Jet() = default;
  Jet(double constant) : value(constant) {}
  /// f(a), where f and its derivative were taken at a.value.
  Jet(const T& f, const T& derivative, const Jet& a) : value(f) {
    for (std::size_t i = 0; i < N; ++i) slope[i] = derivative * a.slope[i];
  }

  friend Jet operator+(Jet a, const Jet& b) {
    a.value = a.value + b.value;
    for (std::size_t i = 0; i < N; ++i) a.slope[i] = a.slope[i] + b.slope[i];
    return a;
  }
  friend Jet operator-(Jet a, const Jet& b) {
    a.value = a.value - b.value;
    for (std::size_t i = 0; i < N; ++i) a.slope[i] = a.slope[i] - b.slope[i];
    return a;
  }
  friend Jet operator-(const Jet& a) { return Jet(0.0) - a; }
  friend Jet operator*(const Jet& a, const Jet& b) {
    Jet c;
    c.value = a.value * b.value;
    for (std::size_t i = 0; i < N; ++i) c.slope[i] = a.slope[i] * b.value + a.value * b.slope[i];
    return c;
  }
  friend Jet operator/(const Jet& a, const Jet& b) {
    Jet c;
    c.value = a.value / b.value;
    for (std::size_t i = 0; i < N; ++i) c.slope[i] = (a.slope[i] - c.value * b.slope[i]) / b.value;
    return c;
  }
  friend Jet exp(const Jet& a) {
    using std::exp;
    const T e = exp(a.value);
    return {e, e, a};
  }
  friend Jet log(const Jet& a) {
    using std::log;
    return {log(a.value), T(1.0) / a.value, a};
  }
  friend Jet sqrt(const Jet& a) {
    using std::sqrt;
    const T root = sqrt(a.value);
    return {root, T(0.5) / root, a};
  }
  friend Jet sin(const Jet& a) {
    using std::sin, std::cos;
    return {sin(a.value), cos(a.value), a};
  }
  friend Jet cos(const Jet& a) {
    using std::sin, std::cos;
    return {cos(a.value), T(0.0) - sin(a.value), a};
  }
  friend Jet atan(const Jet& a) {
    using std::atan;
    return {atan(a.value), T(1.0) / (T(1.0) + a.value * a.value), a};
  }
};

/// First and second derivatives by N variables.
template <std::size_t N>
using SecondJet = Jet<Jet<double, N>, N>;

/// The variables themselves at a point: what a template on the number type is called with.
template <std::size_t N>
[[nodiscard]] std::array<SecondJet<N>, N> second_order_at(const std::array<double, N>& point) {
  std::array<SecondJet<N>, N> x;
  for (std::size_t i = 0; i < N; ++i) {
    x[i].value.value = point[i];
    x[i].value.slope[i] = 1;
    x[i].slope[i].value = 1;
  }
  return x;
}

}  // namespace stochtherm
