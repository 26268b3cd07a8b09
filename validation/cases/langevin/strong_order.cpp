#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

constexpr int finest = 15;  // 2^15 steps on [0, 1]: the reference

/// End point of one path with 2^level steps; increments are sums of the finest ones of the path `key`.
template <class Stepper>
double end_point(const models::DoubleWell& well, Seed seed, std::uint64_t key, int level) {
  const std::size_t steps = std::size_t{1} << level, sub = std::size_t{1} << (finest - level);
  const double dt = 1.0 / static_cast<double>(steps), fine_scale = std::sqrt(1.0 / static_cast<double>(sub));
  const OneStep step(well, Stepper{}, 0.0, dt);
  double x = 0.2;
  for (std::size_t i = 0; i < steps; ++i) {
    double noise = 0;
    for (std::size_t j = i * sub; j < (i + 1) * sub; ++j)
      noise += fine_scale * random::normal(seed, random::Stream::thermal, key, 0, j);
    x = step({x}, {noise})[0];
  }
  return x;
}

template <class Stepper>
void sweep(Verdict& v, Figure& figure, const Effort& effort, bool shared_path) {
  const models::DoubleWell well{.barrier = 0.25, .T = {0.5}};
  const std::size_t paths = effort.samples(640);
  Series series{.label = Stepper::facts.name, .style = Series::Style::points};
  std::vector<double> reference(paths);
  for (std::size_t p = 0; p < paths; ++p) reference[p] = end_point<Heun>(well, effort.seed, p, finest);
  for (int level = 7; level <= 11; ++level) {
    double sum = 0;
    for (std::size_t p = 0; p < paths; ++p) {
      const std::uint64_t key = shared_path ? p : p + paths * static_cast<std::uint64_t>(level);
      const double d = end_point<Stepper>(well, effort.seed, key, level) - reference[p];
      sum += d * d;
    }
    series.x.push_back(std::ldexp(1.0, -level));
    series.y.push_back(std::sqrt(sum / static_cast<double>(paths)));
  }
  v.checks.push_back(order(std::string(Stepper::facts.name) + ": strong order", series.x, series.y,
                           Stepper::facts.strong_order, 0.1));
  figure.series.push_back(series);
}

template <class... Steppers>
Verdict run(const Effort& effort, std::tuple<Steppers...>, bool shared_path) {
  Verdict v;
  Figure figure{
      .title = "Distance from the path of the finest step",
      .x_label = "dt",
      .y_label = "r.m.s. distance at t = 1",
      .series = {},
      .caption = "All step sizes and steppers see the same Brownian path; the reference is Heun's finest.",
      .log_x = true,
      .log_y = true};
  (sweep<Steppers>(v, figure, effort, shared_path), ...);
  v.figures.push_back(figure);
  return v;
}

const Registered registered{{
    .name = "langevin/strong_order",
    .claim = "Every overdamped stepper follows its Brownian path with the strong order it declares (additive "
             "noise, "
             "double well).",
    .equation = "(⟨|x_{dt}(t) − x(t)|^{2}⟩)^{1/2} ∝ dt^{p}",
    .source = "kloeden1992",
    .tags = {"order", "figure"},
    .check = [](const Effort& e) { return run(e, std::tuple<EulerMaruyama, Heun>{}, true); },
    .sabotage = {"every step size draws a path of its own",
                 [](const Effort& e) { return run(e, std::tuple<EulerMaruyama, Heun>{}, false); }},
}};

}  // namespace
}  // namespace stochtherm::validation
