#include <fmt/format.h>

#include <limits>
#include <stochtherm/statistics/exponential_average.hpp>
#include <stochtherm/thermodynamics/thermodynamic_uncertainty.hpp>

#include "audit_laws.hpp"

namespace stochtherm::detail {
namespace {

// Materialities; audit.hpp says where they come from.
constexpr double nats = 0.05, energy_kT = 0.05, equality = 0.05, coarse_step = 0.2, coarse_rotation = 0.5;

}  // namespace

std::vector<Column> resolution_of(const Ensemble& run, const Knowledge& known) {
  const std::size_t n = std::min<std::size_t>(run.size(), 4096), dimension = run.final.size();
  std::vector<Column> all;
  if (!known.additive) return all;
  for (std::size_t c = 0; c < dimension; ++c) {
    const double kT = run.ledger.bath_kT[run.ledger.bath_kT.size() == dimension ? c : 0];
    const double h = known.inertia ? 0.1 * run.dt * std::sqrt(kT / known.mass)
                                   : 0.5 * std::sqrt(2 * known.mobility[c] * kT * run.dt);
    all.push_back(column(n, [&](std::size_t i) {
      const auto slope = [&](const std::vector<Column>& at, double lambda) {
        std::vector<double> q(dimension);
        for (std::size_t k = 0; k < dimension; ++k) q[k] = at[k][i];
        const double here = q[c];
        q[c] = here + h;
        const double up = known.force(q.data(), lambda, c);
        q[c] = here - h;
        return (known.force(q.data(), lambda, c) - up) / (2 * h);
      };
      const double last = known.last_lambda[run.outcome.empty() ? 0 : run.outcome[i]];
      return 0.5 * (slope(run.initial, known.first_lambda) + slope(run.final, last));
    }));
    for (double& slope : all.back())
      slope = known.inertia ? slope * run.dt * run.dt / known.mass : slope * known.mobility[c] * run.dt;
  }
  return all;
}

void check_resolution(Lines& lines, const Ensemble& run, const Knowledge& known,
                      const std::vector<Column>& slopes) {
  for (std::size_t c = 0; c < slopes.size(); ++c) {
    const std::string where = slopes.size() > 1 ? fmt::format(", q{}", c) : "";
    const SampleMean size =
        sample_mean(column(slopes[c].size(), [&](std::size_t i) { return std::abs(slopes[c][i]); }));
    if (known.inertia)
      lines.push_back(audit_line(resolution, "(omega dt)^2 at the ends" + where, size, Relation::at_most,
                                 coarse_rotation * coarse_rotation, 0.1 * coarse_rotation * coarse_rotation,
                                 "dt too large for the frequency of the trap", shorter_step));
    else if (!run.stepper.metropolised)
      lines.push_back(audit_line(resolution, "mu |U''| dt at the ends" + where, size, Relation::at_most,
                                 coarse_step, 0.1 * coarse_step,
                                 "dt too large for the stiffness of the potential", shorter_step));
  }
}

namespace {

/// ln Z and <U> of the Boltzmann distribution of one coordinate, by quadrature; NaN where nothing confines it.
struct Canonical {
  double log_Z, mean_energy;
};

Canonical canonical(const Knowledge& known, double kT, double lambda, const Column& seen) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), negligible = 45;
  const auto u = [&](double x) { return known.energy(x, lambda) / kT; };
  const auto [least, most] = std::minmax_element(seen.begin(), seen.end());
  double low = known.low, high = known.high, bottom = std::numeric_limits<double>::infinity();
  const double reach = std::max(*most - *least, 1e-6 * (1 + std::abs(*most)));
  for (int i = 0; i <= 200; ++i) bottom = std::min(bottom, u(*least - reach + 3 * reach * i / 200));
  const auto outwards = [&](double from, double step) {
    for (int i = 0; i < 200; ++i, from += step, step *= 1.2)
      if (!(u(from) - bottom < negligible)) return from;
    return nan;
  };
  if (!std::isfinite(low)) low = outwards(*least, -0.1 * reach);
  if (!std::isfinite(high)) high = outwards(*most, 0.1 * reach);
  if (!(low < high)) return {nan, nan};
  constexpr int cells = 4000;  // Simpson
  const double h = (high - low) / cells;
  std::vector<double> energy(cells + 1);
  for (int i = 0; i <= cells; ++i) energy[static_cast<std::size_t>(i)] = u(low + h * i);
  bottom = *std::min_element(energy.begin(), energy.end());
  double Z = 0, mean = 0;
  for (std::size_t i = 0; i <= cells; ++i) {
    const double w = (i == 0 || i == cells ? 1.0
                      : i % 2 == 1         ? 4.0
                                           : 2.0) *
                     h / 3 * std::exp(bottom - energy[i]);
    if (w > 0) Z += w, mean += w * energy[i];
  }
  return {std::log(Z) - bottom, kT * mean / Z};
}

void check_equality(Lines& lines, const char* law, const char* what, const Column& exponent) {
  if (*std::min_element(exponent.begin(), exponent.end()) < -300) {
    lines.push_back(audit_line(law, what, std::numeric_limits<double>::infinity(), Relation::equal, 1,
                               equality, "work of the wrong sign", "check the sign of work (on the system)"));
    return;
  }
  const ExponentialAverage average = exponential_average(exponent);
  const Column weights = column(exponent.size(), [&](std::size_t i) { return std::exp(-exponent[i]); });
  if (average.effective_samples < 100 || average.largest_share > 0.05)
    lines.push_back(beyond_the_sample(
        law, what,
        fmt::format(
            "the average rests on {:.1f} of {} trajectories, the rare ones; slower driving or more of them.",
            average.effective_samples, exponent.size()),
        false));
  else
    lines.push_back(audit_line(
        law, what, SampleMean{average.average, sample_mean(weights).skewness}, Relation::equal, 1, equality,
        "a step too large to keep equilibrium, work that is booked wrongly, or information left out",
        "shorten dt; book work where lambda moves at fixed x"));
}

}  // namespace

void check_thermodynamics(Lines& lines, const Ensemble& run, const Knowledge& known) {
  const auto& kTs = run.ledger.bath_kT;
  const bool isothermal = std::all_of(kTs.begin(), kTs.end(), [&](double kT) { return kT == kTs[0]; });
  const bool absorbed =
      std::any_of(run.absorbed_at.begin(), run.absorbed_at.end(), [](double t) { return std::isfinite(t); });
  const double kT = kTs[0];
  const std::size_t n = run.size();
  const bool still = all_zero(run.ledger.work);
  const bool quiet = isothermal && !known.driven && !absorbed && still;  // nothing keeps it from equilibrium

  if (known.start == StartKind::equilibrium && known.one_coordinate && !absorbed) {
    const char* remedy = "hand audit the start that the run had, or shorten dt";
    const Canonical before = canonical(known, kT, known.first_lambda, run.initial[0]);
    if (!std::isfinite(before.log_Z)) {
      lines.push_back(does_not_apply(boltzmann, "nothing confines the coordinate: there is no equilibrium."));
    } else {
      const auto energies = [&](const Column& x) {
        return sample_mean(column(n, [&](std::size_t i) {
          return (known.energy(x[i], known.first_lambda) - before.mean_energy) / kT;
        }));
      };
      lines.push_back(audit_line(boltzmann, "excess of U at the start, kT", energies(run.initial[0]),
                                 Relation::equal, 0, energy_kT,
                                 "a start that is not the equilibrium of the first lambda", remedy));
      if (quiet)
        lines.push_back(audit_line(
            boltzmann, "excess of U at the end, kT", energies(run.final[0]), Relation::equal, 0, energy_kT,
            "dt too large to keep equilibrium, or noise of the wrong temperature", remedy));
      if (!known.driven && isothermal && !still) {
        std::vector<double> cost;
        for (const double lambda : known.last_lambda)
          cost.push_back(before.log_Z - canonical(known, kT, lambda, run.final[0]).log_Z);
        const bool confined =
            std::all_of(cost.begin(), cost.end(), [](double c) { return std::isfinite(c); });
        const Column dissipated = column(n, [&](std::size_t i) {
          return run.ledger.work[i] / kT - cost[run.outcome.empty() ? 0 : run.outcome[i]] +
                 run.ledger.information[i];
        });
        const bool feedback = !run.outcome.empty();
        if (!confined) {
          lines.push_back(does_not_apply(jarzynskis, "nothing confines the coordinate at the last lambda."));
        } else {
          lines.push_back(audit_line(second_law, feedback ? "(W - dF)/kT + I, nats" : "(W - dF)/kT, nats",
                                     sample_mean(dissipated), Relation::at_least, 0, nats,
                                     "work of the wrong sign, information left out, or dt too large",
                                     "check the sign of work (on the system); shorten dt"));
          check_equality(lines, feedback ? sagawa_uedas : jarzynskis,
                         feedback ? "<exp(-(W - dF)/kT - I)>" : "<exp(-(W - dF)/kT)>", dissipated);
        }
      }
    }
  }
  if (known.inertia && quiet && known.start == StartKind::equilibrium)
    for (std::size_t c = 0; c < run.final_velocity.size(); ++c)
      lines.push_back(audit_line(equipartition, fmt::format("m v^2/kT at the end, q{}", c),
                                 sample_mean(squared(run.final_velocity[c])).scaled(known.mass / kT),
                                 Relation::equal, 1, energy_kT,
                                 "dt too large, or noise of the wrong temperature", shorter_step));
  if (known.start == StartKind::stationary && still && !absorbed) {
    const auto medium = run.ledger.medium_entropy();
    lines.push_back(audit_line(second_law, "entropy given to the medium, nats", sample_mean(medium),
                               Relation::at_least, 0, nats,
                               "heat of the wrong sign, or given to the wrong bath",
                               "check the sign of heat (into the system) and which bath is whose"));
    if (known.driven && known.one_coordinate && !known.inertia && n >= 100) {
      const Column current = column(n, [&](std::size_t i) { return run.final[0][i] - run.initial[0][i]; });
      const Estimate flow = estimate_mean(current);
      if (std::abs(flow.mean) > 10 * flow.std_error && run.absorbed_at.empty())
        lines.push_back(audit_line(uncertainty, "Var J <S>/2<J>^2, J the displacement",
                                   SampleMean{thermodynamic_uncertainty(current, medium).product},
                                   Relation::at_least, 1, 0.1,
                                   "heat or noise too small, or a current that another force drives",
                                   "check the work of the driving force and the noise"));
      else
        lines.push_back(does_not_apply(uncertainty, "no current that stands out of its fluctuations."));
    }
  }
}

}  // namespace stochtherm::detail
