#include <memory>
#include <stochtherm/solvers/langevin/euler_maruyama.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/leimkuhler_matthews.hpp>
#include <stochtherm/solvers/langevin/metropolised.hpp>
#include <stochtherm/solvers/langevin/milstein.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>

#include "bits.hpp"
#include "catch.hpp"
#include "sentence.hpp"
#include "toys.hpp"

using namespace stochtherm;

namespace {

struct Swing : toys::Trap {
  double mass() const { return 0.5; }
};

struct Pair {
  static constexpr int dimension = 2;
  std::array<Bath, 2> baths() const {
    return {{{Temperature{1.0}, Mobility{1.0}}, {Temperature{0.3}, Mobility{2.0}}}};
  }
  template <class R>
  R energy(const Vec<R, 2>& q, double lambda) const {
    return R(0.5) * (q[0] * q[0] + q[1] * q[1]) + R(0.25) * q[0] * q[0] * q[1] * q[1] - R(lambda) * q[0];
  }
  template <class R>
  Vec<R, 2> force(const Vec<R, 2>& q, double lambda) const {
    return {{R(lambda) - q[0] - R(0.5) * q[0] * q[1] * q[1], -q[1] - R(0.5) * q[1] * q[0] * q[0]}};
  }
};

/// Keeps every snapshot; `load` gives the one that is asked for.
struct Shelf {
  std::shared_ptr<std::vector<Snapshot>> all = std::make_shared<std::vector<Snapshot>>();
  std::size_t give = 0;

  CheckpointStore store() const {
    return {.load = [this]() -> std::optional<Snapshot> {
              if (all->empty()) return std::nullopt;
              return all->at(give);
            },
            .save = [kept = all](const Snapshot& s) { kept->push_back(s); },
            .every_seconds = 0};
  }
};

/// The run goes on from each of its snapshots, and always comes to the same end.
template <class Simulate>
std::size_t resumes_from_everywhere(Run run, const Simulate& simulate) {
  const std::uint64_t alone = bits_of(*simulate(run));
  Shelf shelf;
  run.checkpoint = shelf.store();
  CHECK(bits_of(*simulate(run)) == alone);
  const std::size_t count = shelf.all->size();
  for (std::size_t i = 0; i < count; ++i) {
    Shelf one;
    one.all->push_back(shelf.all->at(i));
    run.checkpoint = one.store();
    run.threads = 1 + i % 2;
    INFO("snapshot " << i << " of " << count << ", step " << shelf.all->at(i).step);
    CHECK(bits_of(*simulate(run)) == alone);
  }
  return count;
}

const auto pull = Protocol::piecewise_linear({{0, 0}, {0, 0.5}, {1, 0.5}, {1, 1}, {2, 2}, {2, 3}});
const Run usual{
    .dt = 1e-3,
    .trajectories = 300,
    .seed = 11,
    .record = {
        .times = {0, 0.003, 0.5, 1.7, 2},
        .what = {{"x", [](const Ensemble& e, std::size_t i) { return e.final[0][i]; }},
                 {"dE/dt", [](const Ensemble& e, std::size_t i) { return e.ledger.energy_change[i]; }}}}};
}  // namespace

TEST_CASE("a run goes on from each of its snapshots with the same bits", "[checkpoint]") {
  CHECK(resumes_from_everywhere(usual, [](const Run& run) { return simulate(toys::Trap{}, pull, run); }) > 5);
  Run evidence = usual;
  evidence.evidence = true;
  resumes_from_everywhere(evidence,
                          [](const Run& run) { return simulate(toys::Ring{}, pull, run, from_point(1)); });
  resumes_from_everywhere(usual, [](const Run& run) {
    return simulate(toys::Trap{}, pull, run, from_equilibrium, LeimkuhlerMatthews{});
  });
  resumes_from_everywhere(usual, [](const Run& run) {
    return simulate(toys::Trap{}, pull, run, from_equilibrium, Metropolised<EulerMaruyama>{});
  });
  resumes_from_everywhere(usual, [](const Run& run) {
    return simulate(within(toys::Trap{}, Interval{-2, 3, Edge::reflecting, Edge::absorbing}), pull, run,
                    from_point(0));
  });
  resumes_from_everywhere(usual, [](const Run& run) {
    return simulate(Pair{}, pull, run, from_point({0.0, 1.0}));
  });
  resumes_from_everywhere(evidence, [](const Run& run) { return simulate(Swing{}, pull, run); });
}

TEST_CASE("a relaxation goes on from each of its snapshots with the same bits", "[checkpoint]") {
  std::size_t relaxing = 0;
  resumes_from_everywhere(usual, [&](const Run& run) {
    if (run.checkpoint.load)
      if (const auto from = run.checkpoint.load()) relaxing += from->step == 0 && from->relaxed > 0;
    return simulate(toys::Ring{}, Protocol::constant(0, 2), run, stationary(3, from_point(1)),
                    LeimkuhlerMatthews{});
  });
  CHECK(relaxing > 3);
}

TEST_CASE("a run with feedback goes on from each of its snapshots with the same bits", "[checkpoint]") {
  const auto before = Protocol::linear(0, 1, 1.1);
  const std::vector<Protocol> responses{Protocol::linear(1, 2, 0.9), Protocol::quench(1, -1, 0.9)};
  std::size_t early = 0, late = 0;
  resumes_from_everywhere(usual, [&](const Run& run) {
    if (run.checkpoint.load)
      if (const auto from = run.checkpoint.load()) ++(from->step <= 1100 ? early : late);
    return simulate_with_feedback(toys::Trap{}, before, Measurement::side(0.5, 0.1), responses, run,
                                  from_equilibrium, EulerMaruyama{});
  });
  CHECK(early > 1);
  CHECK(late > 1);
}

TEST_CASE("a run that is cancelled at every look arrives all the same", "[checkpoint]") {
  const auto runs = [](const Run& run) {
    return simulate(toys::Ring{}, Protocol::constant(0, 2), run, stationary(1, from_point(1)),
                    EulerMaruyama{});
  };
  const std::uint64_t alone = bits_of(*runs(usual));
  Shelf shelf;
  Run impatient = usual;
  impatient.progress = [](double) { return false; };
  int calls = 0;
  for (bool arrived = false; !arrived && calls < 100; ++calls) {
    impatient.checkpoint = shelf.store();
    const auto result = runs(impatient);
    arrived = static_cast<bool>(result);
    if (arrived) {
      CHECK(bits_of(*result) == alone);
    } else {
      CHECK(result.status() == Status::cancelled);
      CHECK(result.sentence() ==
            "simulate: the run was cancelled before all trajectories were done. Its checkpoint is kept: the "
            "same call "
            "goes on from there.");
      CHECK(std::isnan(result.even_if_failed().ledger.heat[0][7]));
    }
    shelf.give = shelf.all->size() - 1;
  }
  CHECK(calls > 5);
  CHECK(calls < 100);
}

TEST_CASE("a run that has ended gives its result again, at once", "[checkpoint]") {
  Shelf shelf;
  Run run = usual;
  run.checkpoint = shelf.store();
  const auto first = simulate(toys::Trap{}, pull, run);
  shelf.give = shelf.all->size() - 1;
  REQUIRE(shelf.all->at(shelf.give).step == 2000);
  const auto again = simulate(toys::Trap{}, pull, run);
  CHECK(bits_of(*again) == bits_of(*first));
  CHECK(shelf.all->size() == shelf.give + 1);  // nothing to write
}

TEST_CASE("a diverging run resumes to the same divergence", "[checkpoint]") {
  const auto runs = [](const Run& run) {
    return simulate(toys::Trap{.k = 4e3}, pull, run, from_point(1), EulerMaruyama{});
  };
  Run run = usual;
  const auto alone = runs(run);
  CHECK(alone.status() == Status::diverged);
  Shelf shelf;
  run.checkpoint = shelf.store();
  CHECK(bits_of(runs(run).even_if_failed()) == bits_of(alone.even_if_failed()));
  for (shelf.give = 0; shelf.give < shelf.all->size() && shelf.give < 20; ++shelf.give) {
    const auto resumed = runs(run);
    CHECK(resumed.status() == Status::diverged);
    CHECK(bits_of(resumed.even_if_failed()) == bits_of(alone.even_if_failed()));
  }
}

TEST_CASE("a snapshot of another run is refused with a sentence", "[checkpoint]") {
  Shelf shelf;
  Run run = usual;
  run.checkpoint = shelf.store();
  run.checkpoint.place = "run.h5";
  const auto with = [&](const auto& model, const auto& protocol, const Run& other, const auto& initial,
                        auto stepper) {
    return sentence_of([&] { (void)simulate(model, protocol, other, initial, stepper); });
  };
  // All start at a point where neither energy nor force depends on the stiffness.
  const auto at_rest = stationary(1, from_point(0));
  CHECK(with(toys::Trap{}, pull, run, at_rest, EulerMaruyama{}) == "");
  Run other = run;
  other.seed = Seed{12};
  CHECK(with(toys::Trap{}, pull, other, at_rest, EulerMaruyama{}) ==
        "simulate: the checkpoint run.h5 must belong to this run, with seed = 12, but its seed = 11.");
  CHECK(with(toys::Trap{.k = 2}, pull, run, at_rest, EulerMaruyama{}).find("with motion = ") !=
        std::string::npos);
  CHECK(with(toys::Trap{.kT = 2}, pull, run, at_rest, EulerMaruyama{}).find("with motion = ") !=
        std::string::npos);
  CHECK(with(toys::Trap{}, pull, run, at_rest, Milstein{}).find("with stepper = Milstein") !=
        std::string::npos);
  CHECK(with(toys::Trap{}, pull, run, stationary(2, from_point(0)), EulerMaruyama{})
            .find("with relaxation = 2000") != std::string::npos);
  CHECK(
      with(toys::Trap{}, Protocol::linear(0, 1, 2), run, at_rest, EulerMaruyama{}).find("with protocol = ") !=
      std::string::npos);
  other = run;
  other.record.what[0].name = "y";
  CHECK(
      with(toys::Trap{}, pull, other, at_rest, EulerMaruyama{}).find("with record = y, but its record = x") !=
      std::string::npos);
  other.record.what.clear();
  CHECK(with(toys::Trap{}, pull, other, at_rest, EulerMaruyama{}).find("but its record = x") !=
        std::string::npos);
}

TEST_CASE("a damaged snapshot is refused with a sentence", "[checkpoint]") {
  Shelf shelf;
  Run run = usual;
  run.checkpoint = shelf.store();
  const auto go = [&] { return sentence_of([&] { (void)simulate(toys::Trap{}, pull, run); }); };
  CHECK(go() == "");
  const Snapshot good = shelf.all->back(), middle = shelf.all->at(shelf.all->size() / 2);
  const auto after = [&](const auto& damage) {
    Snapshot bad = good;
    damage(bad);
    *shelf.all = {bad};
    shelf.give = 0;
    return go();
  };
  CHECK(after([](Snapshot&) {}) == "");
  CHECK(after([](Snapshot& s) { s.step = 2001; }) ==
        "simulate: the checkpoint must lie within the run, but step = 2001.");
  CHECK(after([](Snapshot& s) { s.relaxed = 1; }).find("must lie within the run") != std::string::npos);
  CHECK(after([](Snapshot& s) { s.columns.erase(s.columns.begin()); }) ==
        "simulate: the checkpoint must hold every column of the run, but missing = position 0.");
  CHECK(after([](Snapshot& s) { s.columns[0].second.pop_back(); }) ==
        "simulate: the checkpoint must hold 300 numbers in each column, but size of \"position 0\" = 299.");
  CHECK(after([](Snapshot& s) { s.columns.back().second = Column(300, 0.5); }).find("outcome = 0.5") !=
        std::string::npos);
  CHECK(after([&](Snapshot& s) { s = middle, s.columns.back().second = Column(300, 7); }) ==
        "simulate: each outcome must have a response, but outcome = 7.");
  run.checkpoint.every_seconds = -1;
  CHECK(go() == "simulate: the time between two snapshots must not be negative, but every_seconds = -1.");
}
