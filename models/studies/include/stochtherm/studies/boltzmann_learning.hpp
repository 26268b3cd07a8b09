#pragma once
/// Training a restricted Boltzmann machine, what it costs, and its partition function by annealing.
///
/// Gradient ascent of the mean log-likelihood: <v h>_data - <v h>_chain, where the chain is
///   contrastive  k sweeps of Gibbs sampling from the data of the batch (CD-k): biased, less so as k grows;
///   persistent   k sweeps of chains that go on from batch to batch (PCD).
/// A sweep draws the visible units given the hidden ones, then the hidden given the visible; CD draws the first hidden ones given the data.
/// The chains are a system in contact with a bath at k_B T = 1: a sweep at fixed parameters exchanges heat, the change of E; a step of the
/// parameters at fixed states does work, the change of E. Over a training with persistent chains
///   E_end - E_begin = W + Q                            (first law, to rounding),
/// and, where they stay near equilibrium, <W> >= dF = -(ln Z_end - ln Z_begin).
/// Annealed importance sampling: from the machine with W = 0 and the same biases, whose Z is known, over inverse temperatures; the mean of
/// the weights e^{ln w} is Z without bias, its logarithm is low by about half its relative variance.
/// Sources: Hinton (2002), key `hinton2002`; Tieleman, ICML (2008), key `tieleman2008`; Neal, Stat. Comput. 11, 125 (2001), key `neal2001`.

#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/learning/restricted_boltzmann.hpp>
#include <stochtherm/studies/annealed_partition_function.hpp>
#include <stochtherm/studies/precision.hpp>

namespace stochtherm::studies {

enum class BoltzmannRule { contrastive, persistent };

struct BoltzmannTraining {
  BoltzmannRule rule = BoltzmannRule::contrastive;
  std::size_t sweeps = 1;  ///< k
  double rate;
  std::size_t batch;  ///< rows; also the number of persistent chains
  std::size_t epochs;
  Precision precision = Precision::double_precision;
  Seed seed;
  Progress progress = {};
};

struct TrainedBoltzmann {
  models::RestrictedBoltzmann machine;
  /// Per persistent chain, k_B T, over the whole training; 0 for contrastive training, whose chains begin anew.
  double work = 0, heat = 0, energy_change = 0;
};

/// data: rows of visible states, taken in an order drawn anew in each epoch, in whole batches: an epoch leaves out the last (rows modulo
/// batch) of its order. Cancelled: what was reached so far. Diverged: a parameter is no longer finite after an epoch.
[[nodiscard]] Solved<TrainedBoltzmann> train(models::RestrictedBoltzmann machine,
                                             std::span<const double> data, const BoltzmannTraining& training);

/// `samples` visible states, row by row: chains from random states after `sweeps` sweeps of Gibbs sampling. Cancelled: those that are done.
[[nodiscard]] Solved<std::vector<double>> sample(const models::RestrictedBoltzmann& machine,
                                                 std::size_t samples, std::size_t sweeps, Seed seed,
                                                 const Progress& progress = {});

/// One sweep at each of `temperatures` inverse temperatures, evenly from 0 to 1. The ratio is stated against `log_reference`. Cancelled: nothing.
[[nodiscard]] Solved<AnnealedPartitionFunction> annealed_partition_function(
    const models::RestrictedBoltzmann& machine, std::size_t temperatures, std::size_t chains, Seed seed,
    double log_reference = 0, const Progress& progress = {});

}  // namespace stochtherm::studies
