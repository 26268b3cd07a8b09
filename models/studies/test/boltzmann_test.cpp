#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>
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
