#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_currents.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_states.hpp>
#include <vector>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using Path = std::vector<std::vector<double>>;
using States = std::vector<std::uint32_t>;

namespace {
/// A drifting point in two dimensions.
Path drift(std::size_t n, double v) {
  Path p(2, std::vector<double>(n));
  for (std::size_t i = 1; i < n; ++i)
    for (std::size_t c = 0; c < 2; ++c)
      p[c][i] = p[c][i - 1] + v * 0.01 + 0.1 * st::random::normal(5, st::random::Stream::data, i, c, 0);
  return p;
}
}  // namespace

TEST_CASE("currents in one piece, in blocks and step by step are the same") {
  const Path path = drift(5001, 1);
  st::CurrentMoments whole(2), blocks(2);
  whole.add(path);
  for (std::size_t from = 0; from < 5001; from += 617) {
    Path part;
    for (const auto& c : path)
      part.emplace_back(c.begin() + static_cast<long>(from),
                        c.begin() + static_cast<long>(std::min<std::size_t>(5001, from + 617)));
    blocks.add(part);
  }
  REQUIRE(whole.steps() == 5000);
  REQUIRE(blocks.steps() == 5000);
  const auto a = whole.covariance(), b = blocks.covariance();
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(1e-10).margin(1e-14));
}

TEST_CASE("the kernel of the plane agrees with the general one") {
  // Degree 1 of two coordinates has a kernel of its own; with a third coordinate that stands still the general one runs.
  const Path path = drift(4001, 1);
  Path padded = path;
  padded.emplace_back(4001, 0.0);
  for (bool constant : {true, false}) {
    st::CurrentMoments plane(2, {1, constant, {}}), general(3, {1, constant, {}});
    plane.add(path);
    general.add(padded);
    const auto C = plane.covariance(), G = general.covariance();
    // Functions (1), x, y by coordinates x, y: in the general basis every third current is that of the third coordinate.
    const std::size_t n = plane.currents(), m = general.currents();
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        CHECK(C[i * n + j] ==
              Approx(G[(i / 2 * 3 + i % 2) * m + j / 2 * 3 + j % 2]).epsilon(1e-10).margin(1e-14));
    CHECK(st::uncertainty_bound(plane, 0.01)->rate.mean ==
          Approx(st::uncertainty_bound(general, 0.01)->rate.mean).epsilon(1e-6));
  }
}

TEST_CASE("long paths: blocks are joined, the moments stay those of all steps") {
  // More than 128 blocks of 512 steps.
  Path path(1, std::vector<double>(150'001));
  for (std::size_t i = 0; i < path[0].size(); ++i) path[0][i] = std::sin(0.37 * static_cast<double>(i));
  st::CurrentMoments moments(1, {0, true, {}});
  moments.add(path);
  CHECK(moments.steps() == 150'000);
  CHECK(moments.mean()[0] == Approx((path[0].back() - path[0].front()) / 150'000).margin(1e-15));
  double sum = 0;
  for (std::size_t i = 0; i < 150'000; ++i) sum += std::pow(path[0][i + 1] - path[0][i], 2);
  CHECK(moments.covariance()[0] == Approx(sum / 149'999).epsilon(1e-9));
}

TEST_CASE("two paths are not joined") {
  st::CurrentMoments moments(1, {0, true, {}});
  moments.add(Path{{0, 1, 2}});
  moments.new_path();
  moments.add(Path{{100, 101, 102}});
  CHECK(moments.steps() == 4);
  CHECK(moments.mean()[0] == 1);
}

TEST_CASE("drift and diffusion saturate the relation; a current that follows from another is left out") {
  const Path path = drift(200'001, 2);
  const auto bound = *st::uncertainty_bound(path, 0.01, {0, true, {}});
  // v^2/D for each coordinate, D = 0.1^2/(2 dt) = 0.5.
  CHECK(std::abs(bound.rate.z(2 * 4 / 0.5)) < 5);
  Path copied{path[0], path[1], path[0]};
  CHECK(st::uncertainty_bound(copied, 0.01, {0, true, {}})->rate.mean ==
        Approx(bound.rate.mean).epsilon(1e-3));
}

TEST_CASE("paths that cannot be judged are refused with a sentence") {
  Path path = drift(300, 1);
  CHECK_THROWS_AS(st::uncertainty_bound(path, 0), InvalidArgument);
  CHECK_THROWS_AS(st::variational_bound(path, -1), InvalidArgument);
  CHECK_THROWS_AS(st::uncertainty_bound(Path{{0, 1, 2}}, 1), InvalidArgument);
  CHECK_THROWS_AS(st::uncertainty_bound(Path{}, 1), InvalidArgument);
  CHECK_THROWS_AS(st::uncertainty_bound(Path{{0, 1, 2}, {0, 1}}, 1), InvalidArgument);
  CHECK_THROWS_AS(st::CurrentMoments(2, {1, true, {1.0}}), InvalidArgument);
  CHECK_THROWS_AS(st::CurrentMoments(2, {0, false, {}}), InvalidArgument);
  CHECK_THROWS_AS(st::CurrentMoments(2, {9, true, {}}), InvalidArgument);
  path[1][123] = std::numeric_limits<double>::quiet_NaN();
  CHECK(refuses([&] { return st::uncertainty_bound(path, 0.01); }, {"sample 123"}));
  CHECK_THROWS_AS(st::variational_bound(path, 0.01), InvalidArgument);
}

TEST_CASE("states: one way round, there and back, and too short") {
  States there_and_back, round;
  for (std::uint32_t i = 0; i < 600; ++i) there_and_back.push_back(i % 2), round.push_back(i % 3);
  // Equal counts are less than chance would bring: -2 for each pair of words, so that the mean over chance is 0.
  CHECK(std::abs(st::plugin_entropy_production(there_and_back, 1).mean) < 0.004);
  // Never seen backwards: what is believed grows as the logarithm of the counts, and stays finite.
  const double once = st::plugin_entropy_production(round, 1).mean;
  CHECK(once > 4);
  CHECK(once < std::log(600.0) + 1);
  CHECK_THROWS_AS(st::plugin_entropy_production(States{0}, 1), InvalidArgument);
  CHECK_THROWS_AS(st::plugin_entropy_production(round, 0), InvalidArgument);
  CHECK_THROWS_AS(st::markov_entropy_production(round, 1, 0), InvalidArgument);
  CHECK_THROWS_AS(st::waiting_time_entropy_production(States(100, 1), 1), InvalidArgument);
  CHECK_THROWS_AS(st::uncertainty_bound(States(100, 1), 1), InvalidArgument);
  CHECK(st::markov_entropy_production_by_rule(round, 1).order >= 1);
}

TEST_CASE("a cycle hidden in two states shows only to those who remember") {
  // 0 0 1 0 1 1 against its reverse: pairs of states look the same both ways, words of more do not.
  States path;
  for (int i = 0; i < 2000; ++i)
    for (std::uint32_t s : {0U, 0U, 1U, 0U, 1U, 1U}) path.push_back(s);
  CHECK(std::abs(st::markov_entropy_production(path, 1, 1).mean) < 0.01);
  CHECK(st::markov_entropy_production(path, 1, 3).mean > 0.5);
}
