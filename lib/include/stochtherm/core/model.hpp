#pragma once
/// What a model must say of itself. Physics in: energy, force, bath. Drift and noise are derived from them.

#include <concepts>
#include <stochtherm/core/bath.hpp>

namespace stochtherm {

/// One overdamped coordinate x' = mu F(x, lambda) + sqrt(2 mu kT) xi with F = -dU/dx (+ non-conservative
/// force). `energy` and `force` should be templates on the number type, so that the same lines run on double,
/// on a SIMD pack and on a differentiating scalar; a model that only takes double works too, one lane at a
/// time.
template <class M>
concept Overdamped1D = requires(const M& m, double x, double lambda) {
  { m.energy(x, lambda) } -> std::convertible_to<double>;
  { m.force(x, lambda) } -> std::convertible_to<double>;
  { m.bath() } -> std::convertible_to<Temperature>;
  { m.mobility() } -> std::convertible_to<Mobility>;
};

/// A force without a potential. It is declared apart, so that the work it does has a column of its own.
template <class M>
concept Driven1D = Overdamped1D<M> && requires(const M& m, double x, double lambda) {
  { m.nonconservative_force(x, lambda) } -> std::convertible_to<double>;
};

/// Forces of period `period()` in x: the coordinate lives on a ring.
template <class M>
concept Periodic1D = Overdamped1D<M> && requires(const M& m) {
  { m.period() } -> std::convertible_to<double>;
};

/// A mobility that depends on position needs a calculus and a drift term of its own.
template <class M>
concept Multiplicative1D = Overdamped1D<M> && requires(const M& m, double x) {
  { m.mobility_gradient(x) } -> std::convertible_to<double>;
};

/// The non-conservative force of any overdamped model: zero when it declares none.
template <class R, Overdamped1D M>
[[nodiscard]] inline R nonconservative_force(const M& model, R x, double lambda) {
  if constexpr (Driven1D<M>)
    return model.nonconservative_force(x, lambda);
  else
    return R(0.0);
}

/// Conservative plus non-conservative force.
template <class R, Overdamped1D M>
[[nodiscard]] inline R total_force(const M& model, R x, double lambda) {
  if constexpr (Driven1D<M>)
    return model.force(x, lambda) + model.nonconservative_force(x, lambda);
  else
    return model.force(x, lambda);
}

}  // namespace stochtherm
