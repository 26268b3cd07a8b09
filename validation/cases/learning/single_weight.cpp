// One weight learns one label: what it pays and what it knows.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stochtherm/models/learning/teacher_student.hpp>
#include <stochtherm/validation/case.hpp>

#include "../brownian/gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::HebbianPerceptron;
using models::Readout;

// The reference: written out, with another quadrature.
double gauss(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }
double known(double p) { return std::numbers::ln2 + p * std::log(p) + (1 - p) * std::log(1 - p); }
double right(Readout readout, double F) {
  if (readout == Readout::step) return 0.5 * (1 + std::erf(F / std::numbers::sqrt2));
  return integral_by_gsl([=](double z) { return gauss(z) / (1 + std::exp(-F - z)); }, -10, 10, 1e-13);
}
/// Of the label and the weight: ln 2 less the uncertainty of the label given the weight, h(1/(1 + e^{-2Fw})).
double memory(double F) {
  return std::numbers::ln2 -
         integral_by_gsl([=](double z) { return gauss(z) * std::log1p(std::exp(-2 * F * (F + z))); }, -10, 10,
                         1e-13);
}

/// `heat`, in units of F^2, is what the reference dissipates: 1/2.
Verdict compare(double heat) {
  Verdict verdict;
  const auto efficiency = [=](Readout r, double F) {
    return known(right(r, F)) / (memory(F) + heat * F * F);
  };
  const auto hold = [&](const std::string& what, double measured, double expected, int n) {
    verdict.checks.push_back(digits(what, measured, expected, n));
  };
  // Numbers to nine digits, and the reference that gives them again.
  struct Row {
    double F, right, information, entropy, efficiency;
  };
  for (const Row& row : {Row{1, .6967346701, .0795415059, .3368308203, .0950508800},
                         Row{2, .8445374815, .2610786703, .6327201937, .0991668887}}) {
    const auto a = HebbianPerceptron{.rate = row.F}.account();
    const auto of = [&](const char* what) { return fmt::format("F = {}: {}", row.F, what); };
    hold(of("probability of the right label"), a.probability_right, row.right, 9);
    hold(of("information learnt"), a.information, row.information, 9);
    hold(of("entropy change"), a.entropy_change, row.entropy, 9);
    hold(of("efficiency"), a.efficiency(), row.efficiency, 9);
    hold(of("information learnt, by GSL"), a.information, known(right(Readout::logistic, row.F)), 11);
    hold(of("entropy change: what the weight knows, by GSL"), a.entropy_change, memory(row.F), 11);
    hold(of("heat to the medium"), a.medium_entropy, heat * row.F * row.F, 14);
    hold(of("efficiency of the step, by GSL"),
         HebbianPerceptron{.rate = row.F}.account(Readout::step).efficiency(),
         efficiency(Readout::step, row.F), 10);
  }
  const double best = models::most_efficient_force();
  hold("most efficient force", best, 1.718446, 6);
  hold("its efficiency", HebbianPerceptron{.rate = best}.account().efficiency(), .1000311946, 9);
  hold("the same by the reference", HebbianPerceptron{.rate = best}.account().efficiency(),
       efficiency(Readout::logistic, best), 10);
  // F -> 0: (2 c F)^2/2 over F^2/2 + F^2/2 with c the mean slope of the readout; corrections of order F^2.
  const double slope = integral_by_gsl(
      [](double z) { return gauss(z) / (4 * std::cosh(z / 2) * std::cosh(z / 2)); }, -10, 10, 1e-13);
  hold("weak force: efficiency, logistic", HebbianPerceptron{.rate = 1e-3}.account().efficiency(),
       2 * slope * slope, 6);
  hold("weak force: efficiency, step", HebbianPerceptron{.rate = 1e-3}.account(Readout::step).efficiency(),
       1 / std::numbers::pi, 6);
  // A force that grows slowly dissipates F^2/ramp: what remains is the entropy.
  const auto slow = HebbianPerceptron{.rate = 1.5}.account(Readout::step, {.ramp = 1e6});
  hold("slow: efficiency, step", slow.efficiency(), known(right(Readout::step, 1.5)) / memory(1.5), 5);

  Figure figure{.title = "A single weight",
                .x_label = "force F",
                .y_label = "efficiency of learning",
                .series = {},
                .caption =
                    "A force that is turned on at once, or during 10 relaxation times. The logistic readout "
                    "adds noise of its own; slow learning dissipates less.",
                .log_x = false,
                .log_y = false};
  for (const auto& [readout, ramp, label] : {std::tuple{Readout::logistic, 0.0, "logistic"},
                                             {Readout::step, 0.0, "step"},
                                             {Readout::logistic, 10.0, "logistic, slowly"},
                                             {Readout::step, 10.0, "step, slowly"}}) {
    Series s{.label = label, .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
    for (double F = 0.05; F < 5; F += 0.05)
      s.add(F, HebbianPerceptron{.rate = F}.account(readout, {.ramp = ramp}).efficiency());
    figure.series.push_back(std::move(s));
  }
  verdict.figures.push_back(std::move(figure));
  return verdict;
}

const Registered registered{{
    .name = "learning/single_weight",
    .claim = "A weight that a sudden force F turns to its label learns most efficiently, 0.100 nats per nat, "
             "at F = 1.718.",
    .equation = "η = (ln 2 − h(p_{C}))/(ΔS − Q) ≤ 1,  −Q = F^{2}/2,  ΔS = I(w:σ_{T})",
    .source = "goldt2017",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(0.5); },
    .sabotage = {.description = "The work F² of the force is taken for the heat F²/2.",
                 .check = [](const Effort&) { return compare(1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
