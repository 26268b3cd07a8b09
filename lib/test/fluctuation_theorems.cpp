#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/crooks.hpp>
#include <stochtherm/thermodynamics/hatano_sasa.hpp>
#include <stochtherm/thermodynamics/integral_fluctuation_theorem.hpp>
#include <stochtherm/thermodynamics/jarzynski.hpp>
#include <stochtherm/thermodynamics/sagawa_ueda.hpp>
#include <stochtherm/thermodynamics/thermodynamic_uncertainty.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using Column = std::vector<double>;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();

Column normals(std::size_t n, double mean, double sigma, std::uint64_t component) {
  Column x(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = mean + sigma * st::random::normal(11, st::random::Stream::data, i, component, 0);
  return x;
}
st::LedgerTable table_of(const Column& work, double kT) {
  st::LedgerTable table(work.size(), {kT});
  table.work = work;
  return table;
}
}  // namespace

TEST_CASE("exponential averages by hand") {
  // exp(-x) = 1, 1/2, 1/4, 1/4.
  const double l = std::log(2.0);
  const auto e = st::exponential_average(Column{0, l, 2 * l, 2 * l});
  CHECK(e.average.mean == Approx(0.5));
  CHECK(e.average.std_error == Approx(std::sqrt((0.25 + 0 + 2 * 0.0625) / 3 / 4)));
  CHECK(e.effective_samples == Approx(4 / 1.375));
  CHECK(e.largest_share == Approx(0.5));
  CHECK(st::exponential_average(Column(7, 0.3)).effective_samples == Approx(7));
  // One sample that carries everything.
  CHECK(st::exponential_average(Column{-300, 0, 0, 0}).effective_samples == Approx(1));
  CHECK(st::exponential_average(Column{700, 800}).effective_samples == Approx(1));
  CHECK(st::integral_fluctuation_theorem(Column{0, l, 2 * l, 2 * l}).average.mean == Approx(0.5));
}

TEST_CASE("the log ratio of two samples with a known line") {
  // P = (1, 2, 4)/7 at s = -1, 0, 1 times ln 2, against 1/3 each: ln ratio = s + ln(6/7), no noise.
  const double l = std::log(2.0);
  Column forward, reverse;
  for (int copy = 0; copy < 100; ++copy) {
    for (double s : {-l, 0., 0., l, l, l, l}) forward.push_back(s);
    for (double s : {l, 0., -l}) reverse.push_back(s);
  }
  const auto line = *st::detailed_fluctuation_theorem(forward, reverse, 3);
  CHECK(line.slope.mean == Approx(1));
  CHECK(line.intercept.mean == Approx(std::log(6.0 / 7)));
  CHECK(line.slope.std_error > 0);
  REQUIRE(line.bins.size() == 3);
  CHECK(line.bins[2].at == Approx(l));
  CHECK(line.bins[2].value == Approx(std::log(4 * 3.0 / 7)).epsilon(0.02));
  CHECK(line.bins[2].forward == 400);
  CHECK(line.bins[2].backward == 100);
}

TEST_CASE("one experiment read from both sides") {
  // s = +-1 and +-2 with odds e and e^2, as far as counts can have them.
  Column s;
  const auto add = [&](double value, int times) { s.insert(s.end(), times, value); };
  add(1, 27183), add(-1, 10000), add(2, 73891), add(-2, 10000), add(0, 5);
  const auto line = *st::detailed_fluctuation_theorem(s, 2);
  CHECK(line.slope.mean == Approx(1).epsilon(1e-5));
  CHECK(std::abs(line.intercept.mean) < 1e-4);
  CHECK(line.slope.n == 27183 + 73891 + 20000);
  CHECK_FALSE(st::detailed_fluctuation_theorem(Column{1, 2, 3}));
  CHECK_FALSE(st::detailed_fluctuation_theorem(Column{-1, -2, 0}));
}

TEST_CASE("normal work: slope 1, and dF at the crossing and from Bennett, with unequal numbers of runs") {
  const double kT = 0.8, dF = 1.3, sigma = 1.2 * kT, excess = sigma * sigma / (2 * kT);
  const auto forward = normals(40'000, dF + excess, sigma, 1);
  const auto reverse = normals(10'000, -dF + excess, sigma, 2);
  const auto c = *st::crooks(forward, reverse, kT);
  CHECK(std::abs(c.slope.z(1)) < 4);
  CHECK(std::abs(c.crossing.z(dF)) < 4);
  CHECK(c.slope.std_error < 0.02);
  const auto b = *st::bennett(forward, reverse, kT);
  CHECK(std::abs(b.z(dF)) < 4);
  CHECK(b.std_error <= c.crossing.std_error * 1.001);
  CHECK(b.std_error < st::jarzynski(forward, kT).std_error);
  // Energies scale, and an offset of all energies is an offset of dF.
  Column f2 = forward, r2 = reverse;
  for (double& w : f2) w = 3 * w + 1000;
  for (double& w : r2) w = 3 * w - 1000;
  const auto b2 = *st::bennett(f2, r2, 3 * kT);
  CHECK(b2.mean == Approx(3 * b.mean + 1000).epsilon(1e-12));
  CHECK(b2.std_error == Approx(3 * b.std_error).epsilon(1e-9));
  const auto c2 = *st::crooks(f2, r2, 3 * kT);
  CHECK(c2.slope.mean == Approx(c.slope.mean).epsilon(1e-8));
  CHECK(c2.crossing.mean == Approx(3 * c.crossing.mean + 1000).epsilon(1e-8));
  CHECK(c2.crossing.std_error == Approx(3 * c.crossing.std_error).epsilon(1e-6));
  // The reverse of the reverse: dF changes its sign.
  CHECK((*st::bennett(reverse, forward, kT)).mean == Approx(-b.mean));
  // From ledgers.
  CHECK((*st::bennett(table_of(forward, kT), table_of(reverse, kT))).mean == b.mean);
  CHECK((*st::crooks(table_of(forward, kT), table_of(reverse, kT))).crossing.mean == c.crossing.mean);
  CHECK_THROWS_AS(st::bennett(table_of(forward, kT), table_of(reverse, 1)), InvalidArgument);
}

TEST_CASE("Bennett by hand, and where the works do not overlap") {
  // Reversible work has no error.
  const auto exact = *st::bennett(Column(5, 2.5), Column(3, -2.5), 0.7);
  CHECK(exact.mean == Approx(2.5));
  CHECK(exact.std_error == Approx(0).margin(1e-7));
  // Two values each, symmetric about dF = 0.
  const auto even = *st::bennett(Column{1, -1}, Column{1, -1}, 1);
  CHECK(even.mean == Approx(0).margin(1e-14));
  const double f = 1 / (1 + std::exp(1.0));
  CHECK(even.std_error == Approx(std::sqrt(1 / (4 * f * (1 - f)) - 1)));
  const auto apart = st::bennett(Column{100, 101}, Column{100, 101}, 1);
  CHECK(apart.status() == st::Status::ill_conditioned);
  CHECK(std::abs(apart.even_if_failed().mean) < 1);
  CHECK(st::crooks(Column{100, 101}, Column{100, 101}, 1).status() == st::Status::ill_conditioned);
}

TEST_CASE("equilibrium has no housekeeping") {
  // phi = (U - F)/kT: Y = (W - dF)/kT and dphi = (dU - dF)/kT leave medium entropy = -Q/kT.
  const double dF = 0.4;
  const Column W{1, 2, 0.5}, dU{0.3, 0.7, -0.2};
  Column medium(3), Y(3), dphi(3);
  for (std::size_t i = 0; i < 3; ++i) {
    medium[i] = W[i] - dU[i];
    Y[i] = W[i] - dF;
    dphi[i] = dU[i] - dF;
  }
  const auto split = st::split_medium_entropy(medium, Y, dphi);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(split.housekeeping[i] == Approx(0).margin(1e-15));
    CHECK(split.excess[i] == Approx(medium[i]));
  }
  CHECK(st::hatano_sasa(Y).average.mean == Approx(st::exponential_work_average(W, 1, dF).mean));
  CHECK_THROWS_AS(st::split_medium_entropy(medium, Y, Column{1, 2}), InvalidArgument);
}

TEST_CASE("a Szilard engine by hand") {
  // Error 1/4, optimal partition: W = -kT ln(2 p), I = ln(2 p), p the chance of the outcome given the side.
  const double kT = 2;
  Column work, information;
  for (double p : {0.75, 0.75, 0.75, 0.25}) {
    work.push_back(-kT * std::log(2 * p));
    information.push_back(std::log(2 * p));
  }
  const auto f = st::sagawa_ueda(work, information, kT);
  CHECK(f.with_information.average.mean == Approx(1));
  CHECK(f.with_information.average.std_error == Approx(0).margin(1e-15));
  CHECK(f.efficacy.average.mean == Approx(1.25));
  CHECK(f.slack.mean == Approx(0).margin(1e-15));
  CHECK_FALSE(f.violates_second_law());
  CHECK(st::sagawa_ueda(work, Column(4, 0.0), kT).violates_second_law(0));
  auto ledger = table_of(work, kT);
  ledger.information = information;
  CHECK(st::sagawa_ueda(ledger).with_information.average.mean == Approx(1));
  CHECK(st::sagawa_ueda(ledger).efficacy.average.mean == Approx(1.25));
  // Without information it is Jarzynski's average.
  CHECK(st::sagawa_ueda(work, Column(4, 0.0), kT, 0.3).with_information.average.mean ==
        Approx(st::exponential_work_average(work, kT, 0.3).mean));
  CHECK_THROWS_AS(st::sagawa_ueda(work, Column(3, 0.0), kT), InvalidArgument);
}

TEST_CASE("drift and diffusion saturate the uncertainty relation") {
  const double v = 0.7, D = 0.4, t = 3;
  const auto J = normals(100'000, v * t, std::sqrt(2 * D * t), 5);
  Column s(J);
  for (double& x : s) x *= v / D;
  const auto known = st::thermodynamic_uncertainty(J, st::Estimate{v * v * t / D, 0, 2});
  CHECK(std::abs(known.product.z(1)) < 4);
  const double exact = 2 * D * t * std::expm1(v * v * t / D) / (2 * v * v * t * t);
  CHECK(std::abs(known.generalised.z(exact)) < 4);
  CHECK(exact > 1);
  const auto measured = st::thermodynamic_uncertainty(J, s);
  CHECK(std::abs(measured.product.z(1)) < 4);
  // Relative errors by hand: Var (2/n), -2/mean and +1/mean of the same noise.
  const double c2 = 2 * D / (v * v * t), n = 100'000;
  CHECK(known.product.std_error == Approx(std::sqrt((2 + 4 * c2) / n)).epsilon(0.02));
  CHECK(measured.product.std_error == Approx(std::sqrt((2 + c2) / n)).epsilon(0.02));
  // The error of a given mean adds in quadrature.
  const auto vague = st::thermodynamic_uncertainty(J, st::Estimate{v * v * t / D, 0.1, 2});
  CHECK(vague.product.std_error ==
        Approx(std::hypot(known.product.std_error, 0.1 * D / (v * v * t))).epsilon(0.02));
}

TEST_CASE("the jackknife removes the bias of a ratio") {
  // Mean over many small samples of the product for drift and diffusion, S known: 1 but for O(1/n^2).
  Column products;
  for (std::uint64_t k = 0; k < 4000; ++k)
    products.push_back(
        st::thermodynamic_uncertainty(normals(50, 4, 1, 100 + k), st::Estimate{32, 0, 2}).product.mean);
  CHECK(std::abs(st::estimate_mean(products).z(1)) < 4);
}

TEST_CASE("bad columns are refused by all theorems") {
  const Column two{1, 2}, one{1}, none{};
  for (const Column& bad : {Column{1, NaN}, Column{1, inf}, one, none}) {
    CHECK_THROWS_AS(st::integral_fluctuation_theorem(bad), InvalidArgument);
    CHECK_THROWS_AS(st::detailed_fluctuation_theorem(bad), InvalidArgument);
    CHECK_THROWS_AS(st::detailed_fluctuation_theorem(two, bad), InvalidArgument);
    CHECK_THROWS_AS(st::detailed_fluctuation_theorem(bad, two), InvalidArgument);
    CHECK_THROWS_AS(st::crooks(bad, two, 1), InvalidArgument);
    CHECK_THROWS_AS(st::crooks(two, bad, 1), InvalidArgument);
    CHECK_THROWS_AS(st::bennett(bad, two, 1), InvalidArgument);
    CHECK_THROWS_AS(st::bennett(two, bad, 1), InvalidArgument);
    CHECK_THROWS_AS(st::hatano_sasa(bad), InvalidArgument);
    CHECK_THROWS_AS(st::sagawa_ueda(bad, bad, 1), InvalidArgument);
    CHECK_THROWS_AS(st::thermodynamic_uncertainty(bad, bad), InvalidArgument);
  }
  for (double kT : {0.0, -1.0, NaN, inf}) {
    CHECK_THROWS_AS(st::crooks(two, two, kT), InvalidArgument);
    CHECK_THROWS_AS(st::bennett(two, two, kT), InvalidArgument);
    CHECK_THROWS_AS(st::sagawa_ueda(two, two, kT), InvalidArgument);
  }
  CHECK_THROWS_AS(st::integral_fluctuation_theorem(Column{-1000, 0}), InvalidArgument);
  CHECK_THROWS_AS(st::detailed_fluctuation_theorem(two, two, 0), InvalidArgument);
  CHECK_THROWS_AS(st::thermodynamic_uncertainty(Column{1, -1, 0}, Column{1, 1, 1}), InvalidArgument);
  CHECK_THROWS_AS(st::thermodynamic_uncertainty(Column{1, 2, 3}, Column{1, 1}), InvalidArgument);
}
