// Errors, numerical outcomes, progress, provenance.
#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/provenance.hpp>
#include <stochtherm/core/solved.hpp>
#include <string>
#include <thread>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;

namespace {

void half_step(double dt) { st::require(dt > 0, "the time step must be positive", "dt", dt); }

struct Spring {
  double k = 2;
  [[nodiscard]] st::Temperature bath() const { return {1.0}; }
  [[nodiscard]] st::Mobility mobility() const { return {1.0}; }
  template <class R>
  R energy(R x, double lambda) const {
    return R(0.5 * k) * (x - R(lambda)) * (x - R(lambda));
  }
  template <class R>
  R force(R x, double lambda) const {
    return R(-k) * (x - R(lambda));
  }
};
struct Pushed : Spring {
  template <class R>
  R nonconservative_force(R, double) const {
    return R(0.25);
  }
};
struct NoEnergy {
  [[nodiscard]] st::Temperature bath() const { return {1.0}; }
  [[nodiscard]] st::Mobility mobility() const { return {1.0}; }
  [[nodiscard]] double force(double x, double) const { return -x; }
};

}  // namespace

TEST_CASE("bad input gets a sentence that names function, rule, argument and value") {
  CHECK_NOTHROW(half_step(0.1));
  try {
    half_step(-1);
    FAIL("a negative step was accepted");
  } catch (const st::InvalidArgument& e) {
    CHECK(std::string(e.what()) == "half_step: the time step must be positive, but dt = -1.");
    CHECK(e.rule() == "the time step must be positive");
    CHECK(e.argument() == "dt");
  }
  try {
    st::require(false, "a shape must be known", "shape", "heptagon", "draw");
    FAIL("a broken rule was accepted");
  } catch (const std::invalid_argument& e) {
    CHECK(std::string(e.what()) == "draw: a shape must be known, but shape = heptagon.");
  }
}

TEST_CASE("NaN and infinity are bad input to every rule") {
  const double NaN = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (double bad : {NaN, inf, -inf}) {
    CHECK_THROWS_AS(st::require_finite(bad, "x"), st::InvalidArgument);
    CHECK_THROWS_AS(st::require_positive(bad, "positive", "x"), st::InvalidArgument);
    CHECK_THROWS_AS(st::require_not_negative(bad, "not negative", "x"), st::InvalidArgument);
  }
  CHECK_THROWS_AS(st::require_positive(0, "positive", "x"), st::InvalidArgument);
  CHECK_THROWS_AS(st::require_not_negative(-1e-300, "not negative", "x"), st::InvalidArgument);
  CHECK_NOTHROW(st::require_not_negative(0, "not negative", "x"));
  CHECK_THROWS_AS(half_step(NaN), st::InvalidArgument);
}

TEST_CASE("a converged result is used like a pointer") {
  const st::Solved<std::vector<int>> solved({1, 2, 3},
                                            st::Stats{.steps = 7, .residual = 1e-13, .seconds = 0.5});
  REQUIRE(solved);
  CHECK(solved.status() == st::Status::converged);
  CHECK(solved->size() == 3);
  CHECK((*solved)[2] == 3);
  CHECK(solved.stats().steps == 7);
  CHECK(solved.sentence().empty());
  CHECK((*st::Solved<std::vector<int>>({4, 5})).size() == 2);
}

TEST_CASE("a failed result throws its sentence when used, and can be looked at on request") {
  const st::Solved<double> failed(3.5, st::Status::step_limit, "Use more steps.");
  CHECK_FALSE(failed);
  CHECK_THROWS_AS(*failed, st::SolveFailed);
  CHECK_THROWS_AS(*st::Solved<double>(failed), st::SolveFailed);
  CHECK(failed.even_if_failed() == 3.5);
  try {
    (void)*failed;
  } catch (const st::SolveFailed& e) {
    CHECK(std::string(e.what()) == "Use more steps.");
    CHECK(e.status() == st::Status::step_limit);
  }
}

TEST_CASE("every status has a name") {
  CHECK(st::name(st::Status::converged) == "converged");
  CHECK(st::name(st::Status::step_limit) == "step limit");
  CHECK(st::name(st::Status::diverged) == "diverged");
  CHECK(st::name(st::Status::ill_conditioned) == "ill conditioned");
  CHECK(st::name(st::Status::cancelled) == "cancelled");
}

TEST_CASE("progress is rate limited, reports the end and can cancel") {
  int calls = 0;
  double last = -1;
  st::ProgressReporter report([&](double fraction) {
    ++calls;
    last = fraction;
    return true;
  });
  for (int i = 0; i < 1000; ++i) CHECK(report(i / 1000.0));
  CHECK(calls <= 11);  // a thousand quick reports take well under a second
  CHECK(report(1.0));
  CHECK(last == 1.0);

  st::ProgressReporter cancel([](double) { return false; });
  CHECK_FALSE(cancel(1.0));
  CHECK_FALSE(cancel(0.0));  // and stays cancelled

  st::ProgressReporter silent{st::Progress{}};
  CHECK(silent(0.5));
}

TEST_CASE("progress may be reported from several threads") {
  int inside = 0;
  bool alone = true;
  st::ProgressReporter report([&](double) {
    alone = alone && ++inside == 1;
    --inside;
    return true;
  });
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 2; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) report(1.0);
      });
  }
  CHECK(alone);
}

TEST_CASE("provenance knows the build and the machine") {
  const auto p = st::provenance();
  CHECK(p.version == st::version());
  CHECK(std::count(p.version.begin(), p.version.end(), '.') == 2);
  CHECK_FALSE(p.commit.empty());
  CHECK(p.compiler.find(' ') != std::string::npos);
  CHECK(p.flags.find("-ffp-contract=off") != std::string::npos);
  CHECK(p.flags.find("-ffast-math") == std::string::npos);
  CHECK(p.machine.find("hardware threads") != std::string::npos);
  REQUIRE(p.date.size() == 20);
  CHECK(p.date[10] == 'T');
  CHECK(p.date[19] == 'Z');
}

TEST_CASE("a model without an energy is no model") {
  static_assert(st::Overdamped1D<Spring>);
  static_assert(!st::Driven1D<Spring>);
  static_assert(st::Driven1D<Pushed>);
  static_assert(!st::Overdamped1D<NoEnergy>);
  CHECK(st::nonconservative_force(Spring{}, 1.0, 0) == 0);
  CHECK(st::total_force(Spring{}, 1.0, 0) == -2);
  CHECK(st::total_force(Pushed{}, 1.0, 0) == -1.75);
}
