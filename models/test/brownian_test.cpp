#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <string>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using namespace st::models;

static_assert(st::Overdamped1D<OrnsteinUhlenbeck> && !st::Driven1D<OrnsteinUhlenbeck>);
static_assert(st::Overdamped1D<DraggedTrap> && !st::Periodic1D<DraggedTrap>);
static_assert(st::Overdamped1D<DoubleWell> && !st::Multiplicative1D<DoubleWell>);
static_assert(st::Overdamped1D<DrivenRing> && st::Driven1D<DrivenRing> && st::Periodic1D<DrivenRing>);

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// -dU/dx by a complex step, free of cancellation: Im U(x + ih)/h with h far below rounding.
template <class M>
double minus_gradient(const M& model, double x, double lambda) {
  constexpr double h = 1e-100;
  return -model.energy(std::complex<double>(x, h), lambda).imag() / h;
}

template <class M>
void forces_are_gradients(const M& model) {
  for (const double lambda : {-0.7, 0.0, 0.4})
    for (double x = -2; x <= 2; x += 0.0625) {
      INFO("x = " << x << ", lambda = " << lambda);
      CHECK(model.force(x, lambda) == Approx(minus_gradient(model, x, lambda)).epsilon(1e-14).margin(1e-14));
    }
}

}  // namespace

TEST_CASE("forces are minus the gradients of the energies") {
  forces_are_gradients(OrnsteinUhlenbeck{.k = 1.5});
  forces_are_gradients(DraggedTrap{.k = 2.0});
  forces_are_gradients(DoubleWell{.barrier = 3.0});
  forces_are_gradients(DrivenRing{.V = 1.7, .f = 0.8});
  CHECK(DrivenRing{.V = 1.7, .f = 0.8}.nonconservative_force(0.3, 0.0) == 0.8);
}

TEST_CASE("a trap is one line, with mobility and temperature of its own") {
  const DraggedTrap trap{.k = 2.0, .T = {1.0}};
  CHECK(trap.mobility().mu == 1.0);
  CHECK(DraggedTrap{.k = 2.0, .T = {0.5}, .mu = {3.0}}.equilibrium_variance() == 0.25);
  CHECK(trap.equilibrium_mean(3.0) == 3.0);
  CHECK(trap.free_energy_difference(0, 3) == 0.0);
}

TEST_CASE("Ornstein-Uhlenbeck closed forms") {
  const OrnsteinUhlenbeck ou{.k = 1.5, .T = {0.8}};
  CHECK(ou.mean(1.2, 0.7) == Approx(0.4199252989).epsilon(1e-9));
  CHECK(ou.variance(0.7) == Approx(0.4680232383).epsilon(1e-9));
  CHECK(ou.transition_density(0.5, 1.2, 0.7) == Approx(0.5791638171).epsilon(1e-9));
  CHECK(ou.stationary_variance() == Approx(0.5333333333).epsilon(1e-9));
  CHECK(ou.correlation(0.7) == Approx(0.1866334662).epsilon(1e-9));
  CHECK(ou.mean_square_displacement(0.7) == Approx(0.6933997343).epsilon(1e-9));
  CHECK(ou.euler_maruyama_variance(0.1) == Approx(0.5765765766).epsilon(1e-9));
  CHECK(ou.euler_maruyama_variance(0.01) == Approx(0.5373635600).epsilon(1e-9));
  // Mobility is a change of the unit of time.
  const OrnsteinUhlenbeck fast{.k = 1.5, .T = {0.8}, .mu = {4.0}};
  CHECK(fast.variance(0.175) == Approx(ou.variance(0.7)).epsilon(1e-14));
}

TEST_CASE("dragged trap: work, heat and their signs") {
  const DraggedTrap trap{};
  CHECK(trap.mean_work(1, 1) == Approx(0.3678794412).epsilon(1e-9));
  CHECK(trap.mean_work(1, 5) == Approx(4.0067379470).epsilon(1e-10));
  CHECK(trap.work_variance(1, 1) == 2 * trap.mean_work(1, 1));
  CHECK(trap.probability_of_negative_work(1, 1) == Approx(0.3340045710).epsilon(1e-9));
  CHECK(trap.probability_of_negative_work(1, 5) == Approx(0.0784750134).epsilon(1e-9));
  CHECK(trap.mean_heat(1, 1) == Approx(-0.1680912407).epsilon(1e-9));
  CHECK(trap.mean_heat(1, 5) == Approx(-3.5134531940).epsilon(1e-10));
  // General parameters against their own moment equations: dy/dt = -mu k y - v, dW/dt = -k v y, at t = 0.9.
  const DraggedTrap other{.k = 2.5, .T = {0.7}, .mu = {0.3}};
  const double v = -1.4;
  double y = 0, work = 0;
  const int steps = 20000;
  const double dt = 0.9 / steps;
  for (int i = 0; i < steps; ++i) {  // midpoint rule: error of order dt^2 = 2e-9
    const double half = y + 0.5 * dt * (-other.mu.mu * other.k * y - v);
    work += dt * -other.k * v * half;
    y += dt * (-other.mu.mu * other.k * half - v);
  }
  CHECK(other.mean_lag(v, 0.9) == Approx(y).epsilon(1e-8));
  CHECK(other.mean_work(v, 0.9) == Approx(work).epsilon(1e-8));
  CHECK(other.mean_energy_change(v, 0.9) - other.mean_work(v, 0.9) == other.mean_heat(v, 0.9));
  CHECK(other.work_density(work, v, 0.9) ==
        Approx(1 / std::sqrt(2 * std::numbers::pi * other.work_variance(v, 0.9))).epsilon(1e-8));
  // A short pull does v^2 k t^2/2 without cancellation: the next term is smaller by s/3 = 2.5e-10.
  CHECK(other.mean_work(1, 1e-9) == Approx(0.5 * 2.5 * 1e-18).epsilon(1e-9));
}

TEST_CASE("double well: stationary points, rate and passage times") {
  const DoubleWell well{.barrier = 4.0};
  CHECK(well.left_minimum() == -1.0);
  CHECK(well.barrier_top() == Approx(0.0).margin(1e-17));
  CHECK(well.right_minimum() == 1.0);
  CHECK(well.curvature(1) == 32.0);
  CHECK(well.curvature(0) == -16.0);
  for (const double lambda : {-3.0, -0.5, 0.01, 2.0, 6.0})
    for (const double x : {well.left_minimum(lambda), well.barrier_top(lambda), well.right_minimum(lambda)})
      CHECK(well.force(x, lambda) == Approx(0).margin(1e-13));
  CHECK(well.left_minimum(2.0) < well.barrier_top(2.0));
  CHECK(well.barrier_top(2.0) < well.right_minimum(2.0));
  CHECK(well.barrier_top(2.0) < 0.0);  // a tilt to the right moves the top towards the left well

  struct Row {
    double barrier, inverse_rate;
  };
  for (const Row& row : {Row{2, 4.103588909}, Row{4, 15.16082433}, Row{6, 74.68278764}, Row{8, 413.8764806}}) {
    const DoubleWell w{.barrier = row.barrier};
    CHECK(1 / w.kramers_rate() == Approx(row.inverse_rate).epsilon(1e-9));
  }
}

TEST_CASE("driven ring: current, dissipation and diffusion") {
  struct Row {
    double V, f, kT, velocity, diffusion;
  };
  for (const Row& row :
       {Row{1, 0.5, 0.5, 0.17559340604, 0.42358879744}, Row{1, 1, 1, 0.77471842530, 1.13745239940},
        Row{1, 1, 0.1, 0.36895324576, 0.41112993532}, Row{1, 1, 0.01, 0.17136763140, 0.18181318500}}) {
    const DrivenRing ring{.V = row.V, .f = row.f, .T = {row.kT}};
    CHECK(ring.mean_velocity() == Approx(row.velocity).epsilon(1e-10));
    CHECK(ring.effective_diffusion() == Approx(row.diffusion).epsilon(1e-10));
    CHECK(ring.entropy_production() == Approx(row.f * row.velocity / row.kT).epsilon(1e-10));
    const DrivenRing back{.V = row.V, .f = -row.f, .T = {row.kT}};
    CHECK(back.current() == -ring.current());
    CHECK(back.stationary_density(-0.4) == Approx(ring.stationary_density(0.4)).epsilon(1e-12));
    // dJ/dx = 0: J = mu F p - D p' at any x, the slope by a central difference (error about 1e-8).
    const double x = 1.3, h = 1e-4;
    const double slope = (ring.stationary_density(x + h) - ring.stationary_density(x - h)) / (2 * h);
    CHECK((row.V * std::sin(x) + row.f) * ring.stationary_density(x) - row.kT * slope ==
          Approx(ring.current()).epsilon(1e-5));
  }
  CHECK(DrivenRing{.V = 1, .f = 0.8, .T = {0.5}}.current() == Approx(0.06670488).epsilon(1e-5));
  CHECK(DrivenRing{.V = 1, .f = 0, .T = {0.5}}.effective_diffusion() == Approx(0.09621843925).epsilon(1e-10));
  CHECK(DrivenRing{.V = 1, .f = 0, .T = {0.5}}.current() == 0.0);
  // The general formula joins Lifson and Jackson's continuously.
  CHECK(DrivenRing{.V = 1, .f = 1e-8, .T = {0.5}}.effective_diffusion() ==
        Approx(0.09621843925).epsilon(1e-8));
  // A flat ring: v = mu f, D = mu kT, uniform density.
  const DrivenRing flat{.V = 0, .f = 0.7, .T = {0.3}, .mu = {2.0}};
  CHECK(flat.mean_velocity() == Approx(1.4).epsilon(1e-13));
  CHECK(flat.effective_diffusion() == Approx(0.6).epsilon(1e-12));
  CHECK(flat.stationary_density(1.0) == Approx(0.5 / std::numbers::pi).epsilon(1e-13));
}

TEST_CASE("driven ring: no overflow when it is cold") {
  // Noise-free rotation sqrt(f^2 - V^2), up to O(kT).
  CHECK(DrivenRing{.V = 1, .f = 1.5, .T = {1e-6}}.mean_velocity() == Approx(std::sqrt(1.25)).epsilon(1e-5));
  CHECK(DrivenRing{.V = 1, .f = 1.5, .T = {1e-3}}.effective_diffusion() > 0);
  // Below the critical tilt: Kramers' forward rate over the barrier, up to O(kT/barrier).
  const double V = 1, f = 0.5, kT = 0.02, c = std::sqrt(1 - f * f);
  const double barrier = 2 * V * c - f * (std::numbers::pi - 2 * std::asin(f));
  CHECK(DrivenRing{.V = V, .f = f, .T = {kT}}.current() ==
        Approx(V * c / (2 * std::numbers::pi) * std::exp(-barrier / kT)).epsilon(0.05));
  CHECK(DrivenRing{.V = 1, .f = 0.1, .T = {1e-4}}.current() == 0.0);  // e^{-18000} is zero, not NaN
  CHECK(DrivenRing{.V = 1, .f = 0, .T = {1e-2}}.effective_diffusion() > 0);
  // At either sign of V the ring is the same ring, turned by half.
  CHECK(DrivenRing{.V = -1, .f = 0.8, .T = {0.5}}.current() ==
        DrivenRing{.V = 1, .f = 0.8, .T = {0.5}}.current());
  CHECK(DrivenRing{.V = -1, .f = 0.8, .T = {0.5}}.stationary_density(0.2) ==
        Approx(DrivenRing{.V = 1, .f = 0.8, .T = {0.5}}.stationary_density(0.2 + std::numbers::pi))
            .epsilon(1e-12));
}

TEST_CASE("bad input to a Brownian model gets a sentence") {
  CHECK(refuses([&] { return OrnsteinUhlenbeck{.k = -1.0}.stationary_variance(); },
                {"stationary_variance", "k = -1"}));
  CHECK(refuses([&] { return OrnsteinUhlenbeck{.T = {0.0}}.variance(1); }, {"temperature must be positive"}));
  CHECK(refuses([&] { return OrnsteinUhlenbeck{}.euler_maruyama_variance(2.0); }, {"dt = 2"}));
  CHECK(refuses([&] { return OrnsteinUhlenbeck{}.transition_density(0, 0, 0); }));
  CHECK(refuses([&] { return DraggedTrap{}.mean_work(1, -1); }));
  CHECK(refuses([&] { return DraggedTrap{}.mean_work(not_a_number, 1); }));
  CHECK(refuses([&] { return DraggedTrap{}.work_density(0, 1, 0); }, {"work_density"}));
  CHECK(refuses([&] { return DoubleWell{.barrier = 1.0}.barrier_top(2.0); }, {"barrier_top", "lambda = 2"}));
  CHECK(refuses([&] { return DrivenRing{.T = {-1.0}}.current(); }, {"current", "T.kT = -1"}));
  CHECK(refuses([&] { return DrivenRing{.f = not_a_number}.effective_diffusion(); }));
}
