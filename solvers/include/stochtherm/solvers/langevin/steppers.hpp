#pragma once
/// The list of steppers: register one here, and the solver table and the validation sweeps include it.

#include <stochtherm/solvers/langevin/euler_maruyama.hpp>
#include <stochtherm/solvers/langevin/heun.hpp>
#include <tuple>

namespace stochtherm {

using OverdampedSteppers = std::tuple<EulerMaruyama, Heun>;

}  // namespace stochtherm
