#pragma once
/// The states of a network in a bath: what samples its canonical ensemble.
///
///   x = tanh y,   U(y, lambda) = lambda H(x) + 2 sum ln cosh y_i,   k_B T = 1
///
/// H is the bulk loss of a septuple of N neurons with tanh (septuple.hpp). e^{-U} dy = e^{-lambda H(x)} dx, for dx_i = dy_i/cosh^2 y_i: y has no
/// walls, and x has the canonical ensemble at inverse temperature lambda. At lambda = 0 it is uniform and Z = 2^N; the work of raising
/// lambda to beta tells ln Z(beta) - N ln 2 = -dF. Mobility 1, times without unit.
/// Source: Vanchurin (2021), section 4, key `vanchurin2021`; the change of variables is this project's.

#include <cmath>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/vec.hpp>
#include <stochtherm/models/learning/septuple.hpp>

namespace stochtherm::models {

template <int N>
struct CanonicalStates {
  static constexpr int dimension = N;
  double w[N][N], b[N], objective;

  explicit CanonicalStates(const NeuralSeptuple& s) : objective(s.objective) {
    s.require_valid("CanonicalStates");
    require(s.neurons == static_cast<std::size_t>(N), "the network has as many neurons as the type says",
            "neurons", static_cast<double>(s.neurons), "CanonicalStates");
    require(s.activation == Activation::tanh, "the activation is tanh", "activation",
            static_cast<double>(s.activation), "CanonicalStates");
    for (std::size_t i = 0; i < N; ++i) {
      b[i] = s.b[i];
      for (std::size_t j = 0; j < N; ++j) w[i][j] = s.w[i * N + j];
    }
  }
  [[nodiscard]] Temperature bath() const { return {1}; }
  [[nodiscard]] Mobility mobility() const { return {1}; }

  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, N>& y, L lambda) const {
    using std::abs, std::exp, std::log;
    const auto at = states(y);
    R sum(0.0);
    for (int i = 0; i < N; ++i)
      sum = sum + R(0.5 * lambda) * (at.r[i] * at.r[i] - R(objective) * at.x[i] * at.x[i]) +
            R(2.0) * (abs(y[i]) + log(R(0.5) * (R(1.0) + exp(R(-2.0) * abs(y[i])))));
    return sum;
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, N> force(const Vec<R, N>& y, L lambda) const {
    const auto at = states(y);
    Vec<R, N> f;
    for (int k = 0; k < N; ++k) {
      R g = at.r[k] - R(objective) * at.x[k];
      for (int i = 0; i < N; ++i) g = g - R(w[i][k]) * at.slope[i] * at.r[i];
      f[k] = -(R(lambda) * (R(1.0) - at.x[k] * at.x[k]) * g + R(2.0) * at.x[k]);
    }
    return f;
  }

 private:
  template <class R>
  struct States {
    Vec<R, N> x, r, slope;
  };
  template <class R>
  [[nodiscard]] States<R> states(const Vec<R, N>& y) const {
    using std::tanh;
    States<R> s;
    for (int i = 0; i < N; ++i) s.x[i] = tanh(y[i]);
    for (int i = 0; i < N; ++i) {
      R field(b[i]);
      for (int j = 0; j < N; ++j) field = field + R(w[i][j]) * s.x[j];
      const R f = tanh(field);
      s.r[i] = s.x[i] - f;
      s.slope[i] = R(1.0) - f * f;
    }
    return s;
  }
};

}  // namespace stochtherm::models
