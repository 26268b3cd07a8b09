// A network learns synthetic digits: what becomes of its losses, its temperature and its entropy. The run can stop and go on.
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const auto samples = st::studies::synthetic_digits(500, 1);
  const st::studies::GradientDescent how{.rate = 0.1, .seed = 1};
  st::studies::LayeredTrainer trainer(st::models::LayeredNetwork::random({784, 20, 10}, 1), samples, how);
  std::printf("epochs  boundary loss  bulk loss  right    beta     S\n");
  for (const std::size_t more : {0, 1, 9, 90}) {
    (void)*trainer.descend(more);
    const auto seen = *trainer.observe();
    const st::models::GaussianEnsemble ensemble{
        .spectrum = seen.spectrum, .beta = st::models::inverse_temperature(seen.spectrum, seen.bulk_loss)};
    std::printf("%6zu  %13.4f  %9.4f  %4.0f %%  %6.0f  %.0f\n", seen.epoch, seen.boundary_loss,
                seen.bulk_loss, 100 * seen.accuracy, ensemble.beta, ensemble.entropy());
  }
  // All that a run needs to go on: its network and how many epochs lie behind it.
  st::studies::LayeredTrainer other(trainer.network(), samples, how, trainer.epochs());
  (void)*trainer.descend(5), (void)*other.descend(5);
  std::printf("on from there: the same weights: %s\n",
              trainer.network().W == other.network().W ? "yes" : "no");
}
