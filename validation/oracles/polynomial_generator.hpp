#pragma once
/// The short-time expansion <f(t)> = sum_k t^k/k! (L^k f)(x0, v0) of a diffusion in one or two variables whose drift and
/// diffusion are polynomials, exactly: L f = sum_i a_i d_i f + D_i d_i^2 f. No random numbers, no grid.

#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace stochtherm::oracles {

/// Coefficients of x^i v^j.
using Polynomial = std::map<std::array<int, 2>, double>;

inline double value(const Polynomial& f, double x, double v = 0) {
  double sum = 0;
  for (const auto& [power, c] : f) sum += c * std::pow(x, power[0]) * std::pow(v, power[1]);
  return sum;
}
inline Polynomial derivative(const Polynomial& f, std::size_t axis) {
  Polynomial d;
  for (const auto& [power, c] : f) {
    if (power[axis] == 0) continue;
    auto lower = power;
    --lower[axis];
    d[lower] += c * power[axis];
  }
  return d;
}
/// sum += f g
inline void add_product(Polynomial& sum, const Polynomial& f, const Polynomial& g) {
  for (const auto& [p, a] : f)
    for (const auto& [q, b] : g) sum[{p[0] + q[0], p[1] + q[1]}] += a * b;
}
/// (x - x0)^i (v - v0)^j
inline Polynomial centred_power(int i, int j, double x0, double v0) {
  Polynomial f{{{0, 0}, 1.0}};
  for (int n = 0; n < i + j; ++n) {
    Polynomial next;
    add_product(next, f,
                n < i ? Polynomial{{{1, 0}, 1.0}, {{0, 0}, -x0}} : Polynomial{{{0, 1}, 1.0}, {{0, 0}, -v0}});
    f = next;
  }
  return f;
}

struct Diffusion {
  std::vector<Polynomial> drift, diffusion;  // one for each variable

  [[nodiscard]] Polynomial generator(const Polynomial& f) const {
    Polynomial r;
    for (std::size_t i = 0; i < drift.size(); ++i) {
      const Polynomial d = derivative(f, i);
      add_product(r, drift[i], d);
      add_product(r, diffusion[i], derivative(d, i));
    }
    return r;
  }
  [[nodiscard]] double expectation(Polynomial f, double x0, double v0, double t, int terms = 9) const {
    double sum = 0, factor = 1;
    for (int k = 0; k < terms; ++k) {
      sum += factor * value(f, x0, v0);
      f = generator(f);
      factor *= t / (k + 1);
    }
    return sum;
  }
};

}  // namespace stochtherm::oracles
