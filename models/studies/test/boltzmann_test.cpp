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
