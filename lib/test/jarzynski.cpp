#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/jarzynski.hpp>
#include <vector>

#include "catch.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using Work = std::vector<double>;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();

st::LedgerTable table_of(const Work& work, std::vector<double> kT) {
  st::LedgerTable table(work.size(), std::move(kT));
  table.work = work;
  return table;
}
}  // namespace

TEST_CASE("reversible work is the free energy, without error") {
  const auto dF = st::jarzynski(Work(10, 2.5), 0.7);
  CHECK(dF.mean == 2.5);
  CHECK(dF.std_error == 0);
  CHECK(dF.n == 10);
}

TEST_CASE("two values of work, by hand") {
  // Work 0 and kT ln 4, equally often: <exp(-W/kT)> = 5/8.
  const double kT = 2, w = kT * std::log(4.0);
  const auto average = st::exponential_work_average(Work{0, w, 0, w}, kT);
  CHECK(average.mean == Approx(0.625));
  CHECK(average.std_error == Approx(std::sqrt(4 * 0.375 * 0.375 / 3) / 2));
  const auto dF = st::jarzynski(Work{0, w, 0, w}, kT);
  CHECK(dF.mean == Approx(-kT * std::log(0.625)));
  CHECK(dF.std_error == Approx(kT * average.std_error / average.mean));
}

TEST_CASE("the free energy sought divides out: the average is 1 at the estimate") {
  const Work work{1.0, 2.0, 0.5, 3.0, -0.5};
  const auto dF = st::jarzynski(work, 0.8);
  CHECK(st::exponential_work_average(work, 0.8, dF.mean).mean == Approx(1));
}

TEST_CASE("work of any size neither overflows nor vanishes") {
  for (double offset : {-1e6, 1e6}) {
    const auto dF = st::jarzynski(Work{offset, offset + std::log(4.0)}, 1);
    CHECK(dF.mean == Approx(offset - std::log(0.625)).epsilon(1e-15));
    CHECK(std::isfinite(dF.std_error));
  }
  CHECK_THROWS_AS(st::exponential_work_average(Work{-1e6, 0}, 1), InvalidArgument);
  CHECK(st::exponential_work_average(Work{-1e6, -1e6}, 1, -1e6).mean == 1);
}

TEST_CASE("a ledger gives what its work column gives") {
  const Work work{1.0, 2.0, 0.5, 3.0};
  const auto ledger = table_of(work, {0.8});
  CHECK(st::jarzynski(ledger).mean == st::jarzynski(work, 0.8).mean);
  CHECK(st::jarzynski(ledger).std_error == st::jarzynski(work, 0.8).std_error);
  CHECK(st::exponential_work_average(ledger, 1).mean == st::exponential_work_average(work, 0.8, 1).mean);
  CHECK(st::jarzynski(table_of(work, {0.8, 0.8})).mean == st::jarzynski(ledger).mean);
}

TEST_CASE("ledgers to which the theorem does not apply are refused") {
  const Work work{1.0, 2.0};
  CHECK_THROWS_AS(st::jarzynski(table_of(work, {0.8, 0.9})), InvalidArgument);
  CHECK_THROWS_AS(st::jarzynski(table_of(work, {})), InvalidArgument);
  CHECK_THROWS_AS(st::jarzynski(table_of(work, {NaN})), InvalidArgument);
  auto driven = table_of(work, {1});
  driven.nonconservative_work[1] = 1e-300;
  CHECK_THROWS_AS(st::jarzynski(driven), InvalidArgument);
  CHECK_THROWS_AS(st::exponential_work_average(driven), InvalidArgument);
}

TEST_CASE("bad work and bad temperatures are refused") {
  for (double bad : {0.0, -1.0, NaN, inf}) CHECK_THROWS_AS(st::jarzynski(Work{1, 2}, bad), InvalidArgument);
  for (double bad : {NaN, inf, -inf}) {
    CHECK_THROWS_AS(st::jarzynski(Work{1, bad}, 1), InvalidArgument);
    CHECK_THROWS_AS(st::exponential_work_average(Work{1, bad}, 1), InvalidArgument);
    CHECK_THROWS_AS(st::exponential_work_average(Work{1, 2}, 1, bad), InvalidArgument);
  }
  CHECK_THROWS_AS(st::jarzynski(Work{}, 1), InvalidArgument);
  CHECK_THROWS_AS(st::jarzynski(Work{1}, 1), InvalidArgument);
}
