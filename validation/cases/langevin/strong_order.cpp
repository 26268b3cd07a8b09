#include <array>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

/// Standard increments of one Brownian path on [0, 1], for every step 2^-level.
class Path {
 public:
  Path(Seed seed, std::uint64_t key, int finest) {
    std::vector<double> z(std::size_t{1} << finest);
    for (std::size_t i = 0; i < z.size(); i += random::draws_per_block) {
      const auto six = random::normal_block<1>(seed, random::Stream::thermal, simd::Word<1>(key), 0,
                                               i / random::draws_per_block);
      for (std::size_t j = 0; j < std::min(six.size(), z.size() - i); ++j) z[i + j] = six[j][0];
    }
    for (int level = finest; level >= 0; --level) {
      std::vector<double> coarser(std::size_t{1} << level >> 1);
      for (std::size_t i = 0; i < coarser.size(); ++i)
        coarser[i] = (z[2 * i] + z[2 * i + 1]) / std::sqrt(2.0);
      levels_[static_cast<std::size_t>(level)].swap(z);
      z.swap(coarser);
    }
  }
  [[nodiscard]] const std::vector<double>& at(int level) const {
    return levels_[static_cast<std::size_t>(level)];
  }

 private:
  std::array<std::vector<double>, 20> levels_;
};

/// What decides about acceptance, and what a stepper remembers at the start: independent of the path.
struct Chance {
  Seed seed;
  std::uint64_t key;
  [[nodiscard]] bool accepts(std::size_t step, double log_ratio) const {
    return std::log(random::uniform(seed, random::Stream::acceptance, key, 0, step)) < log_ratio;
  }
};

using Point = Vec<double, 1>;
using State = Phase<Point>;
constexpr double x0 = 0.4, v0 = -0.3;

/// Position and velocity at t = 1. `rejecting`: false lets a Metropolised stepper keep every move.
template <class S, class M>
State end_point(const M& model, const Path& path, int level, const Chance& chance, bool rejecting = true) {
  const OneStep step(model, S{}, 0.0, std::ldexp(1.0, -level));
  State s{{x0}, {v0}};
  Point last{random::normal(chance.seed, random::Stream::stepper_memory, chance.key, 0, 0)};
  const auto& z = path.at(level);
  for (std::size_t i = 0; i < z.size(); ++i) {
    if constexpr (S::facts.motion == Motion::underdamped) {
      s = step(s, {z[i]});
    } else if constexpr (S::facts.metropolised) {
      const Point y = step(s.q, {z[i]});
      if (!rejecting || chance.accepts(i, step.log_acceptance(s.q, y))) s.q = y;
    } else if constexpr (S::facts.remembers) {
      s.q = step(s.q, {z[i]}, last);
    } else {
      s.q = step(s.q, {z[i]});
    }
  }
  return s;
}

double square(double x) { return x * x; }

/// r.m.s. distance from `Reference` on the finest step of the same path.
template <class S, class Reference, class M>
Series distances(const Effort& effort, const M& model, int coarsest, int finest, bool shared_path) {
  Series series{.label = S::facts.name, .style = Series::Style::points};
  const std::size_t paths = 60 + effort.samples(110);
  std::vector<double> sum(5);
  for (std::uint64_t p = 0; p < paths; ++p) {
    const Path path(effort.seed, p, finest);
    const State exact = end_point<Reference>(model, shared_path ? path : Path(effort.seed, p + paths, finest),
                                             finest, {effort.seed, p});
    for (int i = 0; i < 5; ++i) {
      const State s = end_point<S>(model, path, coarsest + i, {effort.seed, p});
      sum[static_cast<std::size_t>(i)] +=
          square(s.q[0] - exact.q[0]) +
          (S::facts.motion == Motion::underdamped ? square(s.v[0] - exact.v[0]) : 0);
    }
  }
  for (int i = 0; i < 5; ++i) {
    series.x.push_back(std::ldexp(1.0, -coarsest - i));
    series.y.push_back(std::sqrt(sum[static_cast<std::size_t>(i)] / static_cast<double>(paths)));
  }
  return series;
}

/// r.m.s. distance from the same stepper, had it kept every move: what rejections cost. Without them the stepper has the
/// order of its proposals, which is not lower.
template <OverdampedStepper S, class M>
Series distances_by_rejection(const Effort& effort, const M& model) {
  Series series{.label = S::facts.name, .style = Series::Style::points};
  const std::size_t paths = 2500 + effort.samples(2500);
  for (int level = 4; level <= 8; ++level) {
    double sum = 0;
    for (std::uint64_t p = 0; p < paths; ++p) {
      const Path path(effort.seed, p, 8);
      const State s = end_point<S>(model, path, level, {effort.seed, p}),
                  all = end_point<S>(model, path, level, {effort.seed, p}, false);
      sum += square(s.q[0] - all.q[0]);
    }
    series.x.push_back(std::ldexp(1.0, -level));
    series.y.push_back(std::sqrt(sum / static_cast<double>(paths)));
  }
  return series;
}

/// The same with inertia, where a rejection is too rare to wait for: each move of a path is undone in turn, and the square
/// of the distance that this makes is weighted with the probability that it happens.
template <UnderdampedStepper S, class M>
Series distances_by_rejection(const Effort& effort, const M& model) {
  Series series{.label = S::facts.name, .style = Series::Style::points};
  const std::size_t paths = 150 + effort.samples(800);
  for (int level = 4; level <= 7; ++level) {
    const OneStep step(model, S{}, 0.0, std::ldexp(1.0, -level));
    const std::size_t steps = std::size_t{1} << level;
    double sum = 0;
    for (std::uint64_t p = 0; p < paths; ++p) {
      const Path path(effort.seed, p, 8);
      const auto& z = path.at(level + 1);
      const auto finish = [&](State s, std::size_t i) {
        for (; i < steps; ++i)
          s = step.half_thermostat(step.propose(step.half_thermostat(s, {z[2 * i]})), {z[2 * i + 1]});
        return s;
      };
      const State end = finish({{x0}, {v0}}, 0);
      State s{{x0}, {v0}};
      for (std::size_t i = 0; i < steps; ++i) {
        s = step.half_thermostat(s, {z[2 * i]});
        const State y = step.propose(s);
        if (const double rejected = -std::expm1(std::min(0.0, step.log_acceptance(s, y))); rejected > 0) {
          const State other = finish(step.half_thermostat({s.q, -s.v}, {z[2 * i + 1]}), i + 1);
          sum += rejected * (square(other.q[0] - end.q[0]) + square(other.v[0] - end.v[0]));
        }
        s = step.half_thermostat(y, {z[2 * i + 1]});
      }
    }
    series.x.push_back(std::ldexp(1.0, -level));
    series.y.push_back(std::sqrt(sum / static_cast<double>(paths)));
  }
  return series;
}

template <class... Steppers>
Verdict run(const Effort& effort, std::tuple<Steppers...> steppers, bool shared_path) {
  Verdict v;
  const auto figure_of = [](const char* title) {
    return Figure{
        .title = title,
        .x_label = "dt",
        .y_label = "r.m.s. distance at t = 1",
        .series = {},
        .caption =
            "All step sizes and steppers see the same Brownian path; the reference is the finest step. "
            "Metropolised steppers: distance from themselves without rejections.",
        .log_x = true,
        .log_y = true};
  };
  Figure additive = figure_of("Distance from the path of the finest step"),
         uneven = figure_of("The same where the mobility depends on position"),
         inertia = figure_of("With inertia");
  const auto add = [&](Figure& figure, const char* what, const Series& series, double p) {
    v.checks.push_back(order(series.label + what + ": strong order", series.x, series.y, p, 0.1));
    figure.series.push_back(series);
  };
  const QuarticTrap trap;
  const models::VariableMobility place{.k = 0.5, .mu0 = 0.7, .a = 0.5, .w = 1.5};
  for_each(steppers, [&]<class S>(S) {
    constexpr auto facts = S::facts;
    if constexpr (facts.strong_order == 0) {
    } else if constexpr (facts.metropolised && facts.motion == Motion::underdamped) {
      add(inertia, ", rejections", distances_by_rejection<S>(effort, trap), facts.strong_order);
    } else if constexpr (facts.motion == Motion::underdamped) {
      add(inertia, "", distances<S, S>(effort, trap, 5, 13, shared_path), facts.strong_order);
    } else if constexpr (facts.metropolised) {
      add(additive, ", rejections", distances_by_rejection<S>(effort, trap), facts.strong_order);
      add(uneven, ", variable mobility, rejections", distances_by_rejection<S>(effort, place),
          facts.multiplicative_strong_order);
    } else if constexpr (facts.harmonic) {
      add(additive, "",
          distances<S, Heun>(effort, models::DraggedTrap{.k = 2, .T = {0.6}, .mu = {0.7}}, 4, 13,
                             shared_path),
          facts.strong_order);
    } else {
      add(additive, "", distances<S, Heun>(effort, trap, 5, 13, shared_path), facts.strong_order);
      if constexpr (facts.multiplicative_strong_order > 0)
        add(uneven, ", variable mobility", distances<S, Milstein>(effort, place, 6, 14, shared_path),
            facts.multiplicative_strong_order);
    }
  });
  for (Figure& figure : std::array{additive, uneven, inertia})
    if (!figure.series.empty()) v.figures.push_back(std::move(figure));
  return v;
}

const Registered registered{{
    .name = "langevin/strong_order",
    .claim = "Every stepper follows its Brownian path with the strong order that it declares: with constant "
             "mobility, with "
             "a mobility that depends on position (Euler-Maruyama 1/2, Milstein 1), and with inertia.",
    .equation = "(⟨|x_{dt}(t) − x(t)|^{2}⟩)^{1/2} ∝ dt^{p}",
    .source = "kloeden1992, milstein1975, bourabee2010",
    .tags = {"order", "figure"},
    .check = [](const Effort& e) { return run(e, AllSteppers{}, true); },
    .sabotage = {"the reference draws a path of its own",
                 [](const Effort& e) { return run(e, std::tuple<EulerMaruyama, Heun>{}, false); }},
}};

}  // namespace
}  // namespace stochtherm::validation
