#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/teacher_student.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using namespace st::models;
using st::InvalidArgument;

TEST_CASE("What a label tells") {
  CHECK(information_of_label(1) == Approx(std::log(2.0)));
  CHECK(information_of_label(0) == Approx(std::log(2.0)));
  CHECK(information_of_label(0.5) == 0);
  CHECK(information_of_label(0.5 + 1e-9) == Approx(2e-18));
  CHECK(probability_right(Readout::step, 0, 1) == Approx(0.5));
  CHECK(probability_right(Readout::step, -2, 0) == 0);
  CHECK(probability_right(Readout::logistic, 1, 0) == Approx(1 / (1 + std::exp(-1.0))));
  CHECK(probability_right(Readout::logistic, 0, 3) == Approx(0.5));
  // Noise much wider than the readout's step does not see its softness.
  CHECK(probability_right(Readout::logistic, 1e4, 1e8) ==
        Approx(probability_right(Readout::step, 1e4, 1e8)).epsilon(1e-6));
}

TEST_CASE("A force that grows dissipates less") {
  CHECK(LearningDrive{}.response() == 1);
  CHECK(LearningDrive{}.dissipation() == 0.5);
  CHECK(LearningDrive{.hold = 0}.response() == 0);
  CHECK(LearningDrive{.hold = 0}.dissipation() == Approx(0).margin(1e-15));
  CHECK(LearningDrive{.hold = 1}.dissipation() == Approx(0.5 * (1 - std::exp(-2.0))));
  CHECK(LearningDrive{.ramp = 1e4}.dissipation() == Approx(1e-4).epsilon(2e-4));
  // Either side of where the series takes over.
  CHECK(LearningDrive{.ramp = 0.99e-4}.dissipation() ==
        Approx(LearningDrive{.ramp = 1.01e-4}.dissipation()).epsilon(1e-6));
}

TEST_CASE("Few weights and many") {
  const auto few = HebbianPerceptron{400, 400, 1}.account(), many = HebbianLimit{1, 1}.account();
  CHECK(few.probability_right == Approx(many.probability_right).epsilon(1e-3));
  CHECK(few.entropy_change == Approx(many.entropy_change).epsilon(1e-4));
  CHECK(few.medium_entropy == many.medium_entropy);
  CHECK(HebbianPerceptron{3, 2, 1}.weight_density(0.7) ==
        Approx(HebbianPerceptron{3, 2, 1}.weight_density(-0.7)));
  CHECK(HebbianPerceptron{1, 1, 0}.account().information == Approx(0).margin(1e-15));
  const HebbianRule rule{2, 0.5};
  // Aσ_T of a new input is 0 + noise where nothing was learnt.
  CHECK(HebbianRule{2, 0}.generalisation_error() == Approx(0.5));
  CHECK(rule.generalisation_error(Readout::step) < rule.generalisation_error(Readout::logistic));
  CHECK(rule.information_about_teacher() < rule.account().cost());
}

namespace {
/// -dU/dw by differences.
template <int N>
void check_force(const LearningWeights<N>& model, const st::Vec<double, N>& w, double lambda) {
  const auto f = model.force(w, lambda);
  for (int n = 0; n < N; ++n) {
    auto up = w, down = w;
    up[n] += 1e-5, down[n] -= 1e-5;
    CHECK(f[n] ==
          Approx((model.energy(down, lambda) - model.energy(up, lambda)) / 2e-5).epsilon(1e-7).margin(1e-9));
  }
}
}  // namespace

TEST_CASE("The rules follow the gradient of their energies") {
  LearningWeights<2> model{.rate = 1.3, .x = {0.7, -0.7, 0.7, 0.7, -0.2, 0.9}};
  for (auto rule :
       {LearningRule::hebbian, LearningRule::perceptron, LearningRule::adatron, LearningRule::logistic})
    for (auto presentation : {Presentation::batch, Presentation::one_by_one})
      for (double lambda : {0.0, 0.5, 1.0, 3.0}) {
        model.rule = rule, model.presentation = presentation;
        check_force(model, {{0.3, 0.8}}, lambda);
        check_force(model, {{-1.3, 0.4}}, lambda);
      }
  // No overflow far from the decision.
  model.rule = LearningRule::logistic, model.presentation = Presentation::batch;
  CHECK(std::isfinite(model.energy(st::Vec<double, 2>{{-2e3, 2e3}}, 1)));
  CHECK(std::isfinite(model.force(st::Vec<double, 2>{{-2e3, 2e3}}, 1)[0]));
}

TEST_CASE("Learning refuses what makes no sense") {
  const double NaN = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(probability_right(Readout::step, NaN, 1), InvalidArgument);
  CHECK_THROWS_AS(probability_right(Readout::step, 0, -1), InvalidArgument);
  CHECK_THROWS_AS(information_of_label(1.1), InvalidArgument);
  CHECK_THROWS_AS(information_of_label(NaN), InvalidArgument);
  CHECK_THROWS_AS(LearningDrive{.ramp = -1}.response(), InvalidArgument);
  CHECK_THROWS_AS(LearningDrive{.hold = NaN}.response(), InvalidArgument);
  CHECK_THROWS_AS((HebbianPerceptron{0, 1, 1}.account()), InvalidArgument);
  CHECK_THROWS_AS((HebbianPerceptron{1, 0, 1}.account()), InvalidArgument);
  CHECK_THROWS_AS((HebbianPerceptron{1, 1, NaN}.account()), InvalidArgument);
  CHECK_THROWS_AS((HebbianPerceptron{0, 1, 1}.weight_density(0)), InvalidArgument);
  CHECK_THROWS_AS((HebbianLimit{0, 1}.account()), InvalidArgument);
  CHECK_THROWS_AS((HebbianRule{-1, 1}.generalisation_error()), InvalidArgument);
  CHECK_THROWS_AS((HebbianRule{1, NaN}.information_about_teacher()), InvalidArgument);
}
