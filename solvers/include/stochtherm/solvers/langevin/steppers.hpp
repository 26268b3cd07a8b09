#pragma once
/// The lists of steppers: register one here, and the solver table and the validation sweeps include it.

#include <stochtherm/solvers/langevin/baoab.hpp>
#include <stochtherm/solvers/langevin/discrete_increments.hpp>
#include <stochtherm/solvers/langevin/end_point.hpp>
#include <stochtherm/solvers/langevin/euler_maruyama.hpp>
#include <stochtherm/solvers/langevin/exact_harmonic.hpp>
#include <stochtherm/solvers/langevin/heun.hpp>
#include <stochtherm/solvers/langevin/leimkuhler_matthews.hpp>
#include <stochtherm/solvers/langevin/metropolised.hpp>
#include <stochtherm/solvers/langevin/milstein.hpp>
#include <stochtherm/solvers/langevin/weak_two.hpp>
#include <tuple>

namespace stochtherm {

/// For any overdamped model in one bath.
using OverdampedSteppers =
    std::tuple<EulerMaruyama, Heun, Milstein, EndPoint, WeakTwo, LeimkuhlerMatthews, TwoPoint<EulerMaruyama>,
               ThreePoint<WeakTwo>, Metropolised<EulerMaruyama>>;
/// For harmonic models only.
using HarmonicSteppers = std::tuple<ExactHarmonic>;
/// For models with inertia.
using UnderdampedSteppers = std::tuple<Baoab, Metropolised<Baoab>>;

}  // namespace stochtherm
