#include <cmath>
#include <limits>
#include <numbers>
#include <stochtherm/core/model.hpp>
#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/models/brownian/coloured_noise.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/geometric.hpp>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/models/brownian/linear_gaussian.hpp>
#include <stochtherm/models/brownian/optimal_protocols.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using namespace st::models;

static_assert(st::Harmonic1D<BreathingTrap> && st::Harmonic1D<Oscillator> && st::Underdamped<Oscillator>);
static_assert(st::ManyBaths<Gyrator> && st::ManyBaths<QuarticPair> && !st::Driven<Gyrator>);
static_assert(st::Driven<RotationalTrap> && !st::ManyBaths<RotationalTrap>);
static_assert(st::Multiplicative1D<VariableMobility> && st::Multiplicative1D<GeometricBrownian>);
static_assert(st::ManyBaths<ColouredNoise<OrnsteinUhlenbeck>> &&
              st::Driven<ColouredNoise<DoubleWell, ProportionalCoupling>>);

namespace {
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("breathing trap: a protocol that stands still does no work, jumps add up") {
  const BreathingTrap trap{.T = {0.6}, .mu = {0.7}};
  const auto still = trap.work(st::Protocol::constant(2.0, 3.0));
  CHECK(still.mean == Approx(0).margin(1e-13));
  CHECK(still.variance == Approx(0).margin(1e-12));
  CHECK(trap.final_variance(st::Protocol::constant(2.0, 3.0)) == Approx(0.3).epsilon(1e-12));
  // A jump up and at once down again: nothing has moved.
  const auto both = trap.work(st::Protocol::piecewise_linear({{0, 1}, {0, 5}, {0, 1}, {1, 1}}));
  CHECK(both.mean == Approx(0).margin(1e-13));
  // A jump in the middle: the particle is still in equilibrium, so it is a quench.
  const auto middle = trap.work(st::Protocol::piecewise_linear({{0, 1}, {1, 1}, {1, 4}, {2, 4}}));
  CHECK(middle.mean == Approx(trap.quench_work(1, 4).mean).epsilon(1e-11));
  CHECK(middle.variance == Approx(trap.quench_work(1, 4).variance).epsilon(1e-10));
  // Slowly there and slowly back: as much as the free energy, up to 1/duration.
  const auto slow = trap.work(st::Protocol::linear(1, 4, 1e4));
  CHECK(slow.mean == Approx(trap.free_energy_difference(1, 4)).epsilon(1e-3));
  CHECK(slow.mean > trap.free_energy_difference(1, 4));
  CHECK(refuses([&] { return trap.work(st::Protocol::linear(0, 1, 1)); }, {"work", "positive at the start"}));
  CHECK(refuses([&] { return trap.work(st::Protocol::linear(1, -2000, 10)); }, {"negative for too long"}));
  CHECK(refuses([&] { return BreathingTrap{.T = {-1.0}}.quench_work(1, 2); }, {"quench_work"}));
  CHECK(refuses([&] { return trap.free_energy_difference(1, -1); }));
}

TEST_CASE("optimal protocols: limits and refusals") {
  const DraggedTrap moving{.k = 2.5, .T = {0.7}, .mu = {0.3}};
  // In no time the best is half-way and all: k d^2/2; in a long time the friction of constant speed, d^2/(mu t).
  CHECK(optimal_mean_work(moving, 2, 1e-9) == Approx(5).epsilon(1e-8));
  CHECK(optimal_mean_work(moving, 2, 1e6) == Approx(4 / (0.3 * 1e6)).epsilon(1e-5));
  CHECK(optimal_protocol(moving, 2, 3).initial() == 0);
  CHECK(optimal_protocol(moving, 2, 3).final() == 2);
  const BreathingTrap trap{.T = {0.6}, .mu = {0.7}};
  CHECK(optimal_mean_work(trap, 1, 4, 1e-9) == Approx(trap.quench_work(1, 4).mean).epsilon(1e-8));
  CHECK(optimal_mean_work(trap, 1, 4, 1e6) == Approx(trap.free_energy_difference(1, 4)).epsilon(1e-5));
  CHECK(optimal_mean_work(trap, 3, 3, 1) == Approx(0).margin(1e-15));
  for (const double t : {0.1, 1.0, 10.0}) {
    CHECK(optimal_mean_work(trap, 1, 4, t) < trap.work(st::Protocol::linear(1, 4, t)).mean);
    CHECK(optimal_mean_work(moving, 2, t) < moving.mean_work(2 / t, t));
  }
  CHECK(refuses([&] { return optimal_protocol(moving, 1, 0); }, {"optimal_protocol", "duration = 0"}));
  CHECK(refuses([&] { return optimal_protocol(trap, -1, 1, 1); }, {"optimal_protocol"}));
  CHECK(refuses([&] { return optimal_protocol(trap, 1, 2, 1, 0); }, {"knots = 0"}));
  CHECK(refuses([&] { return optimal_mean_work(trap, 1, 2, not_a_number); }));
}

TEST_CASE("gyrator: equilibrium, symmetry and refusals") {
  const Gyrator even{.k = 2, .u = 0.7, .T1 = {1.5}, .T2 = {1.5}, .mu = {0.4}};
  CHECK(even.entropy_production() == 0);
  CHECK(even.heat_current() == 0);
  CHECK(even.mean_angular_momentum() == 0);
  CHECK(even.uncertainty_product() == 1);
  CHECK(even.share_seen(0) == 1);
  CHECK(even.share_seen(1) == Approx(std::exp(-0.8) * std::sinh(0.28) / 0.28).epsilon(1e-14));
  CHECK(refuses([&] { return even.gyration_diffusion_seen(0); },
                {"gyration_diffusion_seen", "interval must be positive"}));
  CHECK(even.tilt() == Approx(-std::numbers::pi / 4).epsilon(1e-14));
  const auto S = even.stationary_covariance();  // kT times the inverse of the springs' matrix
  CHECK(S[0][0] == Approx(1.5 * 2 / (4 - 0.49)).epsilon(1e-14));
  CHECK(S[0][1] == Approx(-1.5 * 0.7 / (4 - 0.49)).epsilon(1e-14));
  const Gyrator one{.k = 2, .u = 0.7, .T1 = {1}, .T2 = {3}}, other{.k = 2, .u = 0.7, .T1 = {3}, .T2 = {1}};
  CHECK(one.mean_angular_momentum() == -other.mean_angular_momentum());
  CHECK(one.gyration_diffusion() == other.gyration_diffusion());
  CHECK(std::tan(one.tilt()) ==
        Approx(1 / std::tan(other.tilt())).epsilon(1e-12));  // mirrored at the diagonal
  CHECK(refuses([&] { return Gyrator{.k = 1, .u = 1}.entropy_production(); },
                {"weaker than the springs", "u = 1"}));
  CHECK(refuses([&] { return Gyrator{.T2 = {0.0}}.heat_current(); }, {"heat_current"}));
  CHECK(refuses([&] { return Gyrator{.u = 0}.tilt(); }, {"tilt"}));
  CHECK(refuses(
      [&] {
        return stationary_covariance<2>({{{1, 0}, {0, -1}}}, {{{1, 0}, {0, 1}}});
      },
      {"positive real part"}));
  CHECK(refuses(
      [&] {
        return stationary_covariance<2>({{{1, 0}, {0, 1}}}, {{{1, 0.5}, {0, 1}}});
      },
      {"symmetric"}));
  CHECK(refuses(
      [&] {
        return entropy_production<2>({{{1, 0}, {0, 1}}}, {{{1, 0}, {0, 0}}});
      },
      {"positive definite"}));
  CHECK(refuses([&] { return entropy_production<2>({{{not_a_number, 0}, {0, 1}}}, {{{1, 0}, {0, 1}}}); }));
}

TEST_CASE("oscillator: limits and refusals") {
  const Oscillator free{.k = 0, .m = 2, .T = {0.5}, .mu = {0.25}};  // Gamma = 2
  CHECK(free.friction_rate() == 2);
  CHECK(free.mean_square_displacement(1e-7) == Approx(0.25e-14).epsilon(1e-6));        // flies with kT/m
  CHECK(free.mean_square_displacement(1e6) == Approx(2 * 0.125 * 1e6).epsilon(1e-6));  // diffuses with mu kT
  CHECK(free.covariance(1e-5).xx == Approx(2 * 2 * 0.25 * 1e-15 / 3).epsilon(1e-4));   // 2 Gamma kT/m t^3/3
  const Oscillator trapped{.k = 3, .m = 2, .T = {0.5}, .mu = {0.25}};
  CHECK(trapped.covariance(1e3).xx == Approx(trapped.stationary_covariance().xx).epsilon(1e-13));
  CHECK(trapped.covariance(1e3).vv == Approx(0.25).epsilon(1e-13));
  CHECK(trapped.correlation(0) == Approx(0.5 / 3).epsilon(1e-15));
  CHECK(trapped.velocity_correlation(0) == 0.25);
  CHECK(trapped.mean_square_displacement(-0.7) == trapped.mean_square_displacement(0.7));
  CHECK(2 * (trapped.correlation(0) - trapped.correlation(0.7)) ==
        Approx(trapped.mean_square_displacement(0.7)).epsilon(1e-13));
  CHECK(refuses([&] { return free.stationary_covariance(); }, {"stationary_covariance", "k = 0"}));
  CHECK(refuses([&] { return free.correlation(1); }, {"correlation"}));
  CHECK(refuses([&] { return Oscillator{.m = 0}.mean({0, 0}, 1); }, {"mass must be positive"}));
  CHECK(refuses([&] { return trapped.covariance(-1); }, {"t = -1"}));
  CHECK(refuses([&] { return trapped.mean({not_a_number, 0}, 1); }));
}

TEST_CASE("geometric Brownian motion: its force makes the drift that was asked for") {
  for (const auto reading : {stochtherm::Calculus::ito, stochtherm::Calculus::stratonovich}) {
    const GeometricBrownian g{.m0 = 0.3, .s = 0.5, .drift = reading, .T = {1.7}};
    const double x = 2.2, ito = g.mobility(x) * g.force(x, 0.0) + g.T.kT * g.mobility_gradient(x);
    CHECK(ito == Approx(g.ito_rate() * x).epsilon(1e-14));
    CHECK(std::sqrt(2 * g.T.kT * g.mobility(x)) == Approx(0.5 * x).epsilon(1e-14));
  }
  CHECK(GeometricBrownian{}.euler_maruyama_variance(1, 0.1, 0) == 0);
  // (1 + a dt) = 0: all that is left is the noise of each step.
  CHECK(GeometricBrownian{.m0 = -10}.euler_maruyama_variance(1, 0.1, 2) ==
        Approx(0.016 * 0.016).epsilon(1e-12));
  CHECK(GeometricBrownian{}.coloured_noise_mean(1, 1, 0) ==
        Approx(GeometricBrownian{.drift = stochtherm::Calculus::stratonovich}.mean(1, 1)).epsilon(1e-14));
  CHECK(refuses([&] { return GeometricBrownian{.s = 0}.mean(1, 1); }, {"noise"}));
  CHECK(refuses([&] { return GeometricBrownian{}.mean(0, 1); }, {"start must be positive"}));
  CHECK(refuses([&] { return GeometricBrownian{}.coloured_noise_mean(1, 1, -1); }, {"correlation time"}));
  CHECK(refuses([&] { return GeometricBrownian{}.euler_maruyama_mean(1, 0.1, -1); }, {"steps = -1"}));
}

TEST_CASE("active trap: limits of short and long memory") {
  // White noise of strength S is a bath hotter by mu S/2; frozen forces displace by eta/k.
  CHECK(ActiveTrap{.k = 2, .strength = 3, .correlation_time = 1e-9}.variance() ==
        Approx((1 + 1.5) / 2).epsilon(1e-8));
  CHECK(ActiveTrap{.k = 2, .strength = 2e6, .correlation_time = 1e6}.variance() ==
        Approx(0.5 + 1.0 / 4).epsilon(1e-5));
  CHECK(ActiveTrap{.strength = 0}.power() == 0);
  CHECK(refuses([&] { return ActiveTrap{.strength = -1}.power(); }, {"power", "strength"}));
  CHECK(refuses([&] { return ActiveTrap{.correlation_time = 0}.variance(); }, {"correlation time"}));
  const ColouredNoise<OrnsteinUhlenbeck, ProportionalCoupling> coupled{.base = {.k = 2}, .coupling = {0.5}};
  CHECK(coupled.nonconservative_force(st::Vec<double, 2>{{3, 4}}, 0.0)[0] == 6);
  CHECK(coupled.nonconservative_force(st::Vec<double, 2>{{3, 4}}, 0.0)[1] == 0);
}

TEST_CASE("rotational trap: stirring is odd, its price even") {
  const RotationalTrap left{.k = 1.5, .kappa = 2}, right{.k = 1.5, .kappa = -2};
  CHECK(left.entropy_production() == right.entropy_production());
  CHECK(left.mean_angular_momentum() == -right.mean_angular_momentum());
  CHECK(left.velocity_response(-1) == 0);
  CHECK(left.correlation(-0.3) == left.correlation(0.3));
  // Without stirring fluctuation and response agree at every frequency.
  const RotationalTrap still{.k = 1.5, .kappa = 0, .T = {0.7}};
  for (const double omega : {0.0, 0.4, 3.0})
    CHECK(still.velocity_spectrum(omega) ==
          Approx(2 * 0.7 * still.velocity_response_spectrum(omega)).margin(1e-15));
  CHECK(
      refuses([&] { return RotationalTrap{.k = 0}.entropy_production(); }, {"entropy_production", "k = 0"}));
  CHECK(refuses([&] { return left.velocity_spectrum(not_a_number); }));
}

TEST_CASE("variable mobility: equilibrium and refusals") {
  CHECK(VariableMobility{.k = 2}.equilibrium_second_moment() == 0.5);
  CHECK(VariableMobility{.k = 2, .a = 0}.mean_without_drift() == Approx(0).margin(1e-15));
  CHECK(VariableMobility{.k = 1, .a = 0.5}.mean_without_drift() <
        0);  // slow on the left, so more is found there
  CHECK(VariableMobility{.k = 1}.equilibrium_density(0) ==
        Approx(1 / std::sqrt(2 * std::numbers::pi)).epsilon(1e-12));
  CHECK(std::isfinite(VariableMobility{.k = 1, .T = {1e-4}}.equilibrium_density(5, 5)));
  CHECK(refuses([&] { return VariableMobility{.a = 1}.equilibrium_density(0); }, {"|a| < 1"}));
  CHECK(refuses([&] { return VariableMobility{.k = -1, .q = 0}.equilibrium_second_moment(); },
                {"hold the particle"}));
  CHECK(refuses([&] { return VariableMobility{}.equilibrium_density(not_a_number); }));
}

TEST_CASE("dragged trap: a change of speed") {
  const DraggedTrap trap{.k = 2.5, .T = {0.7}, .mu = {0.3}};
  CHECK(trap.stationary_lag(1.5) == Approx(-2).epsilon(1e-14));
  CHECK(trap.mean_lag(1.5, 1e3) == Approx(trap.stationary_lag(1.5)).epsilon(1e-14));
  CHECK(trap.mean_hatano_sasa(0.4, 0.4) == 0);
  CHECK(refuses([&] { return trap.mean_hatano_sasa(not_a_number, 0); }));
}
