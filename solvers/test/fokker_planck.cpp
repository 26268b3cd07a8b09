#include <cmath>
#include <numbers>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>

#include "catch.hpp"
#include "sentence.hpp"
#include "toys.hpp"

using namespace stochtherm;

TEST_CASE("equilibrium stays equilibrium under any implicit step", "[fokker_planck]") {
  const FokkerPlanck1D fp(toys::Trap{}, Grid1D::uniform(-6, 6, 200, Edge::reflecting));
  const auto end = fp.evolve(fp.equilibrium(), 100, 10);
  CHECK(end->total_variation(fp.equilibrium()) < 1e-13);
  CHECK(fp.entropy_production(fp.equilibrium()) < 1e-25);
  for (std::size_t face : {0U, 77U, 200U}) CHECK(std::abs(fp.current(fp.equilibrium(), face)) < 1e-13);
}

TEST_CASE("an absorbing edge loses what flows through it", "[fokker_planck]") {
  const FokkerPlanck1D fp(toys::Trap{}, Grid1D::uniform(-6, 1, 300, Edge::reflecting, Edge::absorbing));
  const auto p = fp.evolve(Density::point(fp.grid(), -1.0), 1, 0.01);
  CHECK(p->total() < 0.99);
  CHECK(fp.current(*p, 300) > 0);
  CHECK(fp.current(*p, 0) == 0);
  CHECK_THROWS_AS(fp.stationary(), InvalidArgument);
  CHECK_THROWS_AS(fp.entropy_production(*p), InvalidArgument);
  CHECK_THROWS_AS(fp.drive(*p, Protocol::constant(0, 1), 0.1), InvalidArgument);
}

TEST_CASE("free diffusion to a wall has the textbook first passage", "[fokker_planck]") {
  // U = 0 on [0, 1], reflecting at 0, absorbing at 1, D = 1/2: T(x) = 1 - x^2.
  struct Free {
    Temperature bath() const { return {0.5}; }
    Mobility mobility() const { return {1.0}; }
    double energy(double, double) const { return 0; }
    double force(double, double) const { return 0; }
  };
  const FokkerPlanck1D fp(Free{}, Grid1D::uniform(0, 1, 1000, Edge::reflecting, Edge::absorbing));
  for (double x : {0.1, 0.5, 0.9}) CHECK(*fp.mean_first_passage(x) == Approx(1 - x * x).margin(1e-6));
  CHECK(*fp.mean_first_passage(1.0) == 0);
}

TEST_CASE("FokkerPlanck1D refuses bad input with a sentence", "[fokker_planck]") {
  const auto grid = Grid1D::uniform(-6, 6, 100, Edge::reflecting);
  const FokkerPlanck1D fp(toys::Trap{}, grid);
  const Density p = fp.equilibrium();
  CHECK_THROWS_AS(fp.evolve(p, 1, -1), InvalidArgument);
  CHECK_THROWS_AS(fp.evolve(p, 1, std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(fp.evolve(p, 1, 0.3), InvalidArgument);
  CHECK_THROWS_AS(fp.evolve(p, -1, 0.1), InvalidArgument);
  CHECK_THROWS_AS(fp.current(p, 101), InvalidArgument);
  CHECK_THROWS_AS(fp.mean_first_passage(), InvalidArgument);
  CHECK_THROWS_AS(fp.mean_first_passage(99.0), InvalidArgument);
  CHECK_THROWS_AS(FokkerPlanck1D(toys::Trap{.k = 1, .kT = 0}, grid), InvalidArgument);
  CHECK_THROWS_AS(FokkerPlanck1D(toys::Trap{.k = std::nan("")}, grid), InvalidArgument);
  CHECK_THROWS_AS(FokkerPlanck1D(toys::Trap{}, grid, std::nan("")), InvalidArgument);
  const auto other = Density::uniform(Grid1D::uniform(-6, 6, 101, Edge::reflecting));
  CHECK_THROWS_AS(fp.evolve(other, 1, 0.1), InvalidArgument);
  CHECK_THROWS_AS(fp.entropy_production(other), InvalidArgument);
  // A ring whose length is not the period of the potential.
  CHECK_THROWS_AS(FokkerPlanck1D(toys::Ring{}, Grid1D::uniform(0, 6, 100, Edge::periodic)), InvalidArgument);
}

TEST_CASE("a scheme that makes masses negative says so", "[fokker_planck]") {
  const FokkerPlanck1D fp(toys::Trap{}, Grid1D::uniform(-6, 6, 400, Edge::reflecting));
  const auto p = fp.evolve(Density::point(fp.grid(), 0), 1, 0.5, Sdirk2{});
  CHECK(p.status() == Status::ill_conditioned);
  CHECK(p.sentence().find("BackwardEuler") != std::string::npos);
}

TEST_CASE("evolution can be cancelled", "[fokker_planck]") {
  const FokkerPlanck1D fp(toys::Trap{}, Grid1D::uniform(-6, 6, 400, Edge::reflecting));
  const auto p = fp.evolve(fp.equilibrium(), 1, 1e-3, BackwardEuler{}, [](double) { return false; });
  CHECK(p.status() == Status::cancelled);
}

TEST_CASE("first passage by quadrature: free and harmonic limits", "[first_passage]") {
  // Ornstein-Uhlenbeck from 0 to b: series sum_n (sqrt 2 b)^n Gamma(n/2)/(2 n!), here from its integral by hand at b = 1.
  const double T = *mean_first_passage_time(toys::Trap{}, 0, 1);
  double sum = 0, factor = 1;
  for (int n = 1; n < 60; ++n) {
    factor *= std::numbers::sqrt2 / n;
    sum += factor * std::tgamma(0.5 * n) / 2;
  }
  CHECK(T == Approx(sum).epsilon(1e-11));
  CHECK(*mean_first_passage_time(toys::Trap{}, 1, 1) == 0);
  CHECK(*mean_first_passage_time(toys::Trap{}, 0, -1) == Approx(T).epsilon(1e-12));
  CHECK_THROWS_AS(mean_first_passage_time(toys::Trap{}, 0, std::nan("")), InvalidArgument);
}

TEST_CASE("first passage by quadrature never returns a wrong number as an answer", "[first_passage]") {
  const auto flat = mean_first_passage_time([](double) { return 0.0; }, 1, 0, 1);
  CHECK(flat.status() == Status::ill_conditioned);
  CHECK(flat.sentence().find("must confine") != std::string::npos);
  CHECK(mean_first_passage_time([](double x) { return x; }, 1, 0, 1).status() == Status::ill_conditioned);
  CHECK_THROWS_AS(mean_first_passage_time([](double) { return std::nan(""); }, 1, 0, 1), InvalidArgument);
}

TEST_CASE("driving against and along the force dissipates alike", "[fokker_planck]") {
  for (double f : {0.8, 400.0}) {
    const auto grid = Grid1D::uniform(0, 2 * std::numbers::pi, 64, Edge::periodic);
    const FokkerPlanck1D along(toys::Ring{.f = f}, grid), against(toys::Ring{.f = -f}, grid);
    const double a = along.entropy_production(*along.stationary());
    CHECK(a == Approx(against.entropy_production(*against.stationary())).epsilon(1e-9));
    CHECK(std::isfinite(a));
  }
  // Cold and at rest: the masses between the wells underflow, and nothing is dissipated.
  const FokkerPlanck1D cold(toys::Ring{.f = 0, .kT = 1e-3},
                            Grid1D::uniform(0, 2 * std::numbers::pi, 200, Edge::periodic));
  CHECK(cold.entropy_production(*cold.stationary()) < 1e-20);
}

TEST_CASE("a drive reports the residual of its own ledger, and stops where it was stopped",
          "[fokker_planck]") {
  const FokkerPlanck1D fp(toys::Trap{}, Grid1D::uniform(-6, 9, 400, Edge::reflecting));
  const auto pull = Protocol::linear(0, 3, 1);
  const auto done = fp.drive(fp.equilibrium(), pull, 0.01);
  CHECK(done.stats().residual == std::abs(done->ledger.first_law_residual()));
  CHECK(done.stats().residual < 1e-12);
  const auto stopped = fp.drive(fp.equilibrium(), pull, 0.01, BackwardEuler{}, [](double) { return false; });
  CHECK(stopped.status() == Status::cancelled);
  CHECK(std::abs(stopped.even_if_failed().ledger.first_law_residual()) < 1e-12);
  CHECK(stopped.even_if_failed().ledger.work < 0.01);  // one step of the ramp, not the jump to its end
}

TEST_CASE("the ring's numbers of the README", "[fokker_planck]") {
  const FokkerPlanck1D fp(toys::Ring{}, Grid1D::uniform(0, 2 * std::numbers::pi, 512, Edge::periodic));
  const auto p = *fp.stationary();
  CHECK(fp.current(p, 0) == Approx(0.06670488).epsilon(1e-7));
  CHECK(fp.current(p, 512) == fp.current(p, 0));
  CHECK(fp.entropy_production(p) == Approx(0.67059056).epsilon(1e-8));
}

namespace {
/// Slopes along x by `tilt`, waves along x, a spring along y.
struct Channel {
  static constexpr int dimension = 2;
  double tilt = 0;
  [[nodiscard]] Temperature bath() const { return {1}; }
  [[nodiscard]] Mobility mobility() const { return {1}; }
  [[nodiscard]] double energy(const Vec<double, 2>& q, double) const {
    return tilt * q[0] + std::cos(2 * std::numbers::pi * q[0]) + q[1] * q[1];
  }
  [[nodiscard]] Vec<double, 2> force(const Vec<double, 2>& q, double) const {
    return {{-tilt + 2 * std::numbers::pi * std::sin(2 * std::numbers::pi * q[0]), -2 * q[1]}};
  }
};
}  // namespace

TEST_CASE("on a periodic axis the potential must have its period", "[fokker_planck]") {
  const auto operator_of = [](const Channel& model) {
    return FokkerPlanck(model, ProductGrid<2>({Grid1D::uniform(0, 1, 12, Edge::periodic),
                                               Grid1D::uniform(-3, 3, 10, Edge::reflecting)}));
  };
  CHECK(operator_of({}).generator().links.size() == 12 * 10 + 12 * 9);
  CHECK(refuses([&] { return operator_of({.tilt = 3}); }, {"the period of its periodic axis", "axis = 0"}));
}
