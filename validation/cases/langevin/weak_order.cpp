#include <polynomial_generator.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/validation/case.hpp>

#include "one_step_outcomes.hpp"
#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

using oracles::Polynomial;

/// The error is the sum over the moments of order 1 to 5 of the step's displacement of |moment - exact|; `arrivals(dt)` are
/// the outcomes of a step dt, `exact(dt, f)` is <f> after it.
template <class Arrivals, class Exact>
void check_order(Verdict& v, Figure& figure, const std::string& what, double weak_order, int variables,
                 double x0, double v0, double first_step, Arrivals arrivals, Exact exact) {
  Series series{.label = what, .style = Series::Style::points};
  for (double dt = first_step; dt > first_step / 40; dt /= 2) {
    const Outcomes stepped = arrivals(dt);
    double error = 0;
    for (int i = 0; i <= 5; ++i)
      for (int j = 0; j <= (variables == 2 ? 5 - i : 0); ++j) {
        if (i + j == 0) continue;
        const double moment =
            average(stepped, [&](const Arrival& a) { return std::pow(a.x - x0, i) * std::pow(a.v - v0, j); });
        error += std::abs(moment - exact(dt, oracles::centred_power(i, j, x0, v0)));
      }
    series.x.push_back(dt);
    series.y.push_back(error);
  }
  v.checks.push_back(order(what + ": order of the one-step error", series.x, series.y, weak_order + 1, 0.06));
  figure.series.push_back(series);
}

template <class S, class M>
void overdamped(Verdict& v, Figure& figure, const M& model, const oracles::Diffusion& diffusion, double x0,
                double weak_order) {
  // Where a rejection is likely the next order is only a factor sqrt(dt) smaller.
  check_order(
      v, figure, S::facts.name, weak_order, 1, x0, 0, S::facts.metropolised ? 1e-4 : 1.0 / 256,
      [&](double dt) { return outcomes(OneStep(model, S{}, 0.0, dt), x0); },
      [&](double dt, const Polynomial& f) { return diffusion.expectation(f, x0, 0, dt); });
}

Figure figure_of(const char* title) {
  return {.title = title,
          .x_label = "dt",
          .y_label = "error of the moments",
          .series = {},
          .caption =
              "Sum of the errors of the first five moments of a step. A weak order p shows as p + 1. Coins, "
              "dice and normals give the same points where their moments suffice.",
          .log_x = true,
          .log_y = true};
}

template <class... Steppers>
Verdict run(std::tuple<Steppers...> steppers) {
  Verdict v;
  Figure additive = figure_of("Error of one step, no random numbers"),
         uneven = figure_of("The same where the mobility depends on position"),
         inertia = figure_of("With inertia");
  for_each(steppers, [&]<class S>(S) {
    if constexpr (S::facts.motion == Motion::underdamped) {
      const QuarticTrap trap;
      const double gamma = 1 / (trap.mu.mu * trap.m), x0 = 0.7, v0 = -0.4;
      const oracles::Diffusion klein_kramers{
          {{{{0, 1}, 1.0}}, {{{0, 1}, -gamma}, {{1, 0}, -trap.k / trap.m}, {{3, 0}, -trap.q / trap.m}}},
          {{}, {{{0, 0}, gamma * trap.T.kT / trap.m}}}};
      check_order(
          v, inertia, S::facts.name, S::facts.weak_order, 2, x0, v0, 1.0 / 32,
          [&](double dt) { return outcomes(OneStep(trap, S{}, 0.0, dt), x0, v0); },
          [&](double dt, const Polynomial& f) { return klein_kramers.expectation(f, x0, v0, dt); });
    } else if constexpr (S::facts.harmonic) {  // exact at fixed lambda: what is left is lambda's motion
      const models::DraggedTrap trap{.k = 2, .T = {0.6}, .mu = {0.7}};
      const double x0 = 0.3, speed = 0.8;
      check_order(
          v, additive, S::facts.name, S::facts.weak_order, 1, x0, 0, 1.0 / 32,
          [&](double dt) { return outcomes(OneStep(trap, S{}, speed * dt / 2, dt), x0); },
          [&](double dt, const Polynomial& f) {
            const double rate = trap.mu.mu * trap.k, keep = std::exp(-rate * dt);
            const double mean = x0 * keep + speed * (dt + std::expm1(-rate * dt) / rate);
            const double sd = std::sqrt(-std::expm1(-2 * rate * dt) * trap.T.kT / trap.k);
            return oracles::NormalAverage(10)([&](double z) { return oracles::value(f, mean + sd * z); });
          });
    } else {
      const QuarticTrap trap;
      const double mu = trap.mu.mu, kT = trap.T.kT;
      overdamped<S>(v, additive, trap,
                    {{{{{1, 0}, -mu * trap.k}, {{3, 0}, -mu * trap.q}}}, {{{{0, 0}, mu * kT}}}}, 0.7,
                    S::facts.weak_order);
      if constexpr (S::facts.position_dependent_mobility) {
        const UnevenTrap place;
        const double a = place.a, k = place.k, q = place.q;
        // mu (1 + a x^2) (-k x - q x^3) + kT mu 2 a x, and D = kT mu (1 + a x^2)
        overdamped<S>(
            v, uneven, place,
            {{{{{1, 0}, mu * (2 * a * kT - k)}, {{3, 0}, -mu * (q + a * k)}, {{5, 0}, -mu * a * q}}},
             {{{{0, 0}, kT * mu}, {{2, 0}, kT * mu * a}}}},
            0.7, S::facts.multiplicative_weak_order);
        v.checks.back().what = "variable mobility, " + v.checks.back().what;
      }
    }
  });
  for (Figure& figure : std::array{additive, uneven, inertia})
    if (!figure.series.empty()) v.figures.push_back(std::move(figure));
  return v;
}

/// Heun whose predictor forgets the noise: consistent, but of weak order 1 only.
struct DeafPredictor {
  static constexpr StepperFacts facts = [] {
    StepperFacts f = Heun::facts;
    f.position_dependent_mobility = false;
    return f;
  }();
  template <class Dynamics, class X>
  static X step(const Dynamics& at, const X& x, const X& z) {
    const X drift = at.drift(x);
    return x + at.half(drift + at.drift(x + drift)) + at.noise(x, z);
  }
};

const Registered registered{{
    .name = "langevin/weak_order",
    .claim = "Every stepper has the weak order that it declares, with constant mobility, with a mobility "
             "that depends on "
             "position where it admits one, and with inertia: one-step moments, averaged over the noise "
             "without random "
             "numbers, against the expansion in the generator.",
    .equation =
        "⟨(x_{dt} − x_{0})^{n}⟩ = Σ_{k} dt^{k}/k! (L^{k}(x − x_{0})^{n})(x_{0}) + O(dt^{p+1}),  n = 1 … 5",
    .source = "kloeden1992, leimkuhler2013, bourabee2010",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(AllSteppers{}); },
    .sabotage = {"Heun's predictor forgets the noise",
                 [](const Effort&) { return run(std::tuple<DeafPredictor>{}); }},
}};

}  // namespace
}  // namespace stochtherm::validation
