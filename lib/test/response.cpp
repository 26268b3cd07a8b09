#include <cmath>
#include <limits>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/statistics/correlation.hpp>
#include <stochtherm/thermodynamics/harada_sasa.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using Table = std::vector<std::vector<double>>;

namespace {
const double NaN = std::numeric_limits<double>::quiet_NaN();

/// A stationary series with correlation a^k, unit variance and mean m: records[time][trajectory].
Table autoregressive(std::size_t times, std::size_t trajectories, double a, double mean, std::uint64_t seed) {
  Table x(times, std::vector<double>(trajectories));
  for (std::size_t i = 0; i < trajectories; ++i)
    for (std::size_t t = 0; t < times; ++t) {
      const double z = st::random::normal(seed, st::random::Stream::data, i, 0, t);
      x[t][i] = t == 0 ? mean + z : mean + a * (x[t - 1][i] - mean) + std::sqrt(1 - a * a) * z;
    }
  return x;
}
}  // namespace

TEST_CASE("correlation of two short series by hand") {
  const Table x{{1, 3}, {2, -1}, {0, 4}};
  const auto known = st::autocorrelation(x, 2, 1.0);
  CHECK(known[0].mean == Approx(((0 + 1 + 1) / 3.0 + (4 + 4 + 9) / 3.0) / 2));
  CHECK(known[1].mean == Approx(((0 - 1) / 2.0 + (-4 - 6) / 2.0) / 2));
  CHECK(known[2].mean == Approx((0 + 6) / 2.0));
  const auto unknown = st::autocorrelation(x, 1);  // sample covariances -(x1 - x2)(y1 - y2)/2 and so on
  CHECK(unknown[0].mean == Approx((4.0 / 2 + 9.0 / 2 + 16.0 / 2) / 3));
  CHECK(unknown[1].mean == Approx((-2 * 3 / 2.0 - 3 * 4 / 2.0) / 2));
  CHECK(known[0].n == 2);
}

TEST_CASE("few short trajectories: the correlation is unbiased, with the mean known or not") {
  std::vector<double> known, unknown;
  for (std::uint64_t k = 0; k < 3000; ++k) {
    const auto x = autoregressive(6, 3, 0.7, 5, k);
    known.push_back(st::autocorrelation(x, 2, 5.0)[2].mean);
    unknown.push_back(st::autocorrelation(x, 2)[2].mean);
  }
  CHECK(std::abs(st::estimate_mean(known).z(0.49)) < 4);
  CHECK(std::abs(st::estimate_mean(unknown).z(0.49)) < 4);
}

TEST_CASE("correlation time of an exponential memory") {
  const double a = 0.8, dt = 0.1;
  const auto x = autoregressive(400, 1000, a, 0, 3);
  const auto tau = *st::autocorrelation_time(x, dt, 0.0, 10);
  CHECK(std::abs(tau.z(dt * (0.5 + a / (1 - a)))) < 4);
  CHECK(tau.std_error < 0.01);
  const auto unknown = *st::autocorrelation_time(x, dt, {}, 10);
  CHECK(std::abs(unknown.z(dt * (0.5 + a / (1 - a)))) < 4);
  CHECK(st::autocorrelation_time(autoregressive(10, 100, 0.99, 0, 3), dt, 0.0).status() ==
        st::Status::step_limit);
}

TEST_CASE("response of a linear system to a kick, with common noise, has no error") {
  const auto x = autoregressive(5, 20, 0.5, 0, 3);
  Table kicked = x;
  double shift = 0.01;
  for (auto& column : kicked) {
    for (double& v : column) v += shift;
    shift *= 0.5;
  }
  const auto chi = st::response(kicked, x, 0.01);
  for (std::size_t t = 0; t < 5; ++t) {
    CHECK(chi[t].mean == Approx(std::pow(0.5, t)));
    CHECK(chi[t].std_error < 1e-13);
  }
}

TEST_CASE("Harada-Sasa of a free particle under constant force, by hand") {
  // v = mu f: dissipation gamma v^2 at any h. Here dx = v h +- sqrt(2 D h), chi = mu h.
  const double mu = 0.5, kT = 1.5, f = 2, h = 0.1, v = mu * f, noise = std::sqrt(2 * mu * kT * h),
               force = 0.3;
  const Table x{{0, 1}, {v * h + noise, 1 + v * h - noise}};
  Table y = x;
  for (double& value : y[1]) value += mu * force * h;
  const auto rate = st::harada_sasa(x, y, force, h, 1 / mu, kT);
  CHECK(rate.mean == Approx(v * v / mu));
}

TEST_CASE("Harada-Sasa of the rotating trap from exact functions: 2 kappa^2/k") {
  const double k = 1.5, kappa = 2;
  // Per axis, kT = gamma = 1: C = -Re(z^2 e^{-zt})/k and R = -Re(z e^{-zt}) for t > 0, z = k + i kappa.
  const auto sum = [&](double h, std::size_t order) {
    const auto msd = [&](double t) { return 2 / k * (1 - std::exp(-k * t) * std::cos(kappa * t)); };
    const auto chi = [&](double t) {
      const double s = k * k + kappa * kappa;
      return (k - std::exp(-k * t) * (k * std::cos(kappa * t) - kappa * std::sin(kappa * t))) / s;
    };
    std::vector<st::Estimate> C, R;
    for (std::size_t m = 0; m < order; ++m) {
      const double t = static_cast<double>(m) * h;
      const double second_msd = m == 0 ? 2 * msd(h) : msd(t + h) - 2 * msd(t) + msd(t - h);
      const double second_chi = m == 0 ? chi(h) : chi(t + h) - 2 * chi(t) + chi(t - h);
      C.push_back({second_msd / (2 * h * h), 0, 2});
      R.push_back({second_chi / (h * h), 0, 2});
    }
    return 2 * st::harada_sasa(st::Estimate{0, 0, 2}, C, R, 1, 1).mean;
  };
  const double exact = 2 * kappa * kappa / k;
  CHECK(exact == Approx(5.3333333333));
  for (std::size_t order : {1U, 2U, 3U}) {
    const double ratio = (sum(0.02, order) - exact) / (sum(0.01, order) - exact);
    CHECK(std::log2(ratio) == Approx(static_cast<double>(order)).epsilon(0.05));
  }
}

TEST_CASE("Harada-Sasa refuses what it cannot use") {
  const Table x{{0, 1}, {1, 2}}, one{{0, 1}}, ragged{{0, 1}, {1}}, bad{{0, 1}, {1, NaN}}, five(5, {0, 1});
  CHECK_THROWS_AS(st::harada_sasa(one, one, 1, 1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(five, five, 1, 1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, one, 1, 1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, ragged, 1, 1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, bad, 1, 1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, x, 0, 1, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, x, 1, 0, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, x, 1, 1, 0, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa(x, x, 1, 1, 1, 0), InvalidArgument);
  const std::vector<double> w{0, 1, 2}, backwards{0, 2, 1}, late{1, 2, 3};
  CHECK_THROWS_AS(st::harada_sasa_spectral(0, backwards, w, w, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa_spectral(0, late, w, w, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa_spectral(0, w, w, std::vector<double>{1, 2}, 1, 1), InvalidArgument);
  CHECK_THROWS_AS(st::harada_sasa_spectral(NaN, w, w, w, 1, 1), InvalidArgument);
}

TEST_CASE("correlations refuse what they cannot use") {
  const Table x{{0, 1}, {1, 2}}, ragged{{0, 1}, {1}}, lonely{{0}, {1}}, bad{{0, 1}, {1, NaN}};
  CHECK_THROWS_AS(st::autocorrelation(Table{}, 0), InvalidArgument);
  CHECK_THROWS_AS(st::autocorrelation(x, 2), InvalidArgument);
  for (const Table& wrong : {ragged, lonely, bad}) {
    CHECK_THROWS_AS(st::autocorrelation(wrong, 0), InvalidArgument);
    CHECK_THROWS_AS(st::autocorrelation_time(wrong, 1), InvalidArgument);
    CHECK_THROWS_AS(st::response(wrong, wrong, 1), InvalidArgument);
  }
  CHECK_THROWS_AS(st::autocorrelation(x, 0, NaN), InvalidArgument);
  CHECK_THROWS_AS(st::autocorrelation_time(x, 0), InvalidArgument);
  CHECK_THROWS_AS(st::autocorrelation_time(Table{{1, 1}, {1, 1}}, 1), InvalidArgument);
  CHECK_THROWS_AS(st::response(x, x, 0), InvalidArgument);
  CHECK_THROWS_AS(st::response(x, Table{{0, 1}}, 1), InvalidArgument);
}
