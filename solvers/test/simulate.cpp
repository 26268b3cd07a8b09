#include <cmath>
#include <limits>
#include <stdexcept>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/solvers/langevin/euler_maruyama.hpp>
#include <stochtherm/solvers/langevin/leimkuhler_matthews.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/statistics/estimate.hpp>

#include "catch.hpp"
#include "sentence.hpp"
#include "toys.hpp"

using namespace stochtherm;

namespace {
const auto pull = Protocol::linear(0, 2, 2);
}  // namespace

TEST_CASE("simulate refuses bad input with a sentence", "[langevin]") {
  const toys::Trap trap;
  const auto with = [&](double dt, std::size_t n) {
    return sentence_of([&] { (void)simulate(trap, pull, {.dt = dt, .trajectories = n, .seed = 1}); });
  };
  CHECK(with(-1, 10) == "simulate: the time step must be positive, but dt = -1.");
  CHECK(with(0, 10).find("dt = 0") != std::string::npos);
  CHECK(with(std::nan(""), 10).find("dt = nan") != std::string::npos);
  CHECK(with(std::numeric_limits<double>::infinity(), 10).find("dt = inf") != std::string::npos);
  CHECK(with(0.01, 0) == "simulate: an ensemble needs at least one trajectory, but trajectories = 0.");
  CHECK(with(3, 10).find("must not exceed") != std::string::npos);
  CHECK(with(0.3, 10).find("must divide the protocol's duration (2)") != std::string::npos);
  CHECK(sentence_of([&] {
          (void)simulate(toys::Trap{.k = 1, .kT = -1}, pull, {.dt = 0.1, .trajectories = 1, .seed = 1},
                         from_point(0));
        }).find("kT = -1") != std::string::npos);
  CHECK(sentence_of([&] { (void)from_point(std::nan("")); }).find("finite") != std::string::npos);
}

TEST_CASE("a diverging run is a value with a remedy, never a result", "[langevin]") {
  const toys::Trap stiff{.k = 1e6};
  const auto runs = simulate(stiff, Protocol::constant(0, 100), {.dt = 0.1, .trajectories = 10, .seed = 1},
                             from_point(1), EulerMaruyama{});
  CHECK(!runs);
  CHECK(runs.status() == Status::diverged);
  CHECK(runs.sentence() ==
        "simulate: 10 of 10 trajectories left the finite numbers; shorten the time step, or look for a force "
        "that returns NaN.");
  CHECK_THROWS_AS(*runs, SolveFailed);
  CHECK(runs.even_if_failed().final[0].size() == 10);
}

TEST_CASE("a run can be cancelled and says so", "[langevin]") {
  const auto runs =
      simulate(toys::Trap{}, pull,
               {.dt = 1e-3, .trajectories = 10'000, .seed = 1, .threads = 2, .progress = [](double) {
                  return false;
                }});
  CHECK(runs.status() == Status::cancelled);
  // What was not reached cannot be taken for a result.
  CHECK(std::isnan(runs.even_if_failed().final[0].back()));
  CHECK(std::isnan(runs.even_if_failed().ledger.work.back()));
}

TEST_CASE("what cannot fit in memory is refused with a sentence", "[langevin]") {
  CHECK(sentence_of([&] {
          (void)simulate(toys::Trap{}, pull, {.dt = 0.1, .trajectories = std::size_t{1} << 60, .seed = 1});
        }).find("must fit in memory") != std::string::npos);
}

TEST_CASE("a model is asked only where a trajectory is", "[langevin]") {
  struct NotAtZero : toys::PlainTrap {
    double energy(double x, double lambda) const {
      if (x == 0) throw std::domain_error("asked at 0");
      return toys::PlainTrap::energy(x, lambda);
    }
  };
  CHECK_NOTHROW(simulate(NotAtZero{}, pull, {.dt = 0.01, .trajectories = 3, .seed = 1}, from_point(1)));
}

TEST_CASE("the bits of a trajectory do not depend on its company", "[langevin]") {
  const toys::Ring ring;
  const auto still = Protocol::constant(0, 1);
  const auto many = simulate(ring, still, {.dt = 0.01, .trajectories = 300, .seed = 5, .threads = 2});
  for (std::uint64_t i : {0U, 7U, 255U, 256U, 299U}) {
    const auto one = simulate(ring, still, {.dt = 0.01, .trajectories = 1, .seed = 5, .first_trajectory = i});
    CHECK(one->final[0][0] == many->final[0][i]);
    CHECK(one->ledger.heat[0][0] == many->ledger.heat[0][i]);
    CHECK(one->ledger.nonconservative_work[0] == many->ledger.nonconservative_work[i]);
  }
}

TEST_CASE("a model that takes double only gives the bits of the generic one", "[langevin]") {
  const Run run{.dt = 0.01, .trajectories = 40, .seed = 3};
  const auto generic = simulate(toys::Trap{}, pull, run), plain = simulate(toys::PlainTrap{}, pull, run);
  CHECK(generic->final == plain->final);
  CHECK(generic->ledger.work == plain->ledger.work);
}

TEST_CASE("jumps at the ends of a protocol are work", "[langevin]") {
  // The trap is moved before anything else happens, and again after: W = U(x, 1) - U(x, 0) and the reverse.
  const auto jump = Protocol::piecewise_linear({{0, 0}, {0, 1}, {1e-9, 1}, {1e-9, 0}});
  const auto runs =
      simulate(toys::Trap{}, jump, {.dt = 1e-9, .trajectories = 3, .seed = 1}, from_point(0.25));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(runs->ledger.work[i] == Approx(0).margin(1e-3));
    CHECK(runs->ledger.energy_change[i] ==
          Approx(0.5 * (runs->final[0][i] * runs->final[0][i] - 0.0625)).margin(1e-14));
  }
  const auto up = simulate(toys::Trap{}, Protocol::quench(0, 1, 1e-9),
                           {.dt = 1e-9, .trajectories = 1, .seed = 1}, from_point(0.25));
  CHECK(up->ledger.work[0] == Approx(0.5 * (0.75 * 0.75 - 0.25 * 0.25)).epsilon(1e-14));
}

TEST_CASE("a stepper that remembers is given an increment to begin with", "[langevin]") {
  // Leimkuhler and Matthews average two increments of noise; the first step has one from before the run.
  const auto runs =
      simulate(toys::Trap{}, Protocol::constant(0, 0.01), {.dt = 0.01, .trajectories = 40, .seed = 3},
               from_point(0), LeimkuhlerMatthews{});
  double increments[random::draws_per_block * 40];
  random::fill({random::Kind::normal, 3, random::Stream::thermal, 0, 0, 0}, increments);
  for (std::size_t i = 0; i < 40; ++i) {
    const double before = random::normal(3, random::Stream::stepper_memory, i, 0, 0);
    CHECK(runs->final[0][i] == Approx(std::sqrt(0.02) * 0.5 * (before + increments[i])).epsilon(1e-12));
  }
}

TEST_CASE("without noise both steppers solve the equation of motion", "[langevin]") {
  const toys::Trap cold{.k = 1, .kT = 1e-30};
  const auto runs =
      simulate(cold, Protocol::constant(0, 1), {.dt = 1e-3, .trajectories = 1, .seed = 1}, from_point(1.0));
  CHECK(runs->final[0][0] == Approx(std::exp(-1.0)).epsilon(1e-6));
  CHECK(runs->ledger.heat[0][0] == Approx(0.5 * (std::exp(-2.0) - 1)).epsilon(1e-6));
}

TEST_CASE("round a ring with periodic walls the accounts are those of the unrolled coordinate",
          "[langevin]") {
  const toys::Ring ring;
  const auto still = Protocol::constant(0, 20);
  const Run run{.dt = 0.01, .trajectories = 64, .seed = 3, .evidence = true};
  const auto unrolled = simulate(ring, still, run, from_point(3.0), EulerMaruyama{});
  const auto walled = simulate(within(ring, between(0, ring.period(), Edge::periodic)), still, run,
                               from_point(3.0), EulerMaruyama{});
  for (std::size_t i = 0; i < 64; ++i) {
    CHECK(walled->ledger.heat[0][i] == Approx(unrolled->ledger.heat[0][i]).epsilon(1e-9));
    CHECK(walled->evidence.path_entropy[i] == Approx(unrolled->evidence.path_entropy[i]).epsilon(1e-9));
    CHECK(walled->evidence.innovation_square[0][i] ==
          Approx(unrolled->evidence.innovation_square[0][i]).epsilon(1e-9));
    CHECK(walled->final[0][i] >= 0);
    CHECK(walled->final[0][i] < ring.period());
  }
}

namespace {
struct Uneven : toys::Trap {
  template <class R>
  R mobility(R x) const {
    return R(1.0) + R(0.5) * sin(R(1.5) * x);
  }
  template <class R>
  R mobility_gradient(R x) const {
    return R(0.75) * cos(R(1.5) * x);
  }
};
}  // namespace

TEST_CASE("the entropy of a path is its heat over kT, also where the mobility depends on position",
          "[langevin]") {
  const auto runs = simulate(Uneven{}, Protocol::constant(0, 4),
                             {.dt = 0.002, .trajectories = 100, .seed = 3, .evidence = true},
                             from_equilibrium, EulerMaruyama{});
  const auto heat = runs->ledger.medium_entropy();
  for (std::size_t i = 0; i < heat.size(); ++i)
    CHECK(std::abs(runs->evidence.path_entropy[i] - heat[i]) < 0.05);
}
