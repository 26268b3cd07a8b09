// Reaction networks: bits, edges and bad input.
#include <cmath>
#include <stochtherm/solvers/jump/gillespie.hpp>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;

namespace {

ReactionNetwork decay(double rate = 1) {
  return {.species = {"X", "Y"},
          .reactions = {{.name = "decay", .reactants = {{0, 1}}, .products = {{1, 1}}, .rate = rate}}};
}
ReactionNetwork loop() {
  return {
      .species = {"A", "B"},
      .reactions = {{.name = "there", .reactants = {{0, 1}}, .products = {{1, 1}}, .rate = 2, .reverse = 1},
                    {.name = "back", .reactants = {{1, 1}}, .products = {{0, 1}}, .rate = 1, .reverse = 0}}};
}

}  // namespace

TEST_CASE("a trajectory alone is the trajectory of the ensemble, on any number of threads", "[reactions]") {
  const ReactionRun run{.duration = 3, .trajectories = 300, .seed = 5, .threads = 1, .record = {0, 1, 2.5}};
  const auto all = *simulate(loop(), {30, 3}, run);
  auto threads = run;
  threads.threads = 3;
  CHECK(simulate(loop(), {30, 3}, threads)->counts == all.counts);
  for (std::uint64_t k : {0U, 7U, 123U, 299U}) {
    auto alone = run;
    alone.first_trajectory = k, alone.trajectories = 1;
    const auto one = *simulate(loop(), {30, 3}, alone);
    CHECK(one.events[0] == all.events[k]);
    alone.entropy = true;  // by the scalar road
    const auto scalar = *simulate(loop(), {30, 3}, alone);
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(one.counts[i][0][0] == all.counts[i][0][k]);
      CHECK(scalar.counts[i][0][0] == all.counts[i][0][k]);
    }
    CHECK(scalar.entropy[0] ==
          Approx((scalar.counts[3][1][0] - 3) * std::log(2) + std::lgamma(31) + std::lgamma(4) -
                 std::lgamma(scalar.counts[3][0][0] + 1) - std::lgamma(scalar.counts[3][1][0] + 1)));
  }
  CHECK(all.counts[0][0][17] == 30);  // at time 0
  CHECK(all.time == std::vector<double>{0, 1, 2.5, 3});
}

TEST_CASE("a network that has run down waits for the end", "[reactions]") {
  const auto check = [](const auto& method) {
    const auto runs = *simulate(decay(50), {20, 0},
                                {.duration = 100, .trajectories = 9, .seed = 2, .record = {1, 50}}, method);
    for (std::size_t k = 0; k < 9; ++k) {
      CHECK(runs.counts[2][0][k] == 0);
      CHECK(runs.counts[2][1][k] == 20);
    }
  };
  check(Direct{}), check(NextReaction{}), check(Rejection{}), check(TauLeaping{});
}

TEST_CASE("what is no network is refused with a sentence", "[reactions]") {
  const ReactionRun run{.duration = 1, .trajectories = 2, .seed = 1};
  const auto says = [&](const ReactionNetwork& n, std::initializer_list<const char*> words) {
    return refuses([&] { return simulate(n, {1, 1}, run); }, words);
  };
  CHECK(says(decay(-1), {"not negative", "rate of decay"}));
  CHECK(says(decay(std::nan("")), {"finite"}));
  auto n = decay();
  n.reactions[0].products = {{7, 1}};
  CHECK(says(n, {"species that exist", "7"}));
  n = decay(), n.volume = 0;
  CHECK(says(n, {"volume"}));
  n = loop(), n.reactions[0].reverse = 0;
  CHECK(says(n, {"turns its products into its reactants"}));
  CHECK(refuses([&] { return simulate(decay(), {1}, run); }, {"one initial count per species"}));
  CHECK(refuses([&] { return simulate(decay(), {-1, 0}, run); }, {"X"}));
  auto bad = run;
  bad.record = {2};
  CHECK(refuses([&] { return simulate(decay(), {1, 0}, bad); }, {"within the run"}));
  bad = run, bad.duration = -1;
  CHECK(refuses([&] { return simulate(decay(), {1, 0}, bad); }, {"duration"}));
  bad = run, bad.entropy = true;
  CHECK(refuses([&] { return simulate(decay(), {1, 0}, bad); }, {"needs a reverse"}));
  CHECK(refuses([&] { return simulate(decay(), {1, 0}, run, Rejection{.fraction = 2}); }, {"fraction"}));
  CHECK(refuses([&] { return simulate(decay(), {1, 0}, run, TauLeaping{.epsilon = 0}); }, {"epsilon"}));
  bad = run, bad.most_events = 10;
  CHECK(simulate(loop(), {1000, 0}, bad).status() == Status::step_limit);
  bad = run, bad.trajectories = 100000, bad.progress = [](double) { return false; };
  CHECK(simulate(loop(), {1000, 0}, bad).status() == Status::cancelled);
}
