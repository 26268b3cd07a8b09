#pragma once
/// Chains of Gibbs sampling that are carried along a training: what it costs to follow the parameters of a restricted Boltzmann machine.
///
/// The machines of the path are where the parameters pass, in straight lines, in `steps` equal steps from each to the next. A step at fixed
/// states is work, the sweep that follows it is heat:
///   E_end - E_begin = W + Q                            (first law, to rounding)
/// The chains are spectators: they begin in equilibrium, and no parameter knows of them. So, at any number of steps,
///   <e^{-W}> = Z_end/Z_begin,   <W> >= dF = -(ln Z_end - ln Z_begin)      (k_B T = 1)
/// and W - dF goes to 0 as the steps grow in number. Persistent chains, which lead the training (`train`), promise neither: each pushes
/// the parameters away from its own state, and pays.
/// Sources: Jarzynski, Phys. Rev. Lett. 78, 2690 (1997), key `jarzynski1997`; Neal, Stat. Comput. 11, 125 (2001), key `neal2001`.

#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/learning/restricted_boltzmann.hpp>
#include <vector>

namespace stochtherm::studies {

/// Of each chain, in k_B T.
struct CarriedChains {
  std::vector<double> work, heat, energy_change;
};

/// The first machine has no weights, so that its equilibrium can be drawn; all are of one kind and size. Cancelled: nothing.
[[nodiscard]] Solved<CarriedChains> carry_chains(std::span<const models::RestrictedBoltzmann> path,
                                                 std::size_t steps, std::size_t chains, Seed seed,
                                                 const Progress& progress = {});

}  // namespace stochtherm::studies
