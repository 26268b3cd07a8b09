#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

#include "catch.hpp"

namespace st = stochtherm;

TEST_CASE("signs: work on the system, heat into the system, the medium gains -Q/T") {
  // 5 units of work go in, 3 leave as heat to the bath, 2 stay.
  const st::Ledger ledger{
      .work = 5, .nonconservative_work = 0, .energy_change = 2, .baths = {{.kT = 0.5, .heat = -3}}};
  CHECK(ledger.heat() == -3);
  CHECK(ledger.first_law_residual() == 0);
  CHECK(ledger.medium_entropy() == 6);
}

TEST_CASE("both kinds of work and every bath enter the first law") {
  st::Ledger ledger{.work = 1,
                    .nonconservative_work = 2,
                    .energy_change = 0.5,
                    .baths = {{.kT = 1, .heat = -4}, {.kT = 4, .heat = 1.5}}};
  CHECK(ledger.total_work() == 3);
  CHECK(ledger.heat() == -2.5);
  CHECK(ledger.first_law_residual() == 0);
  CHECK(ledger.medium_entropy() == Approx(4 - 0.375));
  CHECK(std::isnan(ledger.total_entropy()));  // nobody knows the entropy of a lone trajectory
  ledger.system_entropy_change = -1;
  CHECK(ledger.total_entropy() == Approx(2.625));
}

TEST_CASE("an empty ledger balances") {
  CHECK(st::Ledger{}.first_law_residual() == 0);
  CHECK(st::Ledger{}.medium_entropy() == 0);
}

TEST_CASE("a table shows its rows and its worst first-law residual") {
  st::LedgerTable table(3, {1.0, 2.0});
  CHECK(table.size() == 3);
  REQUIRE(table.heat.size() == 2);
  CHECK(table.worst_first_law_residual() == 0);
  table.work = {1, 2, 3};
  table.nonconservative_work = {0, 0.5, 0};
  table.heat[0] = {-1, -1, -1};
  table.heat[1] = {0, -1, -2};
  table.energy_change = {0, 0.5, 0.25};
  CHECK(table.worst_first_law_residual() == 0.25);
  const auto row = table[1];
  CHECK(row.work == 2);
  CHECK(row.nonconservative_work == 0.5);
  REQUIRE(row.baths.size() == 2);
  CHECK(row.baths[1].kT == 2);
  CHECK(row.baths[1].heat == -1);
  CHECK(row.first_law_residual() == 0);
  CHECK(row.medium_entropy() == 1.5);
  CHECK(table[2].first_law_residual() == 0.25);
  CHECK_THROWS_AS(table[3], st::InvalidArgument);
}

TEST_CASE("a NaN in the table cannot hide from the residual") {
  for (std::size_t bad : {0U, 1U, 2U}) {
    st::LedgerTable table(3, {1.0});
    table.energy_change = {0.5, 0, 0};
    table.work[bad] = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(table.worst_first_law_residual() <= 1);
  }
}
