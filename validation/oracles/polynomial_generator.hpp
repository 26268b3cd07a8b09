#pragma once
/// The short-time expansion <f(x(t))> = sum_k t^k/k! (L^k f)(x0) of a diffusion with polynomial drift, exactly:
/// L f = b f' + D f''. No random numbers, no grid.

#include <vector>

namespace stochtherm::oracles {

using Polynomial = std::vector<double>;  // coefficients, lowest first

inline Polynomial derivative(const Polynomial& f) {
  Polynomial d(f.size() > 1 ? f.size() - 1 : 1);
  for (std::size_t i = 1; i < f.size(); ++i) d[i - 1] = static_cast<double>(i) * f[i];
  return d;
}

inline double value(const Polynomial& f, double x) {
  double y = 0;
  for (std::size_t i = f.size(); i-- > 0;) y = y * x + f[i];
  return y;
}

inline Polynomial apply_generator(const Polynomial& drift, double D, const Polynomial& f) {
  const Polynomial d1 = derivative(f), d2 = derivative(d1);
  Polynomial r(drift.size() + d1.size() - 1);
  for (std::size_t i = 0; i < drift.size(); ++i)
    for (std::size_t j = 0; j < d1.size(); ++j) r[i + j] += drift[i] * d1[j];
  for (std::size_t j = 0; j < d2.size(); ++j) r[j] += D * d2[j];
  return r;
}

inline double expectation(const Polynomial& drift, double D, Polynomial f, double x0, double t,
                          int terms = 12) {
  double sum = 0, factor = 1;
  for (int k = 0; k < terms; ++k) {
    sum += factor * value(f, x0);
    f = apply_generator(drift, D, f);
    factor *= t / (k + 1);
  }
  return sum;
}

}  // namespace stochtherm::oracles
