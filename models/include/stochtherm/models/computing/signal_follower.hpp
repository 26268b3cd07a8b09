#pragma once
/// A particle that follows a signal: what it remembers but cannot use to predict is dissipated. In real time.
///
///   x' = -mu k (x - s) + sqrt(2 mu kT) xi,   U(x, s) = k (x - s)^2/2,   s in {-a, a} flips with probability q after each
///   hold; the particle starts in equilibrium about 0, the first signal is fair.
///
/// At the end of hold n the particle knows something of the present signal s_n, its memory I(x_n; s_n), and less of the
/// next one, its predictive power I(x_n; s_{n+1}). The step of the signal at fixed x does the work W, and
///   <W> - dF = kT [I(x_n; s_n) - I(x_n; s_{n+1})],
/// F = <U> - kT H(x|signal) being the free energy of the particle as it is, out of equilibrium.
///
/// Symbols (reduced units, docs/conventions.md): a amplitude (length), k stiffness (energy/length^2), q flip probability,
/// hold (time), kT thermal energy, mu mobility; information in nats. p(x_n|s_n) is a mixture of 2^{n-1} normal densities,
/// one for each history; information is an integral over it, by quadrature. Functions refuse n outside 1 .. 16, a, k, kT,
/// mu or hold that are not positive, and q outside [0, 1].
/// Source: Still, Sivak, Bell & Crooks, Phys. Rev. Lett. 109, 120604 (2012), key `still2012`.

#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <vector>

namespace stochtherm::models {

/// The particle at the end of a hold.
class FollowerDensity {
 public:
  /// One history of the signal that ends at +a: its probability and the mean of x.
  struct History {
    double weight, mean;
  };
  FollowerDensity(std::vector<History> histories, double variance, double flip);

  /// p(x | signal now), its sign being that of `signal`.
  [[nodiscard]] double given_now(double x, double signal) const;
  /// p(x | signal after the next step).
  [[nodiscard]] double given_next(double x, double signal) const;
  /// p(x).
  [[nodiscard]] double marginal(double x) const;
  /// I(x; signal now), nats.
  [[nodiscard]] double memory() const;
  /// I(x; signal after the next step), nats.
  [[nodiscard]] double predictive_power() const;

 private:
  std::vector<History> histories_;
  double variance_, flip_;
};

struct SignalFollower {
  double amplitude = 1;  ///< a
  double flip = 0.1;     ///< q
  double hold = 1;       ///< time between steps of the signal
  double k = 1;
  Temperature T{1.0};
  Mobility mu{1.0};

  /// The same particle in the same trap, lambda being the signal.
  [[nodiscard]] DraggedTrap trap() const { return {k, T, mu}; }
  [[nodiscard]] FollowerDensity density(int n) const;
  /// <W> of the signal's step after hold n: 2 q k <x_n s_n>.
  [[nodiscard]] double mean_work(int n) const;
  /// kT [I(x_n; s_n) - I(x_n; s_{n+1})].
  [[nodiscard]] double dissipated_work(int n) const;
};

}  // namespace stochtherm::models
