#include <array>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>
#include <stochtherm/units.hpp>

#include "catch.hpp"

namespace st = stochtherm;
using namespace st::literals;
using st::Gate;
using st::InvalidArgument;
using st::LandauerAccount;
using Masses = std::vector<double>;
using Map = std::vector<std::size_t>;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();
const double ln2 = st::constants::ln2;
const double kT300 = st::constants::boltzmann * 300;

double booked(const LandauerAccount& account) { return account.entries().back().nats; }
}  // namespace

TEST_CASE("an empty account owes nothing and has no efficiency") {
  const LandauerAccount account(300.0_K);
  CHECK(account.nats() == 0);
  CHECK(account.bound() == 0);
  CHECK(account.energy() == 0);
  CHECK(account.excess() == 0);
  CHECK_FALSE(account.efficiency());
  CHECK_FALSE(account.violates_bound());
  CHECK(account.entries().empty());
}

TEST_CASE("a gigabit erased at 300 K for a nanojoule") {
  LandauerAccount account(300.0_K);
  account.erase(1e9).spend(1e-9);
  CHECK(account.bound() == Approx(2.870979e-12).epsilon(2e-7));
  CHECK(account.energy() == 1e-9);
  CHECK(account.excess() == Approx(1e-9 - 2.870979e-12));
  CHECK(*account.efficiency() == Approx(2.870979e-3).epsilon(2e-7));
  CHECK_FALSE(account.violates_bound());
}

TEST_CASE("energy may be booked in parts, and less than the bound is seen") {
  LandauerAccount account(300.0_K);
  account.erase(1).spend(1e-21).spend(1e-21);
  CHECK(account.energy() == Approx(2e-21));
  CHECK(account.violates_bound());
  CHECK(account.excess() < 0);
  CHECK(*account.efficiency() > 1);
  account.spend(1e-21);
  CHECK_FALSE(account.violates_bound());
}

TEST_CASE("the bound itself does not violate the bound, however it was summed") {
  LandauerAccount account(310.0_K);
  for (int i = 0; i < 1000; ++i) account.erase(0.1);
  account.spend(st::landauer_bound(100 * ln2, 310));
  CHECK_FALSE(account.violates_bound());
  CHECK(*account.efficiency() == Approx(1));
}

TEST_CASE("claiming that nothing was spent is a claim; not booking energy is none") {
  LandauerAccount account(300.0_K);
  account.erase(1);
  CHECK_FALSE(account.violates_bound());
  CHECK(account.excess() == -account.bound());
  account.spend(0);
  CHECK(account.violates_bound());
  CHECK_FALSE(account.efficiency());
}

TEST_CASE("known statistics make erasure cheaper") {
  LandauerAccount account(300.0_K);
  account.erase(Masses{0.9, 0.1});
  CHECK(booked(account) == Approx(-0.9 * std::log(0.9) - 0.1 * std::log(0.1)));
  account.erase(Masses{1, 0});
  CHECK(booked(account) == 0);
  account.erase(Masses{0.25, 0.25, 0.25, 0.25}, 1e6);
  CHECK(booked(account) == Approx(2e6 * ln2));
  CHECK(account.entries().size() == 3);
}

TEST_CASE("a memory that is kept makes erasure cheaper still") {
  LandauerAccount account(300.0_K);
  account.erase_knowing(st::JointDistribution::noisy_copy(0.5, 0.5));
  CHECK(booked(account) == Approx(ln2));
  account.erase_knowing(st::JointDistribution::noisy_copy(0.5, 0.1));
  CHECK(booked(account) == Approx(-0.9 * std::log(0.9) - 0.1 * std::log(0.1)));
  account.erase_knowing(st::JointDistribution::noisy_copy(0.5, 0), 1e9);
  CHECK(booked(account) == 0);
}

TEST_CASE("gates with uniform inputs") {
  LandauerAccount account(300.0_K);
  const auto cost = [&](const Gate& gate) {
    account.apply(gate, gate.uniform_input());
    CHECK(account.entries().back().description == gate.name);
    return booked(account) / ln2;
  };
  CHECK(cost(Gate::not_gate()) == 0);
  CHECK(cost(Gate::xor_gate()) == Approx(1));
  for (const auto& gate : {Gate::and_gate(), Gate::or_gate(), Gate::nand_gate(), Gate::nor_gate()})
    CHECK(cost(gate) == Approx(2 - 0.811278124459133));
}

TEST_CASE("truth tables") {
  const auto row = [](const Gate& g, std::size_t a, std::size_t b) { return g.output.at(a + 2 * b); };
  for (std::size_t a : {0U, 1U})
    for (std::size_t b : {0U, 1U}) {
      CHECK(row(Gate::and_gate(), a, b) == (a & b));
      CHECK(row(Gate::or_gate(), a, b) == (a | b));
      CHECK(row(Gate::xor_gate(), a, b) == (a ^ b));
      CHECK(row(Gate::nand_gate(), a, b) == 1 - (a & b));
      CHECK(row(Gate::nor_gate(), a, b) == 1 - (a | b));
    }
  CHECK(Gate::not_gate().output == Map{1, 0});
}

TEST_CASE("input words of independent inputs: bit k of the word is input k") {
  const auto p = Gate::and_gate().independent_input(Masses{0.1, 0.7});
  CHECK(p[0] == Approx(0.9 * 0.3));
  CHECK(p[1] == Approx(0.1 * 0.3));
  CHECK(p[2] == Approx(0.9 * 0.7));
  CHECK(p[3] == Approx(0.1 * 0.7));
  CHECK_THROWS_AS(Gate::and_gate().independent_input(Masses{0.1}), InvalidArgument);
  CHECK_THROWS_AS(Gate::and_gate().independent_input(Masses{0.1, 1.2}), InvalidArgument);
  CHECK_THROWS_AS(Gate::and_gate().independent_input(Masses{0.1, NaN}), InvalidArgument);
}

TEST_CASE("a gate of one's own: a half adder keeps carry and sum") {
  const Gate half_adder{"half adder", {0, 1, 1, 2}};
  LandauerAccount account(300.0_K);
  account.apply(half_adder, half_adder.uniform_input(), 8);
  CHECK(booked(account) == Approx(8 * 0.5 * ln2));  // only 01 and 10 are confused: half a bit
  CHECK(account.entries().back().description == "half adder, 8 times");
  // Outputs need not be states of the input: copying a bit into two loses nothing.
  account.apply(Gate{"copy", {0, 3}}, Masses{0.5, 0.5});
  CHECK(booked(account) == 0);
}

TEST_CASE("maps: a permutation is free, a constant forgets all, nothing is ever negative") {
  const Masses p{0.1, 0.2, 0.3, 0.4};
  CHECK(st::information_lost(Map{2, 0, 3, 1}, p) == 0);
  CHECK(st::information_lost(Map{1, 1, 1, 1}, p) == Approx(st::shannon_entropy(p)));
  // Merging 0 with 1 and 2 with 3: H(X) - H(0.3, 0.7).
  CHECK(st::information_lost(Map{0, 0, 2, 2}, p) ==
        Approx(st::shannon_entropy(p) - st::shannon_entropy(Masses{0.3, 0.7})));
  // Merging states that never occur is free.
  CHECK(st::information_lost(Map{0, 1, 0, 0}, Masses{0.5, 0.5, 0, 0}) == 0);
  for (std::size_t code = 0; code < 256; ++code)
    CHECK(st::information_lost(Map{code & 3, (code >> 2) & 3, (code >> 4) & 3, code >> 6}, p) >= 0);
  LandauerAccount account(300.0_K);
  account.apply(Map{0, 0}, Masses{0.5, 0.5}, 3);
  CHECK(booked(account) == Approx(3 * ln2));
}

TEST_CASE("the sum over entries is the bound") {
  LandauerAccount account(300.0_K);
  account.erase(2).erase(Masses{0.5, 0.5}).apply(Gate::xor_gate(), Gate::xor_gate().uniform_input());
  CHECK(account.nats() == Approx(4 * ln2));
  CHECK(account.bound() == Approx(4 * ln2 * kT300));
  CHECK(account.temperature() == 300);
  double sum = 0;
  for (const auto& entry : account.entries()) {
    CHECK_FALSE(entry.description.empty());
    sum += entry.nats;
  }
  CHECK(sum == Approx(account.nats()));
}

TEST_CASE("what cannot be booked is refused and leaves the account as it was") {
  for (double bad : {0.0, -300.0, NaN, inf}) {
    CHECK_THROWS_AS(LandauerAccount(bad), InvalidArgument);
    CHECK_THROWS_AS(st::landauer_bound(1, bad), InvalidArgument);
  }
  LandauerAccount account(300.0_K);
  const auto gate = Gate::and_gate();
  const auto input = gate.uniform_input();
  for (double bad : {-1.0, NaN, inf}) {
    CHECK_THROWS_AS(account.erase(bad), InvalidArgument);
    CHECK_THROWS_AS(account.erase(Masses{0.5, 0.5}, bad), InvalidArgument);
    CHECK_THROWS_AS(account.erase_knowing(st::JointDistribution::noisy_copy(0.5, 0.1), bad), InvalidArgument);
    CHECK_THROWS_AS(account.apply(gate, input, bad), InvalidArgument);
    CHECK_THROWS_AS(account.apply(Map{0, 0}, Masses{0.5, 0.5}, bad), InvalidArgument);
    CHECK_THROWS_AS(account.spend(bad), InvalidArgument);
    CHECK_THROWS_AS(st::landauer_bound(bad, 300), InvalidArgument);
  }
  for (const auto& bad : {Masses{}, Masses{0.5, 0.6}, Masses{0.5, 0.4}, Masses{-0.5, 1.5}, Masses{NaN, 1}}) {
    CHECK_THROWS_AS(account.erase(bad), InvalidArgument);
    CHECK_THROWS_AS(account.apply(Map{0, 0}, bad), InvalidArgument);
    CHECK_THROWS_AS(account.apply(gate, bad), InvalidArgument);
  }
  CHECK_THROWS_AS(account.apply(gate, Masses{0.5, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(account.apply(Gate{}, Masses{1}), InvalidArgument);
  CHECK_THROWS_AS(account.apply(Gate{"wide", {0, std::size_t(-1)}}, Masses{0.5, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(account.apply(Map{0, 2}, Masses{0.5, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(account.apply(Map{0}, Masses{0.5, 0.5}), InvalidArgument);
  CHECK_THROWS_AS(Gate{}.uniform_input(), InvalidArgument);
  CHECK(account.entries().empty());
  CHECK(account.energy() == 0);
  CHECK_FALSE(account.violates_bound());
}

TEST_CASE("a fractional bit is allowed, and no bits are no cost") {
  LandauerAccount account(300.0_K);
  account.erase(0.5);
  CHECK(booked(account) == Approx(0.5 * ln2));
  account.erase(0);
  CHECK(booked(account) == 0);
}

TEST_CASE("what no double holds is a sentence and leaves the account as it was") {
  CHECK_THROWS_AS(st::landauer_bound(1e308, 1e308), InvalidArgument);
  LandauerAccount hot(1e308);
  CHECK_THROWS_AS(hot.erase(1e308), InvalidArgument);
  CHECK_THROWS_AS(hot.erase(Masses(16, 1.0 / 16), 1e308), InvalidArgument);
  CHECK(hot.entries().empty());
  LandauerAccount account(300.0_K);
  account.spend(1e308);
  CHECK_THROWS_AS(account.spend(1e308), InvalidArgument);
  CHECK(account.energy() == 1e308);
  account.erase(1e308).erase(1e308).erase(1e308);
  CHECK_THROWS_AS(account.nats(), InvalidArgument);
  CHECK_THROWS_AS(account.bound(), InvalidArgument);
  LandauerAccount cheap(1e10);
  cheap.erase(1e300).spend(1e-300);
  CHECK_THROWS_AS(cheap.efficiency(), InvalidArgument);
  CHECK(cheap.violates_bound());
}
