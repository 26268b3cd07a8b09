// Move a trap by 2 in a time of 2.688: at constant speed, and by the protocol that costs the least work.
// The best protocol jumps at both ends; this is the duration at which constant speed wastes the most.
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const st::models::DraggedTrap trap{.k = 1.0, .T = {1.0}, .mu = {1.0}};
  const double distance = 2, duration = 2.688;
  const st::Run run{.dt = duration / 128, .trajectories = 200'000, .seed = 7};
  const auto [steady, best] = st::studies::least_work(trap, distance, duration, run);
  const auto W = st::estimate_mean(steady.work), least = st::estimate_mean(best.work);
  std::printf("constant speed  %.3f ± %.3f   (exact %.4f)\n", W.mean, W.std_error, steady.expected);
  std::printf("two jumps       %.3f ± %.3f   (exact %.4f)\n", least.mean, least.std_error, best.expected);
  std::printf("each jump       %.3f of a distance of %.0f\n", best.protocol(0), distance);
  std::printf("saved  %.1f %%\n", 100 * (1 - best.expected / steady.expected));
}
