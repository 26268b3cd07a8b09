#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>
#include <stochtherm/studies/carried_chains.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using st::models::RestrictedBoltzmann;

TEST_CASE("Boltzmann machines refuse what makes no sense") {
  const double NaN = std::numeric_limits<double>::quiet_NaN();
  auto m = RestrictedBoltzmann::zero(3, 2);
  CHECK(m.exact().log_Z == Approx(5 * std::log(2.0)));
  auto bad = m;
  bad.W[1] = NaN;
  CHECK_THROWS_AS(bad.exact(), InvalidArgument);
  bad = m, bad.b.pop_back();
  CHECK_THROWS_AS(bad.exact(), InvalidArgument);
  CHECK_THROWS_AS(RestrictedBoltzmann::zero(0, 2).exact(), InvalidArgument);
  CHECK_THROWS_AS(RestrictedBoltzmann::zero(30, 30).exact(), InvalidArgument);
  CHECK_THROWS_AS(m.free_energy(std::vector<double>{1, 0}), InvalidArgument);
  const std::vector<double> data{1, 0, 1, 0, 0, 1}, broken{1, 0}, not_binary{1, 0, 0.5};
  const st::studies::BoltzmannTraining training{.rate = 0.1, .batch = 2, .epochs = 3, .seed = 1};
  CHECK_THROWS_AS(st::studies::train(m, broken, training), InvalidArgument);
  CHECK_THROWS_AS(st::studies::train(m, not_binary, training), InvalidArgument);
  CHECK_THROWS_AS(st::studies::train(m, {}, training), InvalidArgument);
  auto t = training;
  t.rate = NaN;
  CHECK_THROWS_AS(st::studies::train(m, data, t), InvalidArgument);
  t = training, t.batch = 0;
  CHECK_THROWS_AS(st::studies::train(m, data, t), InvalidArgument);
  t = training, t.progress = [](double) { return false; };
  CHECK(st::studies::train(m, data, t).status() == st::Status::cancelled);
  CHECK((*st::studies::train(m, data, training)).machine.W ==
        (*st::studies::train(m, data, training)).machine.W);
  CHECK_THROWS_AS(st::studies::annealed_partition_function(m, 0, 10, 1), InvalidArgument);
  CHECK_THROWS_AS(st::studies::annealed_partition_function(m, 10, 1, 1), InvalidArgument);
  CHECK_FALSE(st::studies::annealed_partition_function(m, 10, 5, 1, 0, [](double) { return false; }));
}

TEST_CASE("A machine's distribution, mean energy and entropy are those of its states") {
  for (auto units : {st::models::BinaryUnits::zero_one, st::models::BinaryUnits::plus_minus}) {
    auto m = RestrictedBoltzmann::zero(3, 2, units);
    m.W = {0.5, -1, 0.3, 0.8, -0.4, 0.2}, m.b = {0.1, -0.2, 0.3}, m.c = {-0.5, 0.4};
    double Z = 0, E = 0, entropy = 0;
    std::vector<double> p(8, 0.0), weights;
    for (unsigned k = 0; k < 32; ++k) {
      const auto unit = [&](unsigned bit) { return (k >> bit & 1U) != 0 ? 1.0 : m.low(); };
      const double e =
          m.energy(std::vector<double>{unit(0), unit(1), unit(2)}, std::vector<double>{unit(3), unit(4)});
      weights.push_back(std::exp(-e));
      Z += weights.back(), E += weights.back() * e, p[k & 7U] += weights.back();
    }
    for (double w : weights) entropy -= w / Z * std::log(w / Z);
    const auto exact = m.exact();
    CHECK(m.mean_energy(exact.moments) == Approx(E / Z).epsilon(1e-13));
    CHECK(exact.log_Z + m.mean_energy(exact.moments) == Approx(entropy).epsilon(1e-13));
    const auto distribution = m.visible_distribution();
    REQUIRE(distribution.size() == 8);
    for (std::size_t k = 0; k < 8; ++k) CHECK(distribution[k] == Approx(p[k] / Z).epsilon(1e-13));
    CHECK_THROWS_AS(m.mean_energy({}), InvalidArgument);
  }
  CHECK_THROWS_AS(RestrictedBoltzmann::zero(25, 2).visible_distribution(), InvalidArgument);
}

TEST_CASE("Chains carried along a path keep the first law") {
  using st::studies::carry_chains;
  auto begin = RestrictedBoltzmann::zero(3, 2), end = begin;
  begin.b = {2, -1, 0.5}, begin.c = {1, -3};
  end.W = {1, -2, 0.5, 3, -1, 0.2}, end.b = {0.1, -0.2, 0.3};
  const std::vector<RestrictedBoltzmann> path{begin, end, begin}, still{begin, begin};
  const auto carried = *carry_chains(path, 3, 50, 1);
  double most = 0;
  for (std::size_t k = 0; k < 50; ++k) {
    CHECK(carried.energy_change[k] == Approx(carried.work[k] + carried.heat[k]).margin(1e-12));
    most = std::max(most, std::abs(carried.work[k]));
  }
  CHECK(most > 0.1);
  CHECK(carry_chains(path, 3, 50, 1)->work == carried.work);
  CHECK(carry_chains(path, 3, 50, 2)->work != carried.work);
  CHECK(carry_chains(path, 3, 50, 1, [](double) { return false; }).status() == st::Status::cancelled);
  CHECK(st::studies::sample(begin, 5, 2, 1, [](double) { return false; }).status() == st::Status::cancelled);
  CHECK(st::studies::sample(begin, 5, 2, 1)->size() == 15);
  const auto kept = *carry_chains(still, 4, 20, 1);
  for (double w : kept.work) CHECK(w == Approx(0).margin(1e-12));
  const std::vector<RestrictedBoltzmann> reversed{end, begin}, alone{begin},
      unlike{begin, RestrictedBoltzmann::zero(3, 3)};
  CHECK_THROWS_AS(carry_chains(reversed, 3, 50, 1), InvalidArgument);
  CHECK_THROWS_AS(carry_chains(alone, 3, 50, 1), InvalidArgument);
  CHECK_THROWS_AS(carry_chains(unlike, 3, 50, 1), InvalidArgument);
  CHECK_THROWS_AS(carry_chains(path, 0, 50, 1), InvalidArgument);
  CHECK_THROWS_AS(carry_chains(path, 3, 0, 1), InvalidArgument);
}

TEST_CASE("Boltzmann machines: a step is the rate times the difference of the moments") {
  using st::models::BinaryUnits;
  using st::studies::Precision;
  constexpr std::size_t nv = 70, nh = 9, rows = 37;
  for (const auto units : {BinaryUnits::zero_one, BinaryUnits::plus_minus})
    for (const auto precision : {Precision::double_precision, Precision::single_precision}) {
      auto m = RestrictedBoltzmann::zero(nv, nh, units);
      // Biases so strong that the chains can only be in one visible state.
      std::vector<double> chain, data;
      for (std::size_t i = 0; i < nv; ++i)
        m.b[i] = i % 3 == 0 ? 200 : -200, chain.push_back(i % 3 == 0 ? 1 : m.low());
      for (std::size_t k = 0; k < m.W.size(); ++k) m.W[k] = std::sin(static_cast<double>(k)) / 4;
      for (std::size_t j = 0; j < nh; ++j) m.c[j] = std::cos(static_cast<double>(j));
      for (std::size_t e = 0; e < rows * nv; ++e)
        data.push_back(std::sin(static_cast<double>(e * e)) > 0.4 ? 1 : m.low());
      const auto from_data = m.of_data(data), from_chain = m.of_data(chain);
      for (const auto rule :
           {st::studies::BoltzmannRule::contrastive, st::studies::BoltzmannRule::persistent}) {
        const auto after =
            st::studies::train(
                m, data,
                {.rule = rule, .rate = 0.5, .batch = rows, .epochs = 1, .precision = precision, .seed = 1})
                ->machine;
        const auto close = [&](double found, double before, double of_data, double of_chain) {
          const double ulp = precision == Precision::double_precision ? 1e-16 : 6e-8;
          return std::abs(found - (before + 0.5 * (of_data - of_chain))) < 100 * ulp * (1 + std::abs(before));
        };
        for (std::size_t k = 0; k < m.W.size(); ++k)
          REQUIRE(close(after.W[k], m.W[k], from_data.vh[k], from_chain.vh[k]));
        for (std::size_t i = 0; i < nv; ++i)
          REQUIRE(close(after.b[i], m.b[i], from_data.v[i], from_chain.v[i]));
        for (std::size_t j = 0; j < nh; ++j)
          REQUIRE(close(after.c[j], m.c[j], from_data.h[j], from_chain.h[j]));
      }
    }
}

TEST_CASE("Boltzmann machines: a rate too large is told after the first epoch") {
  const auto m = RestrictedBoltzmann::zero(3, 2);
  const std::vector<double> data{1, 0, 1, 0, 0, 1};
  std::size_t reports = 0;
  const auto solved = st::studies::train(m, data,
                                         {.rate = 1e308,
                                          .batch = 2,
                                          .epochs = 1'000'000,
                                          .precision = st::studies::Precision::single_precision,
                                          .seed = 1,
                                          .progress = [&](double) { return ++reports < 100; }});
  CHECK(solved.status() == st::Status::diverged);
  CHECK(solved.sentence().find("smaller rate") != std::string::npos);
}
