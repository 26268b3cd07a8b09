#pragma once
/// A perceptron learns: its weights as a Langevin system with work and heat, and what its readout then knows of the labels.
///
/// For each data set the weights (models::LearningWeights) start in equilibrium, kT = 1, and move under the force of the samples; the engine
/// books work and heat. Over data sets and trajectories are measured the heat, the probability of a right label and the entropy of a weight,
/// and from these  sum_mu I(sigma_T^mu : sigma^mu) <= sum_n [dS(w_n) - Q_n/kT].
/// Labels: independent fair signs, with inputs +-1; or sgn(T xi) of a teacher, T_n and xi_n standard normal. The bound on the sum is for
/// independent labels; of a teacher, what a weight knows of its T_n is bounded.
/// Sources: Goldt & Seifert, keys `goldt2017`, `goldt2017b`.

#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/learning/teacher_student.hpp>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm::studies {

enum class Labels { independent, teacher };

struct PerceptronLearning {
  std::size_t weights;  ///< 1, 2, 4, 8 or 16
  std::size_t samples;
  models::LearningRule rule = models::LearningRule::hebbian;
  double rate;
  Labels labels = Labels::independent;
  models::Presentation presentation = models::Presentation::batch;
  /// Batch: turned on linearly during `ramp`, then held. One by one: there is no ramp, and each sample is shown for hold/samples.
  models::LearningDrive drive = {.ramp = 0, .hold = 4};
  double dt;                      ///< must divide the ramp, and the time for which a force is held
  std::size_t datasets;           ///< 2 at least
  std::size_t trajectories = 64;  ///< of each data set, 10 at least
  Seed seed;
  Progress progress = {};
};

/// Entropies in nats, per weight; errors are from the scatter between data sets.
struct LearntPerceptron {
  Estimate medium_entropy;  ///< -Q/kT by the ledger
  Estimate work;            ///< kT
  Estimate
      entropy_change;  ///< S(w_n) by nearest neighbours, one trajectory of each data set, less that of N(0,1)
  Estimate weight_square;
  /// Mean probability that the label of a sample is right, and by sample, in the order in which they were shown.
  Estimate right_logistic, right_step;
  std::vector<double> right_logistic_by_sample, right_step_by_sample;
  /// The same of as many new inputs; 1/2 on average where labels are independent.
  Estimate new_right_logistic, new_right_step;
  /// Of a teacher: w T/(|T| sqrt N), and I(w_n : T_n) by nearest neighbours. 0 for independent labels.
  Estimate overlap, information_about_teacher;
  double alpha, worst_first_law_residual;
  /// w_n of one trajectory of each data set, data set by data set.
  std::vector<double> weights;

  /// information = sum over samples of ln 2 - h(p), per weight: at most what the labels tell where the inputs are known.
  [[nodiscard]] models::LearningAccount account(models::Readout readout) const;
};

[[nodiscard]] Solved<LearntPerceptron> learn(const PerceptronLearning& learning);

}  // namespace stochtherm::studies
