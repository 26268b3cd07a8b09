#pragma once
/// N numbers of one kind, added and multiplied component by component: positions, velocities and forces.

#include <array>
#include <cstddef>

namespace stochtherm {

template <class R, int N>
struct Vec {
  R component[N];

  [[gnu::always_inline]] R& operator[](int i) { return component[i]; }
  [[gnu::always_inline]] const R& operator[](int i) const { return component[i]; }

  /// The same number in every component.
  [[gnu::always_inline]] static Vec all(R x) {
    Vec v;
    for (int i = 0; i < N; ++i) v[i] = x;
    return v;
  }

  [[gnu::always_inline]] friend Vec operator+(Vec a, const Vec& b) {
    for (int i = 0; i < N; ++i) a[i] = a[i] + b[i];
    return a;
  }
  [[gnu::always_inline]] friend Vec operator-(Vec a, const Vec& b) {
    for (int i = 0; i < N; ++i) a[i] = a[i] - b[i];
    return a;
  }
  [[gnu::always_inline]] friend Vec operator*(Vec a, const Vec& b) {
    for (int i = 0; i < N; ++i) a[i] = a[i] * b[i];
    return a;
  }
  [[gnu::always_inline]] friend Vec operator*(R factor, Vec a) {
    for (int i = 0; i < N; ++i) a[i] = factor * a[i];
    return a;
  }
  [[gnu::always_inline]] friend Vec operator-(Vec a) {
    for (int i = 0; i < N; ++i) a[i] = -a[i];
    return a;
  }
};

/// sum a_i b_i, from the first component to the last.
template <class R, int N>
[[gnu::always_inline]] inline R dot(const Vec<R, N>& a, const Vec<R, N>& b) {
  R sum = a[0] * b[0];
  for (int i = 1; i < N; ++i) sum = sum + a[i] * b[i];
  return sum;
}

/// A small matrix by rows.
template <int N>
using SquareMatrix = std::array<std::array<double, N>, N>;

}  // namespace stochtherm
