#pragma once
/// Runs for the audit: sound ones, and ones that are broken in one named way.

#include <cmath>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/solvers/langevin/audit.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {

// No parameter is 1 but masses and lengths: a forgotten temperature or mobility shows.
inline const models::DoubleWell well{.barrier = 1.2, .T = {0.6}, .mu = {0.7}};
inline const Protocol tilt = Protocol::linear(0, 0.6, 1);
inline const models::QuarticPair pair{
    .k = 1, .q = 0.5, .u = 0.4, .c = 0.5, .T1 = {0.5}, .T2 = {1.1}, .mu1 = {0.7}, .mu2 = {0.9}};
inline const auto settled_pair = stationary(1.5, from_point(std::vector<double>{0, 0}));
inline const models::VariableMobility uneven{.k = 1.3, .mu0 = 0.8, .a = 0.5, .w = 1.5, .T = {0.6}};
inline const models::Oscillator oscillator{.k = 3, .m = 1, .T = {0.6}, .mu = {1.4}};
inline const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}, .mu = {0.7}};

inline Run recorded(const Effort& effort, std::size_t trajectories, double dt) {
  return {.dt = dt,
          .trajectories = trajectories,
          .seed = effort.seed,
          .threads = effort.threads,
          .evidence = true};
}

/// A stepper of one's own that forgets the noise.
struct NoNoise : EulerMaruyama {
  static constexpr StepperFacts facts = renamed(EulerMaruyama::facts, "friction without noise");
  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X&) {
    return x + at.drift(x);
  }
};
/// Noise of a temperature too high by 20 per cent.
struct HotNoise : EulerMaruyama {
  static constexpr StepperFacts facts = renamed(EulerMaruyama::facts, "noise too hot");
  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    return x + at.drift(x) + X::all(typename Dynamics::Real(1.0954451150103321)) * at.noise(x, z);
  }
};
/// Each coordinate is kicked at the temperature of the other's bath.
struct SwappedBaths : EulerMaruyama {
  static constexpr StepperFacts facts = renamed(EulerMaruyama::facts, "baths swapped");
  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    using R = typename Dynamics::Real;
    X kick = at.noise(x, z);
    for (int i = 0; i < 2; ++i) kick[i] = R(std::sqrt(at.k.kT[1 - i] / at.k.kT[i])) * kick[i];
    return x + at.drift(x) + kick;
  }
};
/// With inertia: friction, and no noise to match.
struct ColdBaoab : Baoab {
  static constexpr StepperFacts facts = renamed(Baoab::facts, "BAOAB without noise");
  template <class Dynamics, class X, class Baths>
  [[gnu::always_inline]] static Phase<X> step(const Dynamics& at, const Phase<X>& s, const X& z,
                                              Baths& baths) {
    return Baoab::step(at, s, X::all(typename Dynamics::Real(0.0)) * z, baths);
  }
};

/// A user's loop: force at the start of the step times displacement. Euler-Maruyama, with the bits of the library's run.
inline Column ito_heat(const Ensemble& run, const models::DoubleWell& model, const Protocol& protocol) {
  Column heat(run.size()), x = run.initial[0];
  const auto steps = static_cast<double>(run.steps);
  for (std::size_t n = 0; n < run.steps; ++n) {
    const double lambda = protocol(protocol.duration() * ((static_cast<double>(n) + 0.5) / steps));
    const OneStep step(model, EulerMaruyama{}, lambda, run.dt);
    for (std::size_t i = 0; i < run.size(); ++i) {
      const double y = step({x[i]}, {random::normal(run.seed, random::Stream::thermal, i, 0, n)})[0];
      heat[i] -= model.force(x[i], lambda) * (y - x[i]);
      x[i] = y;
    }
  }
  return heat;
}

}  // namespace stochtherm::validation
