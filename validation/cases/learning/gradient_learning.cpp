// Rules that follow a gradient: forces that depend on the weights and change in time, and the bound on what they teach.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/studies/learning_perceptron.hpp>
#include <stochtherm/validation/case.hpp>

#include "../brownian/gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::LearningRule;
using models::Presentation;
using models::Readout;
using studies::Labels;

struct Named {
  LearningRule rule;
  const char* name;
};
constexpr Named gradients[] = {{LearningRule::perceptron, "perceptron"},
                               {LearningRule::adatron, "AdaTron"},
                               {LearningRule::logistic, "logistic"}};

constexpr double hold = 3.2;
/// The AdaTron's loss is stiff where samples are many.
double step_of(LearningRule rule) { return rule == LearningRule::adatron ? 0.05 : 0.1; }

/// Loss of k = Aσ_T, written out.
double loss(LearningRule rule, double k) {
  switch (rule) {
    case LearningRule::perceptron:
      return k < 0 ? -k : 0;
    case LearningRule::adatron:
      return k < 0 ? k * k / 2 : 0;
    case LearningRule::logistic:
      return std::log1p(std::exp(-k));
    case LearningRule::hebbian:
      break;
  }
  return -k;
}

/// One weight, one sample, long after: k is distributed as e^{-k²/2 - ν l(k)}, and what the energy lost since the force came is heat.
void long_after(Verdict& verdict, const Effort& effort, double sign) {
  const double rate = 3;
  for (const auto& [rule_, name] : gradients) {
    const LearningRule rule = rule_;
    const auto energy = [=](double k) { return k * k / 2 + rate * loss(rule, k); };
    // On either side of the kink.
    const auto mean = [](const auto& f, const auto& u) {
      const auto both = [&](const auto& g) {
        return integral_by_gsl(g, -10, 0, 1e-11) + integral_by_gsl(g, 0, 10, 1e-11);
      };
      return both([&](double k) { return f(k) * std::exp(-u(k)); }) /
             both([&](double k) { return std::exp(-u(k)); });
    };
    const double heat = mean(energy, [](double k) { return k * k / 2; }) - mean(energy, energy);
    const double right = mean([](double k) { return 1 / (1 + std::exp(-k)); }, energy);
    const auto run = *studies::learn({.weights = 1,
                                      .samples = 1,
                                      .rule = rule,
                                      .rate = rate,
                                      .drive = {.ramp = 0, .hold = 6},
                                      .dt = 0.05,
                                      .datasets = effort.samples(2000),
                                      .seed = effort.seed});
    verdict.checks.push_back(statistical(fmt::format("{}, one weight: heat to the medium, kT", name),
                                         run.medium_entropy, sign * heat, 0.2));
    verdict.checks.push_back(
        statistical(fmt::format("{}, one weight: right labels", name), run.right_logistic, right, 0.02));
  }
}

/// What was learnt is at most what was paid. `sign` of the heat: 1 is the truth.
void bounded(Verdict& verdict, const std::string& name, const studies::LearntPerceptron& run, double sign) {
  const auto a = run.account(Readout::step);
  verdict.checks.push_back(at_most(name + ": information of the labels, step, under ΔS − Q per weight",
                                   a.information, a.entropy_change + sign * a.medium_entropy));
  verdict.checks.push_back(
      at_most(name + ": first law, dE − W − Q, kT", run.worst_first_law_residual, 1e-10));
}

void add(Series& series, double at, const studies::LearntPerceptron& run) {
  const auto a = run.account(Readout::step);
  series.add(
      at, a.efficiency(),
      a.efficiency() / a.cost() * std::hypot(run.entropy_change.std_error, run.medium_entropy.std_error));
}

Verdict compare(const Effort& effort, double sign) {
  Verdict verdict;
  long_after(verdict, effort, sign);

  const std::size_t datasets = std::max<std::size_t>(60, effort.samples(200));
  const double rate = 2, alone = 8;  // of all samples together, and of one at a time
  Table table{
      .title =
          "8 weights, 16 samples, 3.2 relaxation times; ν = 2 in a batch, 8 one by one; per weight, nats",
      .columns = {"rule", "labels", "shown", "right, step", "Σ I/N", "ΔS", "−Q", "efficiency", "new right",
                  "I(w:T)"},
      .rows = {}};
  Figure by_samples{
      .title = "What is learnt over what it costs",
      .x_label = "samples per weight α",
      .y_label = "efficiency, step",
      .series = {},
      .caption =
          "8 weights, independent labels, ν = 2, a sudden force held for 3.2 relaxation times. Line: Hebb's "
          "rule in closed form; points: the Langevin engine.",
      .log_x = true,
      .log_y = false};
  Series line{.label = "Hebb, exact", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  for (std::size_t P : {1U, 2U, 3U, 4U, 6U, 8U, 12U, 16U, 24U})
    line.add(
        static_cast<double>(P) / 8,
        models::HebbianPerceptron{8, P, rate}.account(Readout::step, {.ramp = 0, .hold = hold}).efficiency());
  by_samples.series.push_back(std::move(line));

  for (const auto& [rule, name] :
       {Named{LearningRule::hebbian, "Hebb"}, gradients[0], gradients[1], gradients[2]}) {
    for (const auto& [shown, labels] : {std::pair{Presentation::batch, Labels::independent},
                                        {Presentation::batch, Labels::teacher},
                                        {Presentation::one_by_one, Labels::independent}}) {
      const bool batch = shown == Presentation::batch, taught = labels == Labels::teacher;
      const auto run = *studies::learn({.weights = 8,
                                        .samples = 16,
                                        .rule = rule,
                                        .rate = batch ? rate : alone,
                                        .labels = labels,
                                        .presentation = shown,
                                        .drive = {.ramp = 0, .hold = hold},
                                        .dt = step_of(rule),
                                        .datasets = datasets,
                                        .trajectories = 32,
                                        .seed = effort.seed});
      const auto full = fmt::format("{}, {}, {}", name, batch ? "batch" : "one by one",
                                    taught ? "a teacher" : "independent");
      if (taught) {
        verdict.checks.push_back(at_most(full + ": what a weight knows of its teacher, under ΔS − Q",
                                         run.information_about_teacher.mean,
                                         run.entropy_change.mean + sign * run.medium_entropy.mean));
        verdict.checks.push_back(
            at_least(full + ": new inputs labelled right, step", run.new_right_step.mean, 0.55));
      } else {
        bounded(verdict, full, run, sign);
      }
      const auto a = run.account(Readout::step);
      const auto number = [](double x) { return fmt::format("{:.3f}", x); };
      table.rows.push_back({name, taught ? "teacher" : "independent", batch ? "batch" : "one by one",
                            number(a.probability_right), number(a.information), number(a.entropy_change),
                            number(a.medium_entropy), number(a.efficiency()), number(run.new_right_step.mean),
                            taught ? number(run.information_about_teacher.mean) : "–"});
    }
    Series points{.label = name, .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
    for (std::size_t P : {2U, 8U, 24U}) {
      const auto run = *studies::learn({.weights = 8,
                                        .samples = P,
                                        .rule = rule,
                                        .rate = rate,
                                        .drive = {.ramp = 0, .hold = hold},
                                        .dt = step_of(rule),
                                        .datasets = datasets,
                                        .trajectories = 32,
                                        .seed = effort.seed});
      bounded(verdict, fmt::format("{}, {} samples", name, P), run, sign);
      add(points, static_cast<double>(P) / 8, run);
    }
    by_samples.series.push_back(std::move(points));
  }
  verdict.tables.push_back(std::move(table));
  verdict.figures.push_back(std::move(by_samples));

  Figure by_time{
      .title = "Slow learning is efficient",
      .x_label = "time in which the force grows",
      .y_label = "efficiency, step",
      .series = {},
      .caption =
          "8 weights, 8 samples, ν = 1, held for 3.2 relaxation times at the end. Line: Hebb's rule "
          "in closed form.",
      .log_x = false,
      .log_y = false};
  Series exact{.label = "Hebb, exact", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  for (double ramp = 0; ramp < 5.1; ramp += 0.25)
    exact.add(
        ramp,
        models::HebbianPerceptron{8, 8, 1}.account(Readout::step, {.ramp = ramp, .hold = hold}).efficiency());
  by_time.series.push_back(std::move(exact));
  for (const auto& [rule, name] : {Named{LearningRule::hebbian, "Hebb"}, gradients[2]}) {
    Series points{.label = name, .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
    for (double ramp : {0.0, 4.0}) {
      const auto run = *studies::learn({.weights = 8,
                                        .samples = 8,
                                        .rule = rule,
                                        .rate = 1,
                                        .drive = {.ramp = ramp, .hold = hold},
                                        .dt = step_of(rule),
                                        .datasets = datasets,
                                        .trajectories = 32,
                                        .seed = effort.seed});
      bounded(verdict, fmt::format("{}, ramp {}", name, ramp), run, sign);
      add(points, ramp, run);
    }
    by_time.series.push_back(std::move(points));
  }
  verdict.figures.push_back(std::move(by_time));
  return verdict;
}

const Registered registered{{
    .name = "learning/gradient_learning",
    .claim = "Whatever rule the weights follow, all samples at once or one after another, the labels' "
             "information is at most "
             "the entropy and heat of learning.",
    .equation = "Σ_{μ} I(σ_{T}^{μ}:σ^{μ}) ≤ Σ_{n} [ΔS(w_{n}) − Q_{n}/kT];  U = Σ w_{n}^{2}/2 + ν Σ_{μ} "
                "l(A^{μ}σ_{T}^{μ})",
    .source = "goldt2017, goldt2017b",
    .tags = {"statistical", "figure"},
    .statistical_checks = 6,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "Heat that leaves the weights is taken for heat that enters them.",
                 .check = [](const Effort& effort) { return compare(effort, -1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
