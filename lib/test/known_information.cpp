#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/channel.hpp>
#include <stochtherm/information/decomposition.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/information/f_divergence.hpp>
#include <stochtherm/information/fisher.hpp>
#include <stochtherm/information/gaussian_vectors.hpp>
#include <stochtherm/information/joint_table.hpp>
#include <stochtherm/information/minimum_free_energy.hpp>
#include <stochtherm/thermodynamics/inference_cost.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using st::JointTable;
using Masses = std::vector<double>;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("a joint table: marginals in any order, cells, functions") {
  const JointTable p({2, 3}, {0.1, 0.2, 0.3, 0.05, 0.15, 0.2});
  CHECK(p.marginal({1}).masses()[2] == Approx(0.5));
  CHECK(p.marginal({1, 0}).masses() == Masses{0.1, 0.05, 0.2, 0.15, 0.3, 0.2});
  CHECK(p.marginal({}).masses()[0] == Approx(1));
  CHECK(p.cells_of({1}) == std::vector<std::size_t>{0, 1, 2, 0, 1, 2});
  const std::vector<std::size_t> parity{0, 1, 0, 1, 0, 1};
  const JointTable with = p.with_function(parity, 2);
  CHECK(with.states() == std::vector<std::size_t>{2, 3, 2});
  CHECK(st::conditional_entropy(with, {2}, {0, 1}) == 0);
  CHECK(st::mutual_information(with, {2}, {0, 1}) == Approx(st::entropy(with, {2})).epsilon(1e-14));
}

TEST_CASE("joint tables refuse what makes no sense") {
  CHECK_THROWS_AS(JointTable({2, 2}, {0.5, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(JointTable({2, 0}, {}), InvalidArgument);
  CHECK_THROWS_AS(JointTable({2}, {0.5, NaN}), InvalidArgument);
  CHECK_THROWS_AS(JointTable({2}, {0.5, 0.6}), InvalidArgument);
  CHECK_THROWS_AS(JointTable({std::size_t{1} << 40U, std::size_t{1} << 40U}, {1}), InvalidArgument);
  const JointTable p({2, 2}, {0.25, 0.25, 0.25, 0.25});
  CHECK_THROWS_AS(p.marginal({2}), InvalidArgument);
  CHECK_THROWS_AS(st::mutual_information(p, {0}, {0}), InvalidArgument);
  CHECK_THROWS_AS(st::interaction_information(p, {0}), InvalidArgument);
  CHECK_THROWS_AS(st::aggregate_information(p, {}, {{0}}), InvalidArgument);
  CHECK_THROWS_AS(st::aggregate_information(p, {0}, {}), InvalidArgument);
  const std::vector<std::size_t> map{0, 1, 2, 0};
  CHECK_THROWS_AS(p.with_function(map, 2), InvalidArgument);
  CHECK_THROWS_AS(st::broja(p, {0}, {1}, {}), InvalidArgument);
}

TEST_CASE("independent variables share nothing, whatever their number") {
  std::vector<double> m;
  for (double a : {0.2, 0.8})
    for (double b : {0.3, 0.3, 0.4})
      for (double c : {0.6, 0.4}) m.push_back(a * b * c);
  const JointTable p({2, 3, 2}, m);
  CHECK(st::multi_information(p, {0, 1, 2}) < 1e-30);
  CHECK(std::abs(st::interaction_information(p, {0, 1, 2})) < 1e-15);
  CHECK(st::transfer_entropy(p, {0}, {1}, {2}) < 1e-30);
}

TEST_CASE("divergences at the edges") {
  const Masses p{0.5, 0.5, 0}, q{0, 0.5, 0.5};
  CHECK(st::renyi_divergence(p, q, 0) == Approx(std::log(2.0)));
  CHECK(std::isfinite(st::renyi_divergence(p, q, 0.5)));
  CHECK(st::renyi_divergence(p, q, 2) == inf);
  CHECK(st::renyi_divergence(p, q, inf) == inf);
  CHECK(st::renyi_divergence(Masses{1, 0}, Masses{0, 1}, 0.5) == inf);
  CHECK(st::tsallis_divergence(p, q, 3) == inf);
  CHECK(st::chi_squared(p, q) == inf);
  CHECK(st::total_variation(p, q) == 0.5);
  CHECK(st::hellinger_distance(Masses{1, 0}, Masses{0, 1}) == 1);
  CHECK(st::renyi_entropy(p, 0) == Approx(std::log(2.0)));
  CHECK(st::renyi_entropy(p, inf) == Approx(std::log(2.0)));
  for (double a : {0.0, 0.5, 1.0, 2.0, 50.0, inf}) CHECK(std::abs(st::renyi_divergence(q, q, a)) < 1e-15);
  CHECK(st::renyi_divergence(Masses{1e-300, 1}, Masses{1, 1e-300}, 20) ==
        Approx(300 * std::log(10.0)).epsilon(1e-12));
  for (double a : {-0.1, NaN}) {
    CHECK_THROWS_AS(st::renyi_divergence(p, q, a), InvalidArgument);
    CHECK_THROWS_AS(st::tsallis_entropy(p, a), InvalidArgument);
  }
  CHECK_THROWS_AS(st::hellinger_distance(p, Masses{1}), InvalidArgument);
  CHECK_THROWS_AS(st::chi_squared(Masses{0.5, 0.6}, Masses{0.5, 0.5}), InvalidArgument);
}

TEST_CASE("Gaussian divergences at the edges") {
  const st::Gaussian a{0, 1}, b{1, 2};
  CHECK(st::chi_squared(st::Gaussian{0, 2}, a) == inf);
  CHECK(st::renyi_divergence(st::Gaussian{0, 3}, a, 2) == inf);
  CHECK(st::total_variation(a, a) == 0);
  CHECK(st::total_variation(a, b) == Approx(st::total_variation(b, a)).epsilon(1e-14));
  CHECK(st::total_variation(a, st::Gaussian{2, 1}) == Approx(std::erf(1 / std::sqrt(2.0))).epsilon(1e-14));
  CHECK(st::total_variation(a, st::Gaussian{1e6, 2}) == Approx(1));
  CHECK_THROWS_AS(st::total_variation(a, st::Gaussian{0, 0}), InvalidArgument);
  CHECK_THROWS_AS(st::differential_entropy(st::GaussianVector{{0, 0}, {1, 1, 1, 1}}), InvalidArgument);
  CHECK_THROWS_AS(st::differential_entropy(st::GaussianVector{{0, 0}, {1, 0.5, 0.2, 1}}), InvalidArgument);
  CHECK_THROWS_AS(st::differential_entropy(st::GaussianVector{{0}, {1, 2}}), InvalidArgument);
  CHECK_THROWS_AS(st::mutual_information(st::GaussianVector{{0, 0}, {1, 0, 0, 1}}, {0}, {0}),
                  InvalidArgument);
  CHECK_THROWS_AS(st::gaussian_channel_capacity(-1), InvalidArgument);
}

TEST_CASE("a decomposition of what carries nothing is nothing") {
  const JointTable p({2, 2, 2}, Masses(8, 0.125));
  const auto b = *st::broja(p, {0}, {1}, {2});
  for (double part : {b.redundant, b.unique_a, b.unique_b, b.synergistic}) CHECK(std::abs(part) < 1e-11);
  // Sources of several variables, and a target state that never occurs.
  const JointTable q({2, 2, 2, 2}, {0.25, 0, 0, 0.25, 0, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK_NOTHROW(*st::broja(q, {0}, {1, 2}, {3}));
  CHECK(st::redundant_information(q, {3}, {{1}}) ==
        Approx(st::mutual_information(q, {3}, {1})).margin(1e-15));
}

TEST_CASE("channels: what is refused, what carries nothing") {
  CHECK(st::channel_capacity({{0.3, 0.7}, {0.3, 0.7}})->capacity == Approx(0).margin(1e-15));
  CHECK(st::channel_capacity({{1}})->capacity == Approx(0).margin(1e-15));
  CHECK_THROWS_AS(st::channel_capacity({}), InvalidArgument);
  CHECK_THROWS_AS(st::channel_capacity({{0.5, 0.6}}), InvalidArgument);
  CHECK_THROWS_AS(st::channel_capacity({{1, 0}, {1}}), InvalidArgument);
  const Masses input{0.5, 0.5};
  CHECK(st::information_rate({{1, 0}, {0, 1}}, input) == Approx(std::log(2.0)));
  CHECK_THROWS_AS(st::entropy_rate({{1, 0}, {0, 1}}), InvalidArgument);
  CHECK_THROWS_AS(st::entropy_rate({{0.5, 0.5}}), InvalidArgument);
}

TEST_CASE("Fisher information refuses parameters that data cannot tell apart") {
  const Masses p{0.3, 0.7};
  CHECK_THROWS_AS(st::cramer_rao_bound(st::fisher_information(p, {{1, -1}, {2, -2}})), InvalidArgument);
  CHECK_THROWS_AS(st::fisher_information(p, {{1, 1}}), InvalidArgument);
  CHECK_THROWS_AS(st::fisher_information(Masses{0, 1}, {{1, -1}}), InvalidArgument);
  CHECK(st::cramer_rao_bound(st::fisher_information(p, {{1, -1}}), 100)[0] == Approx(0.0021).epsilon(1e-14));
}

TEST_CASE("minimum free energy: limits and refusals") {
  const Masses seen{0.6, 0.4, 0};
  CHECK(st::minimum_free_energy(seen, 1).p == seen);
  CHECK(st::minimum_free_energy(seen, 0).p == Masses{0.5, 0.5, 0});
  CHECK(st::minimum_free_energy(seen, 0).free_energy == -inf);
  CHECK_THROWS_AS(st::minimum_free_energy(seen, 1.1), InvalidArgument);
  CHECK_THROWS_AS(st::minimum_free_energy(seen, NaN), InvalidArgument);
  const std::vector<std::size_t> none{0, 0}, one{1, 0};
  CHECK_THROWS_AS(st::frequencies(none), InvalidArgument);
  CHECK_THROWS_AS(st::data_beta_leave_one_out(one, 1e-3), InvalidArgument);
  CHECK_THROWS_AS(st::data_beta_leave_one_out(std::vector<std::size_t>{2, 1}, 0), InvalidArgument);
  CHECK(st::expectation_over_samples(seen, 7, [](st::Counts) { return 1.0; }) == Approx(1).epsilon(1e-13));
  CHECK(st::expectation_over_samples(seen, 7, [](st::Counts n) { return static_cast<double>(n[0]); }) ==
        Approx(4.2));
}

TEST_CASE("the price of an inference at its edges") {
  const auto sure = st::inference_cost(st::JointDistribution::noisy_copy(0.5, 0));
  CHECK(sure.discarded == 0);
  CHECK(sure.error_at_least == 0);
  CHECK(sure.error == Approx(0).margin(1e-15));
  const auto blind = st::inference_cost(st::JointDistribution::noisy_copy(0.5, 0.5));
  CHECK(blind.error_at_least == Approx(0.5).epsilon(1e-7));
  const Masses never{0, 0, 1, 1};  // a model that excludes what happens
  CHECK(st::inference_cost(st::JointDistribution::noisy_copy(0.5, 0.1), never).filled_in == inf);
  CHECK(st::bit_handling_energy(1, 1, 1) == 0);
  CHECK_THROWS_AS(st::fano_bound(2, 2), InvalidArgument);
  CHECK_THROWS_AS(st::information_rate_limit(-1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::inference_cost(st::JointDistribution::noisy_copy(0.5, 0.1), Masses{1, 1}),
                  InvalidArgument);
}
