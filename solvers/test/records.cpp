#include <cmath>
#include <stochtherm/solvers/langevin/leimkuhler_matthews.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/statistics/correlation.hpp>

#include "catch.hpp"
#include "toys.hpp"

using namespace stochtherm;

namespace {
const auto ramp = Protocol::linear(0, 1, 2);
const Observable position{"position", [](const Ensemble& now, std::size_t i) { return now.final[0][i]; }};
const Observable work{"work", [](const Ensemble& now, std::size_t i) { return now.ledger.work[i]; }};
Run run_of(Recording record) {
  return {.dt = 0.01, .trajectories = 300, .seed = 4, .record = std::move(record)};
}
}  // namespace

TEST_CASE("records are what the run went through, and change nothing", "[records]") {
  const auto watched = simulate(toys::Trap{}, ramp, run_of({times_every(0.05, 2), {position, work}}),
                                from_equilibrium, LeimkuhlerMatthews{});
  const auto alone = simulate(toys::Trap{}, ramp, run_of({}), from_equilibrium, LeimkuhlerMatthews{});
  CHECK(watched->final[0] == alone->final[0]);
  CHECK(watched->ledger.work == alone->ledger.work);
  CHECK(watched->records["position"].size() == 41);
  CHECK(watched->records["position"].front() == watched->initial[0]);
  CHECK(watched->records["position"].back() == watched->final[0]);
  CHECK(watched->records["work"].back() == watched->ledger.work);
  // Half-way it is where the run that ends there was: the same steps, the same noise.
  const auto half =
      simulate(toys::Trap{}, Protocol::linear(0, 0.5, 1), run_of({}), from_equilibrium, LeimkuhlerMatthews{});
  CHECK(watched->records["position"][20] == half->final[0]);
  CHECK_THROWS_WITH(watched->records["heat"], Catch::Contains("must have been recorded"));
}

TEST_CASE("records feed the correlation function", "[records]") {
  Run run = run_of({times_every(0.1, 2), {position}});
  run.trajectories = 20'000;
  const auto still = simulate(toys::Trap{}, Protocol::constant(0, 2), run, from_equilibrium);
  const auto C = autocorrelation(still->records["position"], 10);
  for (std::size_t k = 0; k <= 10; ++k)
    CHECK(std::abs(C[k].z(std::exp(-0.1 * static_cast<double>(k)))) < 4.5);
}

TEST_CASE("what cannot be recorded is refused with a sentence", "[records]") {
  const auto refuses = [](Recording record, const char* sentence) {
    CHECK_THROWS_WITH(simulate(toys::Trap{}, ramp, run_of(std::move(record))), Catch::Contains(sentence));
  };
  refuses({{0.1, 0.1}, {position}}, "recording times must increase");
  refuses({{0.005}, {position}}, "multiples of the time step");
  refuses({{2.5}, {position}}, "must lie within the protocol, which ends at 2");
  refuses({{0.1, std::nan("")}, {position}}, "recording times must increase");
  refuses({{0.1}, {position, position}}, "observables must have different names");
  refuses({{0.1}, {{"nothing", {}}}}, "an observable must be a function");
  CHECK_THROWS_WITH(times_every(0.3, 1), Catch::Contains("must divide the duration (1)"));
  CHECK_THROWS_WITH(times_every(0, 1), Catch::Contains("the interval must be positive"));
}

TEST_CASE("an observable that throws ends the run with its exception", "[records]") {
  const Observable bad{
      "bad", [](const Ensemble&, std::size_t) -> double { throw std::runtime_error("no such thing"); }};
  CHECK_THROWS_WITH(simulate(toys::Trap{}, ramp, run_of({{0.5}, {bad}})), "no such thing");
}
