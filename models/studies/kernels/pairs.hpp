#pragma once
/// Which models run at full speed by name, with which steppers: one line below is all it takes. Included by one small
/// file for each instruction set; tests/architecture/kernels_are_clean sees to it that none stands in for another.

#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/models/computing/erasure_well.hpp>
#include <stochtherm/solvers/langevin/kernel.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <tuple>

namespace stochtherm::studies::detail {

template <class M, class S>
struct Pair {};
template <class M, class... S>
using With = std::tuple<Pair<M, S>...>;

using Pairs = decltype(std::tuple_cat(
    With<models::DoubleWell, EulerMaruyama, Heun, LeimkuhlerMatthews, Metropolised<EulerMaruyama>>{},
    With<models::ErasureWell, EulerMaruyama, Heun, LeimkuhlerMatthews>{},
    With<models::OrnsteinUhlenbeck, EulerMaruyama, Heun, ExactHarmonic>{},
    With<models::DraggedTrap, EulerMaruyama, Heun, ExactHarmonic>{},
    With<models::BreathingTrap, EulerMaruyama, Heun, ExactHarmonic>{},
    With<models::DrivenRing, EulerMaruyama, Heun>{},
    With<models::VariableMobility, EulerMaruyama, Heun, Milstein>{},
    With<models::Gyrator, EulerMaruyama, Heun>{}, With<models::QuarticPair, EulerMaruyama, Heun>{},
    With<models::RotationalTrap, EulerMaruyama, Heun>{}, With<models::Oscillator, Baoab>{}));

/// A kernel whose type the catalogue has put aside: pair number i of the list tells it.
using AnyKernel = void (*)();

template <class... M, class... S>
[[gnu::always_inline]] inline void list_kernels(std::tuple<Pair<M, S>...>, AnyKernel* to) {
  using stochtherm::detail::Keep;
  (..., (*to++ = reinterpret_cast<AnyKernel>(&stochtherm::detail::run_block<S, M, Keep::accounts, false>)));
}

/// Each writes std::tuple_size_v<Pairs> kernels.
void kernels_avx2(AnyKernel* to);
void kernels_avx512(AnyKernel* to);
void kernels_baseline(AnyKernel* to);

}  // namespace stochtherm::studies::detail
