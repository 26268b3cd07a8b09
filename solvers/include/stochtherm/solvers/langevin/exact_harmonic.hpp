#pragma once
#include <cmath>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// The exact step of an Ornstein-Uhlenbeck process.
///
/// Solves:       dx = -mu k (x - c) dt + sqrt(2 mu kT) dB, with k(lambda) > 0 and c(lambda) given by the model.
/// Scheme:       x' = c + e^{-mu k dt} (x - c) + sqrt((1 - e^{-2 mu k dt}) kT/k) z.
/// Order:        exact in distribution at fixed lambda; with a moving lambda weak 2 through the splitting. Strong 1: the
///               step's increment does not say when within the step it came.
/// Exact for:    harmonic potentials, at any step.
/// Cost:         1 exponential, 1 square root, 1 normal.
/// Use when:     the model is harmonic. Not when: it is anything else: it refuses to compile.
/// References:   gillespie1996
/// Validated by: langevin/exact_harmonic, langevin/strong_order
struct ExactHarmonic {
  static constexpr StepperFacts facts{.name = "exact Ornstein-Uhlenbeck",
                                      .calculus = Calculus::ito,
                                      .matrix_mobility = false,
                                      .weak_order = 2,
                                      .strong_order = 1,
                                      .force_calls = 0,
                                      .harmonic = true,
                                      .exact_for = "harmonic trap",
                                      .cite = "gillespie1996"};

  template <class Dynamics, class X>
  [[gnu::always_inline]] static X step(const Dynamics& at, const X& x, const X& z) {
    using R = typename Dynamics::Real;
    using std::exp, std::sqrt;
    const R k = at.stiffness(), centre = at.centre();
    const R keep = exp(-(R(at.k.mu_dt[0]) * k));
    const R width = sqrt((R(1.0) - keep) * (R(1.0) + keep) * (R(at.k.kT[0]) / k));
    return X{centre + keep * (x[0] - centre) + width * z[0]};
  }
};

}  // namespace stochtherm
