// A free energy from irreversible work that is not normal: Jarzynski, Crooks and Bennett on the breathing trap.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/studies/least_work.hpp>
#include <stochtherm/thermodynamics/jarzynski.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

const models::BreathingTrap trap{.T = {0.6}, .mu = {0.7}};
constexpr double soft = 1, stiff = 4;

/// `unit` divides the free energy; 1 is the truth.
Verdict run(const Effort& effort, double unit) {
  Verdict v;
  const double kT = trap.T.kT;
  std::uint64_t experiment = 0;
  for (const double t : {0.3, 1.5, 8.0}) {
    const double steps = std::ceil(t / 0.02);
    auto study = studies::stiffening_free_energy(trap, soft, stiff, t,
                                                 {.dt = t / steps,
                                                  .trajectories = effort.samples(100'000),
                                                  .seed = effort.seed,
                                                  .first_trajectory = experiment++ << 32,
                                                  .threads = effort.threads});
    const double exact = study.exact / unit;
    const std::string at = fmt::format("stiffness {} → {} in {}: ", soft, stiff, t);
    // Unbiased at any number of runs: the exponential, not its logarithm.
    v.checks.push_back(
        statistical(at + "⟨e^{−(W − ΔF)/kT}⟩", exponential_work_average(study.work, kT, exact), 1, 0.1));
    // Fast softening gains so much from rare wide starts that the variance of e^{−W/kT} is infinite (in no time: when
    // the stiffness falls below half): no error bar, and no test.
    if (t == 8.0)
      v.checks.push_back(statistical(at + "⟨e^{−(W + ΔF)/kT}⟩ of the way back",
                                     exponential_work_average(study.reverse, kT, -exact), 1, 0.1));
    v.checks.push_back(statistical(at + "ΔF by Bennett's acceptance ratio", study.bennett, exact, 0.06 * kT));
    v.checks.push_back(statistical(at + "work at which both ways are equally likely", study.crooks.crossing,
                                   exact, 0.2 * kT));
    v.checks.push_back(statistical(at + "Crooks' slope", study.crooks.slope, 1, 0.35));
    const auto moments = trap.work(Protocol::linear(soft, stiff, t)),
               back = trap.work(Protocol::linear(stiff, soft, t));
    v.checks.push_back(statistical(at + "⟨W⟩", estimate_mean(study.work), moments.mean, 0.15 * kT));
    v.checks.push_back(
        statistical(at + "Var W", estimate_variance(study.work), moments.variance, 1.5 * kT * kT));
    v.checks.push_back(
        statistical(at + "⟨W⟩ of the way back", estimate_mean(study.reverse), back.mean, 0.1 * kT));
    v.checks.push_back(statistical(at + "Var W of the way back", estimate_variance(study.reverse),
                                   back.variance, 0.2 * kT * kT));
    v.remarks.push_back(
        fmt::format("{}ΔF/kT = {:.4f} ± {:.4f} by Jarzynski's equality from one way, {:.4f} ± {:.4f} by "
                    "Bennett's ratio from both; ln 2 = 0.6931.",
                    at, study.jarzynski.mean / kT, study.jarzynski.std_error / kT, study.bennett.mean / kT,
                    study.bennett.std_error / kT));
    if (t != 1.5) continue;
    for (double& w : study.work) w /= kT;
    for (double& w : study.reverse) w /= -kT;
    Series there = histogram_points("stiffening, p(W)", Histogram(study.work, -0.5, 5, 55));
    Series back_again = histogram_points("softening, p(−W)", Histogram(study.reverse, -0.5, 5, 55));
    double top = 0;
    for (const double y : back_again.y) top = std::max(top, y);
    v.figures.push_back({.title = "The work distributions cross at the free energy",
                         .x_label = "work W/kT",
                         .y_label = "probability density",
                         .series = {there,
                                    back_again,
                                    {.label = "ΔF = kT ln 2",
                                     .x = {std::log(2), std::log(2)},
                                     .y = {0, top},
                                     .error = {},
                                     .style = Series::Style::dashed}},
                         .caption = fmt::format(
                             "From stiffness 1 to 4 and back in a time of {}, 1.05 relaxation times at the "
                             "start. Work by stiffening is not normal: it cannot be negative.",
                             t)});
    Series points{.label = "bins", .style = Series::Style::points};
    for (const LogRatio& bin : study.crooks.bins) points.add(bin.at / kT, bin.value, bin.std_error);
    const double from = points.x.front(), to = points.x.back();
    v.figures.push_back({.title = "Crooks' theorem for work that is not normal",
                         .x_label = "work W/kT",
                         .y_label = "ln[P_{F}(W)/P_{R}(−W)]",
                         .series = {points,
                                    {.label = "(W − ΔF)/kT",
                                     .x = {from, to},
                                     .y = {from - std::log(2), to - std::log(2)},
                                     .error = {},
                                     .style = Series::Style::dashed}},
                         .caption = "The line is the theorem, not a fit."});
  }
  return v;
}

const Registered registered{{
    .name = "studies/stiffening_free_energy",
    .claim = "The work of making a trap four times as stiff, too fast for equilibrium, gives the free energy "
             "kT ln 2 by "
             "Jarzynski's equality, by Crooks' crossing and by Bennett's ratio, and has the exact mean and "
             "variance.",
    .equation = "⟨e^{−W/kT}⟩ = e^{−ΔF/kT},   P_{F}(W)/P_{R}(−W) = e^{(W − ΔF)/kT},   ΔF = (kT/2) "
                "ln(k_{f}/k_{i}) = kT ln 2",
    .source = "jarzynski1997, crooks1999, bennett1976, shirts2003, speck2011",
    .tags = {"statistical", "figure"},
    .statistical_checks = 25,
    .check = [](const Effort& e) { return run(e, 1); },
    .sabotage = {.description = "The free energy is counted in bits: ΔF/(kT ln 2) for ΔF/kT.",
                 .check = [](const Effort& e) { return run(e, std::log(2)); }},
}};

}  // namespace
}  // namespace stochtherm::validation
