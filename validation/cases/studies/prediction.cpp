// A particle behind a signal that flips: memory, prediction, and the work that is lost between them.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/studies/follow_a_signal.hpp>
#include <stochtherm/validation/case.hpp>

#include "../brownian/gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::SignalFollower;

/// The particle at the end of hold n, straight from all signals that may have been: p(x, s_n), p(x, s_{n+1}).
struct Enumerated {
  const SignalFollower& f;
  int n;

  /// Joint density of x and signal `s` of hold `which` (n or n + 1).
  [[nodiscard]] double joint(double x, int which, int s) const {
    const double variance = f.T.kT / f.k, keep = std::exp(-f.mu.mu * f.k * f.hold);
    double sum = 0;
    for (unsigned word = 0; word < 1U << which; ++word) {
      const auto sign = [&](int i) { return word >> i & 1U ? 1 : -1; };  // of hold i + 1
      if (sign(which - 1) != s) continue;
      double p = 0.5, mean = 0;
      for (int i = 1; i < which; ++i) p *= sign(i) == sign(i - 1) ? 1 - f.flip : f.flip;
      for (int i = 0; i < n; ++i) mean = f.amplitude * sign(i) + keep * (mean - f.amplitude * sign(i));
      sum += p * std::exp(-(x - mean) * (x - mean) / (2 * variance));
    }
    return sum / std::sqrt(2 * M_PI * variance);
  }
  [[nodiscard]] double information(int which) const {
    const double end = f.amplitude + 9 * std::sqrt(f.T.kT / f.k);
    const auto term = [&](double x) {
      const double up = joint(x, which, 1), down = joint(x, which, -1), all = up + down;
      return up * std::log(2 * up / all) + down * std::log(2 * down / all);
    };
    return integral_by_gsl(term, -end, end, 1e-11);
  }
};

Figure steps_figure(const SignalFollower& f, const std::vector<studies::SignalStep>& steps) {
  Series memory{.label = "memory"}, prediction{.label = "predictive power"},
      lost{.label = "memory − predictive power"};
  Series counted{.label = "memory, counted", .style = Series::Style::points},
      foreseen{.label = "predictive power, counted", .style = Series::Style::points},
      dissipated{.label = "dissipated work/kT", .style = Series::Style::points};
  for (int n = 1; n <= static_cast<int>(steps.size()); ++n) {
    const auto density = f.density(n);
    const auto& step = steps[static_cast<std::size_t>(n - 1)];
    memory.add(n, density.memory());
    prediction.add(n, density.predictive_power());
    lost.add(n, density.memory() - density.predictive_power());
    counted.add(n, step.memory_counted);
    foreseen.add(n, step.prediction_counted);
    dissipated.add(n, step.dissipated.mean / f.T.kT, step.dissipated.std_error / f.T.kT);
  }
  return {.title = "Learning a signal",
          .x_label = "step of the signal",
          .y_label = "nats",
          .series = {memory, counted, prediction, foreseen, lost, dissipated},
          .caption =
              "Lines: exact. Points: trajectories; information from a table of counts, as an experiment "
              "would have "
              "it, dissipated work from the ledger and the density."};
}

Figure flip_figure(const SignalFollower& at) {
  Series memory{.label = "memory"}, prediction{.label = "predictive power"}, work{.label = "work/kT"},
      lost{.label = "dissipated at the step/kT"};
  for (double q = 0; q <= 1.0001; q += 0.025) {
    SignalFollower f = at;
    f.flip = std::min(q, 1.0);
    const auto density = f.density(8);
    for (Series* s : {&memory, &prediction, &work, &lost}) s->x.push_back(q);
    memory.y.push_back(density.memory());
    prediction.y.push_back(density.predictive_power());
    work.y.push_back(f.mean_work(8) / f.T.kT);
    lost.y.push_back(f.dissipated_work(8) / f.T.kT);
  }
  return {.title = "Only what does not predict is lost",
          .x_label = "flip probability q",
          .y_label = "nats, kT",
          .series = {memory, prediction, lost, work},
          .caption =
              "After eight holds. At q = 0 and q = 1 the next signal is certain: what the particle remembers "
              "is all "
              "of use. The work exceeds the loss; what it exceeds it by is lost while the particle relaxes."};
}

Verdict compare(const Effort& effort, double flip_of_the_reference) {
  const SignalFollower follower{
      .amplitude = 1.2, .flip = 0.15, .hold = 0.9, .k = 1.5, .T = {0.8}, .mu = {0.7}};
  SignalFollower reference = follower;
  reference.flip *= flip_of_the_reference;
  constexpr int steps = 4;
  const auto run = studies::follow_a_signal(follower, steps,
                                            {.dt = follower.hold,
                                             .trajectories = effort.samples(400'000),
                                             .seed = effort.seed,
                                             .threads = effort.threads});
  Verdict v;
  for (int n = 1; n <= steps; ++n) {
    const auto& step = run[static_cast<std::size_t>(n - 1)];
    const Enumerated all{reference, n};
    const double memory = all.information(n), prediction = all.information(n + 1);
    const auto name = [&](const char* what) { return fmt::format("{}, step {}", what, n); };
    const auto density = reference.density(n);
    v.checks.push_back(digits(name("memory, closed form"), density.memory(), memory, 10));
    v.checks.push_back(
        digits(name("predictive power, closed form"), density.predictive_power(), prediction, 10));
    v.checks.push_back(statistical(name("memory"), step.memory, memory, 0.03));
    v.checks.push_back(statistical(name("predictive power"), step.prediction, prediction, 0.03));
    v.checks.push_back(statistical(name("work"), step.work, reference.mean_work(n), 0.06));
    v.checks.push_back(statistical(name("dissipated work against kT (memory − prediction)"), step.dissipated,
                                   follower.T.kT * (memory - prediction), 0.03));
  }
  v.figures = {steps_figure(follower, run), flip_figure(follower)};
  return v;
}

const Registered registered{{
    .name = "studies/prediction",
    .claim = "A particle in a trap that follows a random signal dissipates, at each step of the signal, kT "
             "times what it "
             "remembers of the signal less what that tells of the next one.",
    .equation = "⟨W⟩ − ΔF = kT [I(x_{t}; s_{t}) − I(x_{t}; s_{t+1})]",
    .source = "still2012",
    .tags = {"exact", "statistical", "figure"},
    .statistical_checks = 16,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The signal is taken to flip 1.3 times as often as it does.",
                 .check = [](const Effort& effort) { return compare(effort, 1.3); }},
}};

}  // namespace
}  // namespace stochtherm::validation
