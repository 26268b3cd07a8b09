#pragma once
/// Adds to a model of one coordinate a random force with a memory: the active Ornstein-Uhlenbeck particle.
///
///   x'   = mu (F(x, lambda) + g(x) eta) + sqrt(2 mu kT) xi
///   eta' = -eta/tau + sqrt(S)/tau xi',   <eta(t) eta(t')> = S/(2 tau) e^{-|t - t'|/tau}
///
/// Symbols (reduced units, docs/conventions.md): eta active force, S its strength, int <eta(0) eta(t)> dt
/// (energy^2 time/length^2), tau its correlation time, g(x) how it couples (1, or any function; then Stratonovich's
/// calculus is the limit tau -> 0). The rest is the model's own.
///
/// Coordinates: q_0 = x, q_1 = eta. eta lies in a potential of its own, U_eta = eta^2/2, in a bath of its own with kT_eta
/// = <eta^2> = S/(2 tau) and mobility 1/tau, and feels nothing of x. The force g eta on x is booked as non-conservative.
/// The columns then mean
///   work                  what moving lambda does, as before;
///   nonconservative work  what the active force does on the particle (and the model's own drive, if it has one);
///   heat of bath 0        what the thermal bath gives to the particle: with it alone dU(x) = W + W_nc + Q_0;
///   heat of bath 1        change of eta^2/2, a book-keeping entry with mean zero in the steady state: the model does not
///                         say what fuel keeps eta going.
/// -Q_0/kT - Q_1/kT_eta is the logarithm of the ratio of forward and backward path probabilities when eta does not change
/// sign under time reversal: a lower estimate of what a real engine dissipates.
///
/// Closed forms are for the trap (base.k, g = 1) and eta started with its stationary law.
/// Source: Szamel, Phys. Rev. E 90, 012111 (2014), key `szamel2014`.

#include <array>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/vec.hpp>

namespace stochtherm::models {

/// g(x) = 1.
struct AdditiveCoupling {
  template <class R>
  [[nodiscard]] R operator()(R /*x*/) const {
    return R(1.0);
  }
};
/// g(x) = s x.
struct ProportionalCoupling {
  double s = 1.0;
  template <class R>
  [[nodiscard]] R operator()(R x) const {
    return R(s) * x;
  }
};

template <Overdamped1D M, class Coupling = AdditiveCoupling>
struct ColouredNoise {
  static_assert(!Multiplicative1D<M>, "the model's own mobility must not depend on position");

  M base{};
  double strength = 1.0;          ///< S
  double correlation_time = 1.0;  ///< tau
  Coupling coupling{};            ///< g

  static constexpr int dimension = 2;
  [[nodiscard]] std::array<Bath, 2> baths() const {
    return {{{base.bath(), base.mobility()}, {{active_variance()}, {1 / correlation_time}}}};
  }
  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, 2>& q, L lambda) const {
    return base.energy(q[0], lambda) + R(0.5) * q[1] * q[1];
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> force(const Vec<R, 2>& q, L lambda) const {
    return {{base.force(q[0], lambda), -q[1]}};
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> nonconservative_force(const Vec<R, 2>& q, L lambda) const {
    const R active = coupling(q[0]) * q[1];
    if constexpr (Driven1D<M>)
      return {{active + base.nonconservative_force(q[0], lambda), R(0.0)}};
    else
      return {{active, R(0.0)}};
  }

  /// <eta^2> = S/(2 tau).
  [[nodiscard]] double active_variance() const { return strength / (2 * correlation_time); }
};

/// Steady state of a trap of stiffness k under an active force with g = 1. Refuses k, tau, kT or mu that is not positive
/// and strengths that are negative.
struct ActiveTrap {
  double k = 1.0;
  Temperature T{1.0};
  Mobility mu{1.0};
  double strength = 1.0;
  double correlation_time = 1.0;

  /// <x^2> = kT/k + mu S/(2 k (1 + mu k tau)).
  [[nodiscard]] double variance() const;
  /// <x eta> = mu S/(2 (1 + mu k tau)).
  [[nodiscard]] double position_force_correlation() const;
  /// Work of the active force per time, <eta x'> = mu S/(2 tau (1 + mu k tau)); all of it goes to the thermal bath.
  [[nodiscard]] double power() const;
};

}  // namespace stochtherm::models
