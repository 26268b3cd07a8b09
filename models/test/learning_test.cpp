#include <cmath>
#include <limits>
#include <stochtherm/core/model.hpp>
#include <stochtherm/models/learning/canonical_ensemble.hpp>
#include <stochtherm/models/learning/canonical_states.hpp>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using namespace st::models;

static_assert(st::Overdamped<CanonicalStates<3>>);

namespace {
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("septuple: bad input gets a sentence", "[learning]") {
  auto s = NeuralSeptuple::unconnected(3);
  const std::vector<double> x(3, 0.1);
  CHECK(s.propagate(x) == std::vector<double>(3, 0.0));
  CHECK(refuses([&] { return s.propagate(std::vector<double>(2)); }, {"a state for each neuron"}));
  CHECK(refuses([&] { return s.bulk_loss(std::vector<double>{0, not_a_number, 0}); }, {"finite"}));
  auto broken = s;
  broken.w[3] = not_a_number;
  CHECK(refuses([&] { return broken.fixed_point(x); }, {"finite", "w = nan"}));
  broken = s;
  broken.b.pop_back();
  CHECK(refuses([&] { return broken.bulk_minimum(x); }, {"a bias for each neuron"}));
  broken = s;
  broken.inputs = {0}, broken.outputs = {0};
  CHECK(refuses([&] { return broken.fixed_point(x); }, {"both input and output"}));
  broken.outputs = {2, 1};
  CHECK(refuses([&] { return broken.fixed_point(x); }, {"increasing order"}));
  broken.outputs = {3};
  CHECK(refuses([&] { return broken.fixed_point(x); }, {"one of the network's"}));
}

TEST_CASE("septuple: a cycle is found and named", "[learning]") {
  auto s = NeuralSeptuple::unconnected(4);
  s.w[4 * 1 + 0] = 1, s.w[4 * 2 + 1] = 1, s.w[4 * 3 + 0] = 1;
  CHECK(s.layers() == std::vector<std::size_t>{0, 1, 2, 1});
  s.w[4 * 1 + 2] = 1;
  CHECK(refuses([&] { return s.layers(); }, {"a layered network has no cycle", "neuron = 1"}));
}

TEST_CASE("septuple: no fixed point is an outcome, not an answer", "[learning]") {
  auto s = NeuralSeptuple::unconnected(2);
  s.w = {0, 5, -5, 0};  // turns by a quarter
  const auto ended = s.fixed_point(std::vector<double>{0.5, 0.1}, 100);
  CHECK(ended.status() == st::Status::step_limit);
  CHECK(ended.sentence().find("still move") != std::string::npos);
  CHECK_THROWS_AS(*ended, st::SolveFailed);
}

TEST_CASE("septuple: states of the bulk stay within the range", "[learning]") {
  // The objective alone drives them outwards.
  auto s = NeuralSeptuple::unconnected(2);
  s.objective = 3;
  const auto least = s.bulk_minimum(std::vector<double>{0.2, -0.3});
  CHECK(least->x == std::vector<double>{1, -1});
  CHECK(least->loss == Approx(-2));
}

TEST_CASE("layered network: bad input gets a sentence", "[learning]") {
  auto n = LayeredNetwork::random({3, 2}, 1);
  CHECK(n.states(std::vector<double>{0, 0, 0}) == std::vector<double>(5, 0.0));
  CHECK(refuses([&] { return n.states(std::vector<double>{0, 0}); }, {"each input neuron"}));
  CHECK(refuses([&] { return n.septuple(std::vector<double>{0, 1, 0}); }, {"inside the range"}));
  CHECK(refuses(
      [&] {
        return n.boundary_gradient(std::vector<double>{0, 0, 0}, std::vector<double>{1});
      },
      {"each output neuron"}));
  CHECK(refuses([&] { return LayeredNetwork::zero({3}).boundary_gradient({}, {}); }, {"two layers or more"}));
  CHECK(refuses(
      [&] {
        return LayeredNetwork::zero({3, 0}).boundary_gradient({}, {});
      },
      {"a layer has neurons"}));
  n.W[0][1] = not_a_number;
  CHECK(refuses([&] { return spectrum(n, std::vector<double>(5, 1.0)); }, {"finite"}));
}

TEST_CASE("spectrum: layers of any width against all neurons", "[learning]") {
  for (const auto& sizes :
       std::vector<std::vector<std::size_t>>{{1, 1}, {9, 2, 3}, {2, 9, 2}, {2, 3, 9}, {9, 1, 9}}) {
    const auto n = LayeredNetwork::random(sizes, 4);
    const auto states = n.states(std::vector<double>(sizes.front(), 0.3));
    const auto few = spectrum(n, n.slopes(states));
    const auto all = spectrum(n.septuple(std::vector<double>(sizes.front(), 0.3)), states);
    REQUIRE(few.neurons() == all.neurons());
    const auto a = few.all(), b = all.all();
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(1e-12));
  }
}

TEST_CASE("ensemble: where it does not exist", "[learning]") {
  const auto s = NeuralSeptuple::unconnected(2);
  CHECK(refuses([&] { return canonical_averages(s, -1); }, {"not negative"}));
  CHECK(refuses([&] { return canonical_averages(s, not_a_number); }, {"not negative"}));
  CHECK(refuses([&] { return canonical_averages(NeuralSeptuple::unconnected(7), 1); }, {"sample"}));
  CHECK(refuses([&] { return canonical_averages(NeuralSeptuple::unconnected(1, Activation::rectifier), 1); },
                {"bounded"}));
  GaussianEnsemble g{.spectrum = {.eigenvalues = {0.1, 10}}, .beta = 2};
  CHECK(g.entropy() > g.entropy_of_free_energy());
  g.objective = 1;
  CHECK(refuses([&] { return g.log_partition(); }, {"1 - beta m + beta lambda > 0", "-0.8"}));
  g.objective = 0, g.beta = 0;
  CHECK(refuses([&] { return g.loss(); }, {"positive"}));
  CHECK(refuses([&] { return inverse_temperature({.eigenvalues = {1, 1}}, 1.5); }, {"half the trace"}));
  CHECK(refuses([&] { return (TwoGroups{.beta = 1, .gamma = 0.7}.stationary()); }, {"1/2"}));
}

TEST_CASE("states in a bath: the force is the slope of the energy", "[learning]") {
  auto s = NeuralSeptuple::unconnected(3);
  s.w = {0, 0.5, -1, 2, 0, 0.3, 0.1, -0.7, 0.2};
  s.b = {0.1, 0.2, -0.3}, s.objective = 0.4;
  const CanonicalStates<3> m(s);
  const st::Vec<double, 3> y{{0.7, -1.1, 0.2}};
  for (int k = 0; k < 3; ++k) {
    auto up = y, down = y;
    up[k] += 1e-5, down[k] -= 1e-5;
    CHECK(m.force(y, 2.5)[k] == Approx((m.energy(down, 2.5) - m.energy(up, 2.5)) / 2e-5).epsilon(1e-8));
  }
  CHECK(refuses([&] { return CanonicalStates<2>(s); }, {"as many neurons"}));
}
