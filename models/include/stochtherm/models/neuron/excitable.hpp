#pragma once
/// What an excitable membrane is: a capacitance, and currents through channels whose gates open and close with the voltage.
///
///   C dV/dt = I - sum_x g_x(gates) (V - E_x),   d gate/dt = alpha(V) (1 - gate) - beta(V) gate
///
/// Units are those of the field: V in mV, time in ms, currents in uA/cm^2 (I into the cell, I_x outward positive), conductances in
/// mS/cm^2, capacitance in uF/cm^2; then every equation holds without a factor. What the studies return is SI.
///
/// A membrane is a struct of some ten lines: the numbers of gates and currents, which current carries sodium, and three functions, the
/// first two templates on the number type so that Jacobians and kernels come from the same lines:
///   rates(V)           alpha and beta of each gate, 1/ms
///   conductances(gates) of each current, mS/cm^2
///   reversals()        of each current, mV

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <stochtherm/core/dual.hpp>
#include <string_view>

namespace stochtherm::models {

/// Opening and closing rate of a gate, 1/ms.
template <class R>
struct GateRates {
  R alpha, beta;
};

template <class M>
concept Excitable = requires(const M& m, double V, std::array<double, M::gates> g,
                             std::array<Dual, M::gates> d) {
  { M::gates } -> std::convertible_to<std::size_t>;
  { M::currents } -> std::convertible_to<std::size_t>;
  { M::sodium } -> std::convertible_to<std::size_t>;
  { M::names } -> std::convertible_to<std::array<std::string_view, M::currents>>;
  { m.capacitance() } -> std::convertible_to<double>;
  { m.rates(V) } -> std::same_as<std::array<GateRates<double>, M::gates>>;
  { m.rates(Dual(V)) } -> std::same_as<std::array<GateRates<Dual>, M::gates>>;
  { m.conductances(g) } -> std::same_as<std::array<double, M::currents>>;
  { m.conductances(d) } -> std::same_as<std::array<Dual, M::currents>>;
  { m.reversals() } -> std::same_as<std::array<double, M::currents>>;
};

/// The rates of a gate by where it goes and how fast.
template <class R>
[[nodiscard]] GateRates<R> relaxing(R steady, R time_constant) {
  return {steady / time_constant, (R(1.0) - steady) / time_constant};
}

/// `near` where |u| < 1e-3, else `far`; packs of a kernel choose lane by lane.
[[nodiscard]] inline double near_zero(double u, double near, double far) {
  return std::abs(u) < 1e-3 ? near : far;
}
[[nodiscard]] inline Dual near_zero(Dual u, Dual near, Dual far) {
  return std::abs(u.value) < 1e-3 ? near : far;
}

/// x/(1 - e^{-x/k}), smooth through x = 0, where it is k.
template <class R>
[[nodiscard]] R linoid(R x, double k) {
  const R u = x / R(k);
  if (std::abs(value_of(u)) < 1e-3) {  // the first dropped term is below 4e-23 of the sum
    const R u2 = u * u;
    return R(k) * (R(1.0) + u * R(0.5) + u2 * R(1.0 / 12) - u2 * u2 * R(1.0 / 720));
  }
  using std::expm1;
  return x / (R(0.0) - expm1(R(0.0) - u));
}

/// The same in parts, where e^{-x/k} is known already, so that several quotients can share a division: `over` must be given
/// 1/divisor.
template <class R>
struct LinoidParts {
  R x, u, divisor;
  double k;
  [[gnu::always_inline]] LinoidParts(R at, double scale, R exponential)
      : x(at), u(at * R(1 / scale)), divisor(near_zero(u, R(1.0), R(1.0) - exponential)), k(scale) {}
  [[nodiscard, gnu::always_inline]] R over(R reciprocal) const {
    const R u2 = u * u;
    const R series = R(k) * ((R(1.0) + u * R(0.5)) + u2 * R(1.0 / 12));  // the next term is below 2e-15 of it
    return near_zero(u, series, x * reciprocal);
  }
};

/// 1/(1 + e^{-x/k}).
template <class R>
[[nodiscard]] R sigmoid(R x, double k) {
  using std::exp;
  return R(1.0) / (R(1.0) + exp(R(0.0) - x / R(k)));
}

}  // namespace stochtherm::models
