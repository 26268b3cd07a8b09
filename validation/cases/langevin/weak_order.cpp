#include <gauss_hermite.hpp>
#include <polynomial_generator.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Heun whose predictor forgets the noise: consistent, but of weak order 1 only.
struct DeafPredictor {
  static constexpr StepperFacts facts = Heun::facts;
  template <class Dynamics, class X>
  static X step(const Dynamics& at, const X& x, const X& z) {
    const X drift = at.drift(x);
    return x + at.half(drift + at.drift(x + drift)) + at.noise(x, z);
  }
};

template <class Stepper>
void sweep(Verdict& v, Figure& figure) {
  const models::DoubleWell well{.barrier = 1, .T = {0.6}};
  const double kT = well.T.kT, x0 = 0.7;
  const oracles::Polynomial drift{0, 4 * well.barrier, 0, -4 * well.barrier};
  const oracles::NormalAverage average(24);
  for (const auto& [moment, f] :
       {std::pair{"⟨x⟩", oracles::Polynomial{0, 1}}, {"⟨x^{2}⟩", oracles::Polynomial{0, 0, 1}}}) {
    Series series{.label = std::string(Stepper::facts.name) + ", " + moment, .style = Series::Style::points};
    for (double dt = 1.0 / 128; dt > 4e-4; dt /= 2) {
      const OneStep step(well, Stepper{}, 0.0, dt);
      const double stepped = average([&](double z) { return oracles::value(f, step({x0}, {z})[0]); });
      series.x.push_back(dt);
      series.y.push_back(std::abs(stepped - oracles::expectation(drift, kT, f, x0, dt)));
    }
    v.checks.push_back(order(series.label + ": order of the one-step error", series.x, series.y,
                             Stepper::facts.weak_order + 1, 0.05));
    figure.series.push_back(series);
  }
}

template <class... Steppers>
Verdict run(std::tuple<Steppers...>) {
  Verdict v;
  Figure figure{.title = "Error of one step, no random numbers",
                .x_label = "dt",
                .y_label = "|error of the moment|",
                .series = {},
                .caption = "A weak order p shows as a one-step error of order p + 1.",
                .log_x = true,
                .log_y = true};
  (sweep<Steppers>(v, figure), ...);
  v.figures.push_back(figure);
  return v;
}

const Registered registered{{
    .name = "langevin/weak_order",
    .claim = "Every overdamped stepper has the weak order it declares: one-step moments in a double well, "
             "averaged over "
             "the noise by exact quadrature, against the expansion in the generator.",
    .equation = "⟨f(x_{dt})⟩ = Σ_{k} dt^{k}/k! (L^{k}f)(x_{0}),  L = μF ∂_{x} + μkT ∂_{x}^{2}",
    .source = "kloeden1992",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(std::tuple<EulerMaruyama, Heun, Milstein, EndPoint, WeakTwo>{}); },
    .sabotage = {"Heun's predictor forgets the noise",
                 [](const Effort&) { return run(std::tuple<DeafPredictor>{}); }},
}};

}  // namespace
}  // namespace stochtherm::validation
