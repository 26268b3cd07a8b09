#pragma once
/// Small systems for the solvers' own tests; the models' room lies above.

#include <cmath>
#include <stochtherm/core/bath.hpp>

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

}  // namespace toys
