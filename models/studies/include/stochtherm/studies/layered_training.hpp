#pragma once
/// Stochastic gradient descent of a network in layers, and what the canonical ensemble says of it on the way.
///
/// A step lowers the loss of a batch, mean over its samples s of
///   half_sum      1/2 sum_i (x_i - t_i)^2             (2.12), the boundary loss
///   mean_square   1/n sum_i (x_i - t_i)^2             n output neurons; 2/n of the former's gradient
/// by `rate` times its gradient (back-propagation). Each epoch takes all samples in an order of its own, a function of the seed and the
/// number of the epoch: to go on from a network that was trained for k epochs gives the same bits as not to have stopped.
/// On an observation: mean boundary loss of all samples; mean bulk loss, minimised over hidden states with inputs and outputs held (3.2), of
/// the first few, where a minimisation that stops short counts with the loss it reached; the spectrum of G with the slopes f' at the mean states (5.4), or with the mean slopes.
/// Sources: Vanchurin (2021), section 10, key `vanchurin2021`; Rumelhart et al. (1986), key `rumelhart1986`.

#include <memory>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/learning/spectrum.hpp>
#include <stochtherm/studies/digits.hpp>
#include <stochtherm/studies/precision.hpp>

namespace stochtherm::studies {

enum class LossScale { mean_square, half_sum };
enum class SlopesAt { mean_state, each_state };

/// The defaults are those of the library that the published runs used, where the paper is silent.
struct GradientDescent {
  double rate = 0.01;
  std::size_t batch = 32;
  LossScale scale = LossScale::mean_square;
  Precision precision = Precision::single_precision;
  Seed seed;
};

struct Observation {
  std::size_t epoch;
  double boundary_loss,
      accuracy;  ///< means over all samples; accuracy: the largest output is that of the largest target
  double bulk_loss,
      boundary_loss_there;  ///< means over the first samples, whose bulk loss is minimised: it is at most their boundary loss
  models::Spectrum spectrum;
};

class LayeredTrainer {
 public:
  /// `epochs` were spent on the network before. tanh networks only.
  LayeredTrainer(const models::LayeredNetwork& network, LabelledSamples samples, const GradientDescent& how,
                 std::size_t epochs = 0);
  ~LayeredTrainer();
  LayeredTrainer(LayeredTrainer&&) noexcept;
  LayeredTrainer& operator=(LayeredTrainer&&) noexcept;

  /// Cancelled between two epochs when progress says so; diverged when a weight is no longer finite. Answers the epochs spent in all.
  Solved<std::size_t> descend(std::size_t epochs, const Progress& progress = {});
  [[nodiscard]] models::LayeredNetwork network() const;
  [[nodiscard]] std::size_t epochs() const;
  /// Cancelled: nothing.
  [[nodiscard]] Solved<Observation> observe(std::size_t bulk_samples = 200,
                                            SlopesAt slopes = SlopesAt::mean_state,
                                            const Progress& progress = {}) const;

  struct Machine;

 private:
  std::unique_ptr<Machine> machine_;
};

}  // namespace stochtherm::studies
