#pragma once
/// Small systems for the solvers' own tests; the models' room lies above.

#include <array>
#include <cmath>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/vec.hpp>

namespace toys {

struct Trap {
  double k = 1, kT = 1;
  stochtherm::Temperature bath() const { return {kT}; }
  stochtherm::Mobility mobility() const { return {1.0}; }
  template <class R>
  R energy(R x, double lambda) const {
    const R d = x - R(lambda);
    return R(0.5 * k) * d * d;
  }
  template <class R>
  R force(R x, double lambda) const {
    return R(k) * (R(lambda) - x);
  }
};

struct Ring {
  double f = 0.8, kT = 0.5;
  stochtherm::Temperature bath() const { return {kT}; }
  stochtherm::Mobility mobility() const { return {1.0}; }
  double period() const { return 6.283185307179586; }
  template <class R>
  R energy(R x, double) const {
    return cos(x);
  }
  template <class R>
  R force(R x, double) const {
    return sin(x);
  }
  template <class R>
  R nonconservative_force(R, double) const {
    return R(f);
  }
};

/// Takes double only: must still run, lane by lane.
struct PlainTrap {
  stochtherm::Temperature bath() const { return {1.0}; }
  stochtherm::Mobility mobility() const { return {1.0}; }
  double energy(double x, double lambda) const { return 0.5 * (x - lambda) * (x - lambda); }
  double force(double x, double lambda) const { return lambda - x; }
};

/// The mobility depends on position.
struct UnevenTrap : Trap {
  double slope = 0.1;
  template <class R>
  R mobility(R x) const {
    return R(1.0) + R(slope) * x;
  }
  template <class R>
  R mobility_gradient(R) const {
    return R(slope);
  }
};

/// With inertia.
struct HeavyTrap : Trap {
  double m = 1;
  double mass() const { return m; }
};

/// Two springs.
struct Springs {
  static constexpr int dimension = 2;
  template <class R>
  R energy(const stochtherm::Vec<R, 2>& q, double) const {
    return R(0.5) * (q[0] * q[0] + q[1] * q[1]);
  }
  template <class R>
  stochtherm::Vec<R, 2> force(const stochtherm::Vec<R, 2>& q, double) const {
    return -q;
  }
};
struct TwoBaths : Springs {
  double kT = 1, mu = 1;
  std::array<stochtherm::Bath, 2> baths() const { return {{{{1.0}, {1.0}}, {{kT}, {mu}}}}; }
};
struct SharedFriction : Springs {
  double above = 0.5, below = 0.5;
  stochtherm::Temperature bath() const { return {1.0}; }
  double mass() const { return 1; }
  stochtherm::SquareMatrix<2> mobility_matrix() const { return {{{1.0, above}, {below, 1.0}}}; }
};

}  // namespace toys
