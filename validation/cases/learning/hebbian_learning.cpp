// Hebb's rule: closed forms for any number of weights and samples, their limit, and the Langevin engine's books.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stochtherm/studies/learning_perceptron.hpp>
#include <stochtherm/validation/case.hpp>

#include "../brownian/gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::HebbianLimit;
using models::HebbianPerceptron;
using models::HebbianRule;
using models::Readout;
using studies::Labels;

double gauss(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

/// The numbers of the limit, and a reference with another quadrature.
void limit(Verdict& verdict, double crosstalk) {
  struct Row {
    double alpha, rate, right, efficiency;
  };
  for (const Row& row :
       {Row{1, .5, .598507, .082575}, Row{1, 1, .675057, .073954}, Row{1, 2, .759951, .050633},
        Row{.1, 1, .694160, .079275}, Row{10, 1, .605001, .035837}}) {
    const auto of = [&](const char* what) {
      return fmt::format("α = {}, ν = {}: {}", row.alpha, row.rate, what);
    };
    const auto a = HebbianLimit{row.alpha, row.rate}.account();
    verdict.checks.push_back(digits(of("probability of the right label"), a.probability_right, row.right, 5));
    verdict.checks.push_back(digits(of("efficiency"), a.efficiency(), row.efficiency, 4));
    const double extra = crosstalk * row.alpha * row.rate * row.rate, width = std::sqrt(1 + extra);
    const double right = integral_by_gsl(
        [&](double z) { return gauss(z) / (1 + std::exp(-row.rate - width * z)); }, -10, 10, 1e-13);
    const double known = std::numbers::ln2 + right * std::log(right) + (1 - right) * std::log(1 - right);
    verdict.checks.push_back(
        digits(of("efficiency, by GSL"), a.efficiency(),
               row.alpha * known / (0.5 * std::log(1 + extra) + 0.5 * row.alpha * row.rate * row.rate), 9));
  }
}

void simulation(Verdict& verdict, const Effort& effort, const HebbianPerceptron& p, double crosstalk,
                const models::LearningDrive& drive) {
  const auto run = *studies::learn({.weights = p.weights,
                                    .samples = p.samples,
                                    .rate = p.rate,
                                    .drive = drive,
                                    .dt = 0.05,
                                    .datasets = effort.samples(3000),
                                    .seed = effort.seed});
  const auto exact = p.account(Readout::logistic, drive), step = p.account(Readout::step, drive);
  const double s = drive.response(), alpha = run.alpha;
  const auto of = [&](const char* what) {
    return fmt::format("{} weights, ramp {}: {}", p.weights, drive.ramp, what);
  };
  verdict.checks.push_back(
      statistical(of("heat to the medium, kT"), run.medium_entropy, exact.medium_entropy, 0.2));
  verdict.checks.push_back(statistical(of("square of a weight"), run.weight_square,
                                       1 + crosstalk * alpha * s * s * p.rate * p.rate, 0.5));
  verdict.checks.push_back(
      statistical(of("right labels"), run.right_logistic, exact.probability_right, 0.045));
  verdict.checks.push_back(
      statistical(of("right labels, step"), run.right_step, step.probability_right, 0.06));
  // ΔS is the mean of −ln p(w), p in closed form, if the weights are distributed so.
  std::vector<double> surprise;
  for (std::size_t d = 0; d < run.weights.size(); d += p.weights) {
    double sum = 0;
    for (std::size_t n = 0; n < p.weights; ++n) sum -= std::log(p.weight_density(run.weights[d + n], drive));
    surprise.push_back(sum / static_cast<double>(p.weights) -
                       0.5 * std::log(2 * std::numbers::pi * std::numbers::e));
  }
  verdict.checks.push_back(
      statistical(of("entropy change, mean −ln p(w)"), estimate_mean(surprise), exact.entropy_change, 0.25));
  verdict.checks.push_back(at_most(of("first law, dE − W − Q, kT"), run.worst_first_law_residual, 1e-11));
  verdict.checks.push_back(
      at_most(of("efficiency measured, step"), run.account(Readout::step).efficiency(), 1));
  verdict.remarks.push_back(
      fmt::format("{} weights, ramp {}: efficiency {:.4f} measured, {:.4f} in closed form (logistic), {:.4f} "
                  "and {:.4f} (step); ΔS by "
                  "nearest neighbours {:.3f} ± {:.3f}, exact {:.4f}.",
                  p.weights, drive.ramp, run.account(Readout::logistic).efficiency(), exact.efficiency(),
                  run.account(Readout::step).efficiency(), step.efficiency(), run.entropy_change.mean,
                  run.entropy_change.std_error, exact.entropy_change));
}

/// `crosstalk` multiplies what the other samples add to a weight and to an activation in the reference; 1 is the truth.
Verdict compare(const Effort& effort, double crosstalk) {
  Verdict verdict;
  limit(verdict, crosstalk);
  // The limit is reached as 1/N, at α = ν = 1.
  std::vector<double> steps, errors;
  const double far = HebbianLimit{1, 1}.account().probability_right;
  for (std::size_t N : {16U, 32U, 64U, 128U}) {
    steps.push_back(1 / static_cast<double>(N));
    errors.push_back(std::abs(HebbianPerceptron{N, N, 1}.account().probability_right - far));
  }
  verdict.checks.push_back(
      order("probability of the right label against the limit, in 1/N", steps, errors, 1, 0.1));
  simulation(verdict, effort, {.weights = 1, .samples = 1, .rate = 1.7}, crosstalk, {.ramp = 0, .hold = 4});
  simulation(verdict, effort, {.weights = 8, .samples = 8, .rate = 1}, crosstalk, {.ramp = 0, .hold = 2});
  simulation(verdict, effort, {.weights = 4, .samples = 8, .rate = 1}, crosstalk, {.ramp = 2, .hold = 1});

  // A teacher. |f|² of N weights is ν²P [N + (P − 1) 2/π]/N, and its part along the teacher ν P sqrt(2/π)/sqrt N, for any N.
  const double N = 8, P = 16, rate = 0.3, g2 = 2 / std::numbers::pi;
  const models::LearningDrive drive{.ramp = 0, .hold = 2};
  const auto taught = *studies::learn({.weights = 8,
                                       .samples = 16,
                                       .rate = rate,
                                       .labels = Labels::teacher,
                                       .drive = drive,
                                       .dt = 0.05,
                                       .datasets = effort.samples(3000),
                                       .seed = effort.seed});
  const double s = 1 - std::exp(-2.0);
  verdict.checks.push_back(
      statistical("a teacher: heat to the medium, kT", taught.medium_entropy,
                  rate * rate * P / N * (1 + crosstalk * (P - 1) * g2 / N) * (s - s * s / 2), 0.1));
  verdict.checks.push_back(
      statistical("a teacher: overlap", taught.overlap, s * rate * P / N * std::sqrt(g2), 0.1));
  const double cost = taught.entropy_change.mean + taught.medium_entropy.mean;
  verdict.checks.push_back(at_most("a teacher: what a weight knows of it, over the cost",
                                   taught.information_about_teacher.mean / cost, 1));
  verdict.checks.push_back(
      at_least("a teacher: new inputs labelled right, step", taught.new_right_step.mean, 0.6));
  verdict.remarks.push_back(
      fmt::format("A teacher, 8 weights, 16 samples: generalisation error {:.3f} ± {:.3f} (step), in the "
                  "limit of many weights {:.3f}; "
                  "I(w:T) {:.3f} ± {:.3f} nats per weight of a cost of {:.3f}.",
                  1 - taught.new_right_step.mean, taught.new_right_step.std_error,
                  HebbianRule{2, rate}.generalisation_error(Readout::step, drive),
                  taught.information_about_teacher.mean, taught.information_about_teacher.std_error, cost));
  // Labels of one teacher are not independent: their sum outgrows the cost, what a weight knows of the teacher never does.
  const HebbianRule many{.alpha = 40, .rate = 1.0 / 40};
  verdict.checks.push_back(
      at_least("a teacher, α = 40, ν = 1/40: sum of the labels' information over the cost",
               many.account().efficiency(), 1));
  verdict.checks.push_back(
      at_most("the same: I(w:T) over the cost", many.information_about_teacher() / many.account().cost(), 1));

  Figure figure{.title = "Hebb's rule with many weights",
                .x_label = "samples per weight α",
                .y_label = "efficiency of learning",
                .series = {},
                .caption = "Independent labels, sudden force held for ever.",
                .log_x = true,
                .log_y = false};
  for (const auto& [readout, rate_, label] : {std::tuple{Readout::logistic, 0.5, "logistic, ν = 0.5"},
                                              {Readout::logistic, 2.0, "logistic, ν = 2"},
                                              {Readout::step, 0.5, "step, ν = 0.5"},
                                              {Readout::step, 2.0, "step, ν = 2"}}) {
    Series line{.label = label, .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
    for (double alpha = 0.01; alpha < 101; alpha *= 1.2)
      line.add(alpha, HebbianLimit{alpha, rate_}.account(readout).efficiency());
    figure.series.push_back(std::move(line));
  }
  verdict.figures.push_back(std::move(figure));
  return verdict;
}

const Registered registered{{
    .name = "learning/hebbian_learning",
    .claim = "Under Hebb's rule weights dissipate αν²/2 each and remember as the closed forms say, for few "
             "weights exactly, "
             "for many in the limit; the labels of one teacher, not being independent, may sum to more than "
             "the cost.",
    .equation = "Aσ_{T} ~ N(ν, 1 + αν^{2});  ΔS = ln(1 + αν^{2})/2,  −Q = αν^{2}/2;  I(w_{n}:T_{n}) ≤ ΔS − Q",
    .source = "goldt2017, goldt2017b",
    .tags = {"statistical", "figure"},
    .statistical_checks = 17,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "What the other samples add to a weight and to an activation is forgotten.",
                 .check = [](const Effort& effort) { return compare(effort, 0); }},
}};

}  // namespace
}  // namespace stochtherm::validation
