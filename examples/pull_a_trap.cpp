// Pull a particle along in a trap, at any speed, and ask for the free energy.
// The trap only moves, so the free energy must not change; the work is never zero.
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const st::models::DraggedTrap trap{.k = 2.0, .T = {1.0}};
  const auto pull = st::Protocol::linear(0.0, 3.0, 5.0);  // from 0 to 3 in a time of 5
  const auto runs =
      st::simulate(trap, pull, {.dt = 1e-2, .trajectories = 100'000, .seed = 7}, st::from_equilibrium);
  const auto work = st::estimate_mean(runs->ledger.work);
  const auto dF = st::jarzynski(runs->ledger);
  std::printf("mean work  %.3f ± %.3f   (exact %.3f)\n", work.mean, work.std_error,
              trap.mean_work(3.0 / 5.0, 5.0));
  std::printf("dF         %.3f ± %.3f   (exact 0)\n", dF.mean, dF.std_error);
  std::printf("first law  closed to %.0e on the worst of %zu trajectories\n",
              runs->ledger.worst_first_law_residual(), runs->ledger.size());
}
