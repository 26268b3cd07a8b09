// Is this run to be believed? Ask the accountant: once at a sound step, once at one that is 20 times too large.
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const st::models::DoubleWell well{.barrier = 1.5};
  const auto tilt = st::Protocol::linear(0.0, 0.5, 1.0);
  for (const double dt : {2e-3, 4e-2}) {
    const auto run =
        st::simulate(well, tilt, {.dt = dt, .trajectories = 10'000, .seed = 1, .evidence = true});
    const auto audit = st::audit(*run, well, tilt);
    std::printf("dt = %g\n\n%s\n", dt, audit.text().c_str());
  }
}
