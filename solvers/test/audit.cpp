#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/solvers/langevin/audit.hpp>
#include <stochtherm/solvers/langevin/metropolised.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>

#include "catch.hpp"
#include "toys.hpp"

using namespace stochtherm;

namespace {
const auto pull = Protocol::linear(0, 0.5, 1);
Run recorded(std::size_t trajectories) {
  return {.dt = 0.01, .trajectories = trajectories, .seed = 1, .evidence = true};
}
Ensemble good(std::size_t trajectories = 4000) {
  return *simulate(toys::Trap{}, pull, recorded(trajectories));
}

const AuditLine& find(const Audit& audit, const std::string& law) {
  return *std::find_if(audit.lines.begin(), audit.lines.end(),
                       [&](const AuditLine& line) { return line.law == law; });
}
using Laws = std::vector<std::string>;
}  // namespace

TEST_CASE("a sound run passes, with and without its model", "[audit]") {
  const auto run = good();
  CHECK(audit(run).passes());
  const Audit full = audit(run, toys::Trap{}, pull);
  CHECK(full.passes());
  CHECK(find(full, "Jarzynski equality").verdict == AuditVerdict::pass);
  CHECK(find(full, "fluctuation-dissipation").expected == Approx(0.99));  // 1 - mu k dt
  CHECK(full.lines.size() > audit(run).lines.size());
}

TEST_CASE("a run without evidence does not pass in silence", "[audit]") {
  const auto run = *simulate(toys::Trap{}, pull, {.dt = 0.01, .trajectories = 4000, .seed = 1});
  const Audit result = audit(run);
  CHECK(result.broken().empty());
  CHECK_FALSE(result.passes());
  CHECK(find(result, "fluctuation-dissipation").verdict == AuditVerdict::not_applicable);
  CHECK(result.text().find("record evidence") != std::string::npos);
  CHECK(result.undecided() == Laws{"local detailed balance", "microscopic reversibility",
                                   "fluctuation-dissipation", "equation of motion", "calculus"});
}

TEST_CASE("one trajectory has no error bar, two have a useless one, and nothing at all is bad input",
          "[audit]") {
  const Audit one = audit(good(1));
  CHECK(one.broken().empty());
  CHECK_FALSE(one.passes());
  CHECK(find(one, "first law").verdict == AuditVerdict::pass);
  const Audit two = audit(good(2));
  CHECK(two.broken().empty());
  CHECK_FALSE(two.passes());
  Ensemble none{.ledger = LedgerTable(0, {1.0}), .seed = 1};
  CHECK_THROWS_WITH(audit(none), "audit: an audit needs at least one trajectory, but trajectories = 0.");
}

TEST_CASE("columns that do not fit together get a sentence", "[audit]") {
  const auto with = [](auto change) {
    auto run = good(10);
    change(run);
    return run;
  };
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.ledger.heat[0].pop_back(); })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.ledger.heat.clear(); })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.ledger.bath_kT[0] = 0; })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.evidence.path_entropy.resize(3); })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.evidence.tilt.clear(); })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.initial.clear(); })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.dt = 0; })), InvalidArgument);
  CHECK_THROWS_AS(audit(with([](Ensemble& e) { e.steps = 0; })), InvalidArgument);
  CHECK_THROWS_AS(audit(good(10), {.materiality = std::nan("")}), InvalidArgument);
}

TEST_CASE("a column that holds NaN breaks the audit's first line and leaves the others open", "[audit]") {
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    auto run = good(100);
    run.ledger.heat[0][7] = bad;
    const Audit result = audit(run, toys::Trap{}, pull);
    CHECK(result.broken() == Laws{"finite numbers"});
    CHECK(result.undecided() == Laws{"all other laws"});
    CHECK(result.text().find("trajectories without numbers is 1") != std::string::npos);
  }
}

TEST_CASE("a cancelled and a diverged run are named as such", "[audit]") {
  const auto cancelled = simulate(
      toys::Trap{}, pull,
      {.dt = 0.01, .trajectories = 2000, .seed = 1, .threads = 1, .progress = [](double) { return false; }});
  CHECK(audit(cancelled.even_if_failed()).broken() == Laws{"finite numbers"});
  const auto diverged = simulate(toys::Trap{.k = 1e6}, Protocol::constant(0, 100),
                                 {.dt = 0.1, .trajectories = 10, .seed = 1}, from_point(1));
  CHECK(audit(diverged.even_if_failed()).broken() == Laws{"finite numbers"});
}

TEST_CASE("edited books: heat of the wrong sign breaks the first law and more", "[audit]") {
  auto run = good();
  for (double& q : run.ledger.heat[0]) q = -q;
  const auto broken = audit(run).broken();
  CHECK(std::find(broken.begin(), broken.end(), "first law") != broken.end());
  CHECK(std::find(broken.begin(), broken.end(), "microscopic reversibility") != broken.end());
}

TEST_CASE("a start that is not what the audit was told is not forgiven", "[audit]") {
  const auto run = *simulate(toys::Trap{}, pull, recorded(4000), from_point(0));
  const auto broken = audit(run, toys::Trap{}, pull).broken();
  CHECK(std::find(broken.begin(), broken.end(), "Boltzmann distribution") != broken.end());
  CHECK(audit(run, toys::Trap{}, pull, from_point(0)).passes());
}

TEST_CASE("an average that a few trajectories carry cannot tell, and does not stand in the way", "[audit]") {
  const auto fast = Protocol::linear(0, 6, 1);
  const auto run = *simulate(toys::Trap{}, fast, recorded(4000));
  const Audit result = audit(run, toys::Trap{}, fast);
  CHECK(find(result, "Jarzynski equality").verdict == AuditVerdict::cannot_tell);
  CHECK(result.undecided() == Laws{"Jarzynski equality"});
  CHECK(result.passes());
}

TEST_CASE("moves that are accepted or rejected have no innovations to judge", "[audit]") {
  const auto run =
      *simulate(toys::Trap{}, pull, recorded(4000), from_equilibrium, Metropolised<EulerMaruyama>{});
  const Audit result = audit(run);
  CHECK(result.passes());
  CHECK(find(result, "fluctuation-dissipation").verdict == AuditVerdict::not_applicable);
  CHECK(find(result, "rejections").verdict == AuditVerdict::pass);
}
