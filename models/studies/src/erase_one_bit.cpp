#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/leimkuhler_matthews.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/studies/erase_one_bit.hpp>
#include <stochtherm/thermodynamics/finite_time_landauer.hpp>
#include <stochtherm/thermodynamics/wasserstein.hpp>

namespace stochtherm::studies {
namespace {

double right(double x) { return x > 0 ? 1 : 0; }

// Sums of weights 1/error^2, of w/t, w/t^2, w y, w y/t.
struct Sums {
  double w = 0, x = 0, xx = 0, y = 0, xy = 0;
  Sums(std::span<const double> duration, std::span<const Estimate> heat) {
    require(duration.size() == heat.size(), "there must be a heat for each duration", "heats",
            static_cast<double>(heat.size()), "fit_landauer");
    for (std::size_t i = 0; i < heat.size(); ++i) {
      require_positive(duration[i], "the duration must be positive", "duration", "fit_landauer");
      require_positive(heat[i].std_error, "a fit needs the standard error of each heat", "std_error",
                       "fit_landauer");
      const double weight = 1 / (heat[i].std_error * heat[i].std_error), t = 1 / duration[i],
                   q = heat[i].mean;
      w += weight, x += weight * t, xx += weight * t * t, y += weight * q, xy += weight * t * q;
    }
  }
};

double chi_square(const LandauerFit& fit, std::span<const double> duration, std::span<const Estimate> heat) {
  double sum = 0;
  for (std::size_t i = 0; i < heat.size(); ++i) {
    const double z = heat[i].z(fit.A + fit.B / duration[i]);
    sum += z * z;
  }
  return sum;
}

}  // namespace

Erasure erase_one_bit(const models::ErasureWell& well, double duration, const Run& run) {
  Run cycles = run;
  cycles.dt = dividing_step(duration, run.dt);
  const auto runs =
      simulate(well, Protocol::linear(0, 1, duration), cycles, from_equilibrium, LeimkuhlerMatthews{});
  std::vector<double> released = runs->ledger.heat[0], success = runs->final[0];
  for (double& heat : released) heat = -heat;
  for (double& x : success) x = right(x);
  return {duration, estimate_mean(runs->ledger.work), estimate_mean(released), estimate_mean(success)};
}

ErasureOfDensity erase_density(const models::ErasureWell& well, double duration, const OnAGrid& grid) {
  const FokkerPlanck1D fp(well, Grid1D::uniform(-grid.reach, grid.reach, grid.cells, Edge::reflecting), 0.0);
  const Density start = fp.equilibrium();
  const auto driven =
      fp.drive(start, Protocol::linear(0, 1, duration), dividing_step(duration, grid.dt), Sdirk2{});
  const Ledger& ledger = driven->ledger;
  const double kT = well.T.kT, change = ledger.energy_change - kT * ledger.system_entropy_change;
  return {.duration = duration,
          .work = ledger.work,
          .heat_released = -ledger.heat(),
          .success = driven->density.expectation(right),
          .free_energy_change = change,
          .least_work = finite_time_work_bound(change, squared_wasserstein(start, driven->density),
                                               well.mu.mu * kT, duration, kT)};
}

LandauerFit fit_landauer(std::span<const double> duration, std::span<const Estimate> heat) {
  const Sums s(duration, heat);
  const double determinant = s.w * s.xx - s.x * s.x;
  require(heat.size() >= 2 && determinant > 0, "a straight line needs two different durations", "durations",
          static_cast<double>(heat.size()));
  LandauerFit fit;
  fit.A = (s.xx * s.y - s.x * s.xy) / determinant;
  fit.B = (s.w * s.xy - s.x * s.y) / determinant;
  fit.A_error = std::sqrt(s.xx / determinant);
  fit.B_error = std::sqrt(s.w / determinant);
  fit.chi_square = chi_square(fit, duration, heat);
  fit.degrees_of_freedom = heat.size() - 2;
  return fit;
}

LandauerFit fit_landauer_with_ln2(std::span<const double> duration, std::span<const Estimate> heat) {
  const Sums s(duration, heat);
  require(!heat.empty(), "a fit needs a duration", "durations", 0.0);
  LandauerFit fit{
      .A = constants::ln2, .B = (s.xy - constants::ln2 * s.x) / s.xx, .B_error = 1 / std::sqrt(s.xx)};
  fit.chi_square = chi_square(fit, duration, heat);
  fit.degrees_of_freedom = heat.size() - 1;
  return fit;
}

ErasureSweep erase_as_berut(std::span<const double> tilt_times, const Run& run) {
  ErasureSweep sweep;
  for (const double tilt_time : tilt_times) {
    const auto experiment = models::ErasureExperiment::berut2012(tilt_time);
    const Scales scales = experiment.scales();
    Run reduced = run;
    reduced.dt = scales.reduced_time(run.dt);
    // Trajectories of their own: the fits take the heats for independent.
    reduced.first_trajectory += sweep.duration.size() * run.trajectories;
    const Erasure cycle =
        erase_one_bit(experiment.reduced(), scales.reduced_time(experiment.duration()), reduced);
    sweep.duration.push_back(experiment.duration());
    sweep.heat_released.push_back(cycle.heat_released);
    sweep.success.push_back(cycle.success);
  }
  sweep.free = fit_landauer(sweep.duration, sweep.heat_released);
  sweep.with_ln2 = fit_landauer_with_ln2(sweep.duration, sweep.heat_released);
  return sweep;
}

}  // namespace stochtherm::studies
