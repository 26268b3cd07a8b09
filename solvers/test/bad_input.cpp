// What cannot be simulated is refused with a sentence that names the rule and the number.
#include <cmath>
#include <limits>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/solvers/langevin/first_passage_times.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>

#include "catch.hpp"
#include "sentence.hpp"
#include "toys.hpp"

using namespace stochtherm;

namespace {
const Protocol still = Protocol::constant(0, 1);
const Run one{.dt = 0.1, .trajectories = 1, .seed = 1};
const double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class S = Heun, class M>
std::string refusal(const M& model, const Run& run = one) {
  return sentence_of(
      [&] { (void)simulate(model, still, run, from_point(std::vector<double>(dimension<M>)), S{}); });
}
}  // namespace

TEST_CASE("a bath must have a temperature, and a friction", "[bad_input]") {
  CHECK(refusal(toys::Trap{.kT = 0}) == "simulate: the temperature must be positive, but kT = 0.");
  CHECK(refusal(toys::Trap{.kT = not_a_number}) ==
        "simulate: the temperature must be positive, but kT = nan.");
  CHECK(refusal(toys::TwoBaths{{}, -1, 1}) == "simulate: the temperature must be positive, but kT = -1.");
  CHECK(refusal(toys::TwoBaths{{}, 1, 0}) == "simulate: the mobility must be positive, but mu = 0.");
  CHECK(refusal(toys::TwoBaths{{}, 1, INFINITY}) == "simulate: the mobility must be positive, but mu = inf.");
  CHECK(refusal<Baoab>(toys::HeavyTrap{{}, 0}) == "simulate: the mass must be positive, but mass = 0.");
  CHECK(refusal<Baoab>(toys::HeavyTrap{{}, not_a_number}) ==
        "simulate: the mass must be positive, but mass = nan.");
}

TEST_CASE("a mobility matrix must be symmetric and positive", "[bad_input]") {
  CHECK(refusal(toys::SharedFriction{{}, 0.5, 0.4}) ==
        "simulate: the mobility matrix must be symmetric, but mobility matrix = 0.5.");
  CHECK(refusal(toys::SharedFriction{{}, 1.5, 1.5}).find("must be positive definite") != std::string::npos);
  CHECK(refusal(toys::SharedFriction{{}, not_a_number, not_a_number}).find("nan") != std::string::npos);
}

TEST_CASE("a force that is NaN is a run that diverged, with a remedy", "[bad_input]") {
  const auto lost = simulate(toys::Trap{.k = not_a_number}, still, one, from_point(1.0));
  CHECK(lost.status() == Status::diverged);
  CHECK(lost.sentence().find("look for a force that returns NaN") != std::string::npos);
  CHECK_THROWS_AS(*lost, SolveFailed);
}

TEST_CASE("steps and times must fit the protocol", "[bad_input]") {
  Run run = one;
  run.dt = 2;
  CHECK(refusal(toys::Trap{}, run).find("must not exceed the protocol's duration") != std::string::npos);
  run = one;
  run.record.times = {0.5, 1.5};
  CHECK(refusal(toys::Trap{}, run).find("must lie within the protocol, which ends at 1") !=
        std::string::npos);
  run.record.times = {0.55};
  CHECK(refusal(toys::Trap{}, run).find("multiples of the time step") != std::string::npos);
  run.record.times = {0.5, 0.5};
  CHECK(refusal(toys::Trap{}, run).find("must increase") != std::string::npos);
}

TEST_CASE("walls must leave room, and the start must lie between them", "[bad_input]") {
  const toys::Trap trap;
  CHECK_THROWS_AS(within(trap, between(1, -1, Edge::reflecting)), InvalidArgument);
  CHECK_THROWS_AS(within(trap, between(1, 1, Edge::reflecting)), InvalidArgument);
  CHECK_THROWS_AS(within(trap, above(not_a_number, Edge::absorbing)), InvalidArgument);
  CHECK_THROWS_AS(within(trap, Interval{0, 1, Edge::periodic, Edge::reflecting}), InvalidArgument);
  CHECK_THROWS_AS(within(trap, above(0, Edge::periodic)), InvalidArgument);
  CHECK(refusal(within(trap, above(1, Edge::reflecting))) ==
        "simulate: every trajectory must start within the walls, but position = 0.");
  CHECK(sentence_of([&] {
          (void)first_passage_times(within(trap, above(-1, Edge::reflecting)), still, one, from_point(0.0));
        }).find("there must be an absorbing wall") != std::string::npos);
}
