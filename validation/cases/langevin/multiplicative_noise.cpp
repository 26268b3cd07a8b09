#include <stochtherm/models/brownian/geometric.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "stationary_chain.hpp"
#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

double square(double x) { return x * x; }

/// Mean and variance after n steps of a scheme that is linear in x, from those of one: exact, no random numbers.
struct Moments {
  double mean, variance;
};
template <class M, class S>
Moments after(const OneStep<M, S>& step, double x0, int steps) {
  const Outcomes one = outcomes(step, 1.0);
  const double m = std::pow(average(one, [](const Arrival&a) { return a.x; }), steps),
               s = std::pow(average(one, [](const Arrival&a) { return a.x * a.x; }), steps);
  return {x0 * m, x0 * x0 * (s - m * m)};
}

template <class... Steppers>
Verdict run(std::tuple<Steppers...> steppers) {
  Verdict v;
  const double dt = 0.01;
  const models::GeometricBrownian ito{.m0 = 0.1, .s = 0.4},
      stratonovich{.m0 = 0.1, .s = 0.4, .drift = Calculus::stratonovich};
  const models::VariableMobility trap{.mu0 = 0.7, .w = 1.5, .T = {0.6}};
  Figure figure{.title = "Stationary state where the mobility depends on position",
                .x_label = "dt",
                .y_label = "|error of ⟨x⟩| + |error of ⟨x^{2}⟩|",
                .series = {},
                .caption = "Against Boltzmann's distribution, no random numbers.",
                .log_x = true,
                .log_y = true};
  for_each(steppers, [&]<class S>(S) {
    if constexpr (S::facts.multiplicative_weak_order > 0) {
      const std::string name = S::facts.name;
      if constexpr (S::facts.multiplicative_weak_order >= 1) {
        // Both calculi, and every way to step: the same process.
        for (const auto* model : {&ito, &stratonovich}) {
          const bool first = model == &ito;
          Series error;
          for (int steps = 50; steps <= 800; steps *= 2) {
            const auto exact = after(OneStep(*model, S{}, 0.0, 1.0 / steps), 1, steps);
            error.x.push_back(1.0 / steps);
            error.y.push_back(std::abs(exact.mean - model->mean(1, 1)) +
                              std::abs(exact.variance - model->variance(1, 1)));
          }
          v.checks.push_back(
              order(name + (first ? ", drift in Ito's sense" : ", drift in Stratonovich's sense") +
                        ": order of mean and variance at t = 1, no random numbers",
                    error.x, error.y, S::facts.multiplicative_weak_order, 0.1));
        }
      }
      if constexpr (S::facts.increment == Increment::gaussian) {
        Series error{.label = name, .style = Series::Style::points};
        for (double step = 0.04; step > 3e-3; step /= 2) {
          const StationaryChain chain(OneStep(trap, S{}, 0.0, step), -6, 6);
          const auto x = [](double y) { return y; };
          error.x.push_back(step);
          error.y.push_back(std::abs(chain.average(x) - chain.boltzmann(trap, x)) +
                            std::abs(chain.average(square) - chain.boltzmann(trap, square)));
        }
        if constexpr (!S::facts.metropolised) {
          v.checks.push_back(order(name + ": order of the stationary error", error.x, error.y,
                                   S::facts.multiplicative_weak_order, 0.25));
          figure.series.push_back(error);
        }
      }
    }
  });
  const auto em = after(OneStep(ito, EulerMaruyama{}, 0.0, dt), 1, 100);
  v.checks.push_back(digits("Euler-Maruyama, dt = 0.01: mean at t = 1", em.mean, 1.1051156977, 11));
  v.checks.push_back(digits("Euler-Maruyama, dt = 0.01: variance", em.variance, 0.2112651678, 10));
  v.figures.push_back(figure);
  return v;
}

Verdict with_ensembles(const Effort& effort) {
  Verdict v = run(OverdampedSteppers{});
  const models::GeometricBrownian ito{.m0 = 0.1, .s = 0.4};
  const auto runs = simulate(
      ito, Protocol::constant(0, 1),
      {.dt = 0.01, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads},
      from_point(1.0), EulerMaruyama{});
  v.checks.push_back(
      statistical("Euler-Maruyama, ensemble: mean", estimate_mean(runs->final[0]), 1.1051156977, 0.02));
  v.checks.push_back(statistical("Euler-Maruyama, ensemble: variance", estimate_variance(runs->final[0]),
                                 0.2112651678, 0.03));
  return v;
}

const Registered registered{{
    .name = "langevin/multiplicative_noise",
    .claim = "Where the mobility depends on position, steppers of any calculus move the same process, for "
             "each adds the "
             "drift of its own calculus; the stationary state is Boltzmann's, to the declared order.",
    .equation = "dx = (μF + kTμ′) dt + √(2μkT) dB (Ito) = (μF + kTμ′/2) dt + √(2μkT) ∘ dB (Stratonovich)",
    .source = "gardiner2009, kloeden1992, huetter1998",
    .tags = {"exact", "order", "statistical", "figure"},
    .statistical_checks = 2,
    .check = with_ensembles,
    .sabotage = {"the drift kT mu' is forgotten",
                 [](const Effort&) { return run(std::tuple<WithoutDrift>{}); }},
}};

}  // namespace
}  // namespace stochtherm::validation
