#pragma once
/// Loops over the lists of steppers.hpp: a stepper that is registered there is in every sweep.

#include <cmath>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <tuple>

namespace stochtherm::validation {

using AllSteppers = decltype(std::tuple_cat(OverdampedSteppers{}, HarmonicSteppers{}, UnderdampedSteppers{}));

template <class F, class... Steppers>
void for_each(std::tuple<Steppers...> list, F f) {
  std::apply([&](auto... stepper) { (f(stepper), ...); }, list);
}

/// Euler-Maruyama that forgets the drift kT mu'.
struct WithoutDrift {
  static constexpr StepperFacts facts = renamed(EulerMaruyama::facts, "Euler-Maruyama without kT mu'");
  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    return EulerMaruyama::step(at, x, z) - at.spurious(x);
  }
};

/// A quartic trap with every number unlike 1, with inertia; run overdamped it is a stiff nonlinear trap.
struct QuarticTrap {
  double k = 0.8, q = 1.2, m = 1.3;
  Temperature T{0.6};
  Mobility mu{0.7};
  [[nodiscard]] Temperature bath() const { return T; }
  [[nodiscard]] Mobility mobility() const { return mu; }
  [[nodiscard]] double mass() const { return m; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    const R x2 = x * x;
    return (R(0.5 * k) + R(0.25 * q) * x2) * x2 - R(lambda) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return R(lambda) - (R(k) + R(q) * x * x) * x;
  }
};

/// The same where the mobility is mu (1 + a x^2): all polynomials, so that the generator's powers are exact.
struct UnevenTrap {
  double k = 0.8, q = 1.2, a = 0.5;
  Temperature T{0.6};
  Mobility mu{0.7};
  [[nodiscard]] Temperature bath() const { return T; }
  template <class R>
  [[nodiscard]] R mobility(R x) const {
    return R(mu.mu) + R(mu.mu * a) * x * x;
  }
  template <class R>
  [[nodiscard]] R mobility_gradient(R x) const {
    return R(2 * mu.mu * a) * x;
  }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    return QuarticTrap{k, q}.energy(x, lambda);
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return QuarticTrap{k, q}.force(x, lambda);
  }
};

}  // namespace stochtherm::validation
