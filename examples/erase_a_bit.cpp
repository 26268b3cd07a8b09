// Erase one bit in a double well, fast and slowly: what it costs, how often it works, what it must cost at least.
#include <cstdio>
#include <initializer_list>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const st::models::ErasureWell bit;  // barrier 8 -> 2 -> 8 kT, tilt 0 -> 6 -> 0
  std::printf("duration  work/kT          success          ln 2 - h(success)  in that time\n");
  for (const double duration : {5.0, 20.0, 80.0}) {
    const auto cycle =
        st::studies::erase_one_bit(bit, duration, {.dt = 5e-3, .trajectories = 4000, .seed = 1});
    const double success = cycle.success.mean;
    std::printf("%-8g  %.3f ± %.3f    %.4f ± %.4f  %.3f              %.3f\n", duration, cycle.work.mean,
                cycle.work.std_error, success, cycle.success.std_error, bit.landauer_bound(success),
                bit.finite_time_bound(duration));
  }
  // The bead of the first experiment: the same in seconds and joules.
  const auto bead = st::models::ErasureExperiment::berut2012(20);
  const auto density =
      st::studies::erase_density(bead.reduced(), bead.scales().reduced_time(bead.duration()), {});
  std::printf("a bead of 2 um in water, %.0f s: %.2e J of heat, kT ln 2 is %.2e J\n", bead.duration(),
              bead.scales().joules(density.heat_released), st::landauer_bound(st::nats(1), 300));
}
