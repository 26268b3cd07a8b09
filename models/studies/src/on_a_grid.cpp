#include <cmath>
#include <stochtherm/studies/on_a_grid.hpp>

namespace stochtherm::studies {

double dividing_step(double duration, double dt) {
  require_positive(duration, "the duration must be positive", "duration");
  require_positive(dt, "the time step must be positive", "dt");
  return duration / std::ceil(duration / dt * (1 - 1e-12));
}

}  // namespace stochtherm::studies
