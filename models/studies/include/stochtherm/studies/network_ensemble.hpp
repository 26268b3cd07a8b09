#pragma once
/// The partition function of a network's canonical ensemble by annealing, for as many neurons as there are.
///
///   Z(beta) = Z(0) <e^{-sum_k (beta_k - beta_{k-1}) H(x_{k-1})}>,   Z(0) = (width of the range of f)^N
///
/// Chains start uniform in the range and make a Metropolis sweep, neuron after neuron, at each inverse temperature beta_k = beta (k/K)^2. A
/// proposal moves a state by up to s = width/2 min(1, 2/sqrt(1 + beta_k)) to either side and is reflected at the ends of the range. Z is unbiased; its
/// logarithm is low by about half the relative variance of the mean.
/// Sources: Vanchurin (2021), key `vanchurin2021`; Neal (2001), key `neal2001`.

#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/learning/septuple.hpp>
#include <stochtherm/studies/annealed_partition_function.hpp>

namespace stochtherm::studies {

/// beta >= 0; f has a bounded range. Cancelled: nothing.
[[nodiscard]] Solved<AnnealedPartitionFunction> annealed_partition_function(
    const models::NeuralSeptuple& network, double beta, std::size_t temperatures, std::size_t chains,
    Seed seed, double log_reference = 0, const Progress& progress = {});

}  // namespace stochtherm::studies
