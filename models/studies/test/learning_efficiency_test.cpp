#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/learning_perceptron.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using namespace st::studies;
using st::InvalidArgument;
using st::models::LearningRule;
using st::models::Presentation;
using st::models::Readout;

namespace {
PerceptronLearning small() {
  return {.weights = 4, .samples = 4, .rate = 1, .dt = 0.1, .datasets = 20, .seed = 7};
}
}  // namespace

TEST_CASE("A perceptron learns, and its books close") {
  const auto run = *learn(small());
  const auto again = *learn(small());
  CHECK(run.weights == again.weights);
  CHECK(run.weights.size() == 80);
  CHECK(run.alpha == 1);
  CHECK(run.worst_first_law_residual < 1e-12);
  CHECK(run.overlap.mean == 0);
  CHECK(run.right_step.mean > 0.6);
  CHECK(std::abs(run.new_right_step.z(0.5)) < 5);
  const auto a = run.account(Readout::step);
  CHECK(a.probability_right == run.right_step.mean);
  CHECK(a.efficiency() < 1);
  // Another seed, other numbers; a teacher has an overlap.
  auto other = small();
  other.seed = 8;
  CHECK((*learn(other)).weights != run.weights);
  other.labels = Labels::teacher;
  CHECK((*learn(other)).overlap.mean > 0.2);
}

TEST_CASE("Without a rate nothing is learnt or paid") {
  auto idle = small();
  idle.rate = 0;
  const auto run = *learn(idle);
  CHECK(std::abs(run.right_logistic.z(0.5)) < 5);
  CHECK(run.work.mean == 0);
  CHECK(std::abs(run.medium_entropy.z(0)) < 5);
}

TEST_CASE("Samples may come one by one") {
  auto l = small();
  l.presentation = Presentation::one_by_one;
  l.rate = 6;
  const auto run = *learn(l);
  REQUIRE(run.right_step_by_sample.size() == 4);
  CHECK(run.right_step_by_sample.back() > run.right_step_by_sample.front());  // the first is being forgotten
}

TEST_CASE("A perceptron refuses what makes no sense") {
  const double NaN = std::numeric_limits<double>::quiet_NaN();
  const auto refused = [](auto change) {
    auto l = small();
    change(l);
    CHECK_THROWS_AS(learn(l), InvalidArgument);
  };
  refused([](auto& l) { l.weights = 3; });
  refused([](auto& l) { l.samples = 0; });
  refused([](auto& l) { l.datasets = 1; });
  refused([](auto& l) { l.trajectories = 9; });
  refused([=](auto& l) { l.rate = NaN; });
  refused([](auto& l) { l.dt = 0; });
  refused([](auto& l) { l.dt = 0.3; });
  refused([](auto& l) { l.drive.hold = 0; });
  refused([](auto& l) { l.drive.hold = std::numeric_limits<double>::infinity(); });
  refused([](auto& l) { l.drive.ramp = -1; });
  refused([](auto& l) { l.drive.ramp = 0.25; });
  refused([](auto& l) { l.drive.ramp = 1, l.presentation = Presentation::one_by_one; });
  refused([](auto& l) {
    l.samples = 16, l.presentation = Presentation::one_by_one;
  });  // 4/16 is no multiple of 0.1
  auto l = small();
  l.progress = [](double) { return false; };
  CHECK(learn(l).status() == st::Status::cancelled);
  // A loss so steep that the step overshoots: a value, not numbers that look well.
  l = small(), l.rule = LearningRule::adatron, l.rate = 1e6;
  CHECK_FALSE(learn(l));
}
