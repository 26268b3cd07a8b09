#pragma once
// What the theory's quantities do while a network learns, as figures and tables: for the cases and for `stochtherm learn`.

#include <optional>
#include <span>
#include <stochtherm/models/learning/canonical_ensemble.hpp>
#include <stochtherm/studies/layered_training.hpp>
#include <stochtherm/validation/verdict.hpp>
#include <string>
#include <vector>

namespace stochtherm::reports {

/// A network on its way.
struct LearningCourse {
  std::string name;  ///< as 784-40-20-10
  std::vector<studies::Observation> seen;
};
[[nodiscard]] std::string name_of(const std::vector<std::size_t>& sizes);

/// When to look: 0, 1, 2, 3, 5, 7, 10, 20, 30, ... and the last.
[[nodiscard]] std::vector<std::size_t> observation_epochs(std::size_t last);

/// The Gaussian ensemble (m = 0) whose loss is the bulk loss; none where that is 0, or beyond half the trace of G.
[[nodiscard]] std::optional<models::GaussianEnsemble> ensemble(const studies::Observation& seen);
/// Mean of (log lambda)^n over the eigenvalues that are not 1 by structure.
[[nodiscard]] double moment(const models::Spectrum& spectrum, int n);

[[nodiscard]] validation::Figure losses(std::span<const LearningCourse> courses);
/// Of the samples whose bulk loss is minimised.
[[nodiscard]] validation::Figure bulk_against_boundary(std::span<const LearningCourse> courses);
/// log lambda at 0, 10, 100, ... epochs.
[[nodiscard]] validation::Figure eigenvalues(const LearningCourse& course);
[[nodiscard]] validation::Figure inverse_temperatures(std::span<const LearningCourse> courses);
[[nodiscard]] validation::Figure entropies(std::span<const LearningCourse> courses);
[[nodiscard]] validation::Figure free_energies(std::span<const LearningCourse> courses);
/// Losses, accuracy, beta and moments at 0, 10, 100, ... epochs and at the end.
[[nodiscard]] validation::Table milestones(std::span<const LearningCourse> courses);

/// (10.5) of the n largest eigenvalues and of all but the n smallest, by epoch and by log U, with straight lines in log U: of the whole training and of
/// its end.
struct Complexities {
  validation::Figure by_epoch, by_loss;
  validation::Table lines;
};
[[nodiscard]] Complexities complexities(const LearningCourse& course, std::size_t n);

}  // namespace stochtherm::reports
