#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/leimkuhler_matthews.hpp>
#include <stochtherm/studies/szilard_engine.hpp>

namespace stochtherm::studies {

SzilardCycles run_szilard_engine(const models::SzilardWell& well, double error, double duration,
                                 const Run& run) {
  Run cycles = run;
  cycles.dt = dividing_step(duration, run.dt);
  auto reading = Measurement::side(0, error);
  reading.probability = {0.5, 0.5};
  // One step of rest: the particle is in equilibrium when it is looked at.
  const auto runs =
      simulate_with_feedback(well, Protocol::constant(0, cycles.dt), reading,
                             {Protocol::linear(0, -1, duration), Protocol::linear(0, 1, duration)}, cycles,
                             from_equilibrium, LeimkuhlerMatthews{});
  return {estimate_mean(runs->ledger.work), estimate_mean(runs->ledger.information),
          sagawa_ueda(runs->ledger)};
}

SzilardDensity szilard_density(const models::SzilardWell& well, double error, double duration,
                               const OnAGrid& grid) {
  const auto forth = Protocol::linear(0, 1, duration);
  const double dt = dividing_step(duration, grid.dt);
  const FokkerPlanck1D fp(well, Grid1D::uniform(-grid.reach, grid.reach, grid.cells, Edge::reflecting), 0.0);
  const auto likelihood = [=](double x) { return x > 0 ? 1 - error : error; };  // of reading "right"
  const Density rest = fp.equilibrium();
  std::vector<double> told(rest.masses().begin(), rest.masses().end());
  for (std::size_t i = 0; i < told.size(); ++i) told[i] *= 2 * likelihood(fp.grid().centre(i));
  const auto driven = fp.drive(Density(fp.grid(), told), forth, dt, Sdirk2{});
  const auto back = fp.drive(rest, forth.reversed(), dt, Sdirk2{});
  return {driven->ledger.work, 2 * back->density.expectation(likelihood)};
}

}  // namespace stochtherm::studies
