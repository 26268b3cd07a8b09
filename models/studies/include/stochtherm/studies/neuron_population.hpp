#pragma once
/// Many independent axons at once, a neuron in each lane of the machine.
///
/// Exponential Euler: in each step the gates relax exponentially at the voltage of its start, then V under the new conductances. The two
/// take turns, so the error is of order 2 (as in staggered schemes) where a run starts at rest; gates stay between 0 and 1. Runge-Kutta (order 4): all variables together. A spike is a rise through 0 mV,
/// its time found on the line between two steps. The code is compiled for plain x86-64, AVX2 and AVX-512; the best is chosen when the
/// program runs, and all give the same bits.
/// Source: Hodgkin & Huxley (1952), key `hodgkinhuxley1952`.

#include <cstddef>
#include <span>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <vector>

namespace stochtherm::studies {

/// State of n neurons; mV and gates.
struct NeuronPopulation {
  std::vector<double> V, m, h, n;
  /// All of them at rest without a current.
  static NeuronPopulation at_rest(const models::HodgkinHuxley& axon, std::size_t neurons);
};

enum class PopulationScheme { exponential_euler, rk4 };

struct PopulationRun {
  double dt;  ///< ms; times the speed-up phi of the temperature at most 0.025
  std::size_t steps;
  PopulationScheme scheme = PopulationScheme::exponential_euler;
};

/// Advances the population; current[i] in uA/cm^2. Returns the times of the spikes of each neuron, ms from the start.
std::vector<std::vector<double>> advance(const models::HodgkinHuxley& axon, NeuronPopulation& population,
                                         std::span<const double> current, const PopulationRun& run);

}  // namespace stochtherm::studies
