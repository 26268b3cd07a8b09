#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/studies/giant_diffusion.hpp>

#include "diffusion_between.hpp"

namespace stochtherm::studies {

TiltedDiffusion tilted_diffusion(const models::DrivenRing& ring, double relaxation, double duration,
                                 const Run& run) {
  require_positive(relaxation, "the start must be given time to be forgotten", "relaxation");
  require_positive(duration, "the time to measure must be positive", "duration");
  Run watched = run;
  watched.record = {
      .times = {relaxation},
      .what = {{"x", [](const Ensemble& now, std::size_t i) { return now.final[0][i]; }},
               {"Q", [](const Ensemble& now, std::size_t i) { return now.ledger.heat[0][i]; }}}};
  const auto runs = simulate(ring, Protocol::constant(0, relaxation + duration), watched);
  const Column &x0 = runs->records["x"][0], &Q0 = runs->records["Q"][0], &x = runs->final[0];
  Column velocity(runs->size()), entropy(runs->size());
  for (std::size_t i = 0; i < runs->size(); ++i) {
    velocity[i] = (x[i] - x0[i]) / duration;
    entropy[i] = (Q0[i] - runs->ledger.heat[0][i]) / (ring.T.kT * duration);
  }
  return {estimate_mean(velocity), diffusion_between(x0, x, duration), estimate_mean(entropy)};
}

}  // namespace stochtherm::studies
