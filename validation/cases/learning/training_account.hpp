#pragma once
// Two networks trained on the same samples, and what the theory's quantities do meanwhile.

#include <stochtherm/studies/layered_training.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {

struct TrainingAccount {
  std::vector<std::size_t> deep, shallow;
  std::size_t epochs;      ///< of both
  bool published = false;  ///< the paper's networks and samples: its numbers stand beside ours
};
/// Losses, spectra and complexities of both networks: checks, figures and tables.
[[nodiscard]] Verdict training_account(const studies::LabelledSamples& samples,
                                       const TrainingAccount& account, const Effort& effort);

/// The targets of each sample given to another.
[[nodiscard]] studies::LabelledSamples exchanged_targets(studies::LabelledSamples samples);

}  // namespace stochtherm::validation
