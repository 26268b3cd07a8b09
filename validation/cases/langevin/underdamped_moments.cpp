#include <Eigen/Dense>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

struct Row {
  const char* name;
  double gamma, omega;
  std::array<double, 5> exact;  // <x>, <v>, var x, cov, var v at t = 1 from (1, 0)
};
const std::array<Row, 3> rows{{
    {"underdamped",
     0.5,
     2,
     {-0.223097995476, -1.437591689054, 0.108389954576, 0.064583433264, 0.321087145638}},
    {"critical", 2, 1, {0.735758882343, -0.367879441171, 0.323323583817, 0.270670566473, 0.864664716763}},
    {"overdamped", 4, 1, {0.822263423902, -0.21390913026, 0.278125745705, 0.183028464035, 0.953129120379}},
}};

/// The first two moments after a time of 1, exactly those of the stepper: it is linear here.
template <class M, class S>
std::array<double, 5> moments(const OneStep<M, S>& step, int steps) {
  const auto image = [&](double x, double v, double z) {
    const auto s = step(Phase<Vec<double, 1>>{{x}, {v}}, {z});
    return Eigen::Vector2d(s.q[0], s.v[0]);
  };
  Eigen::Matrix2d a;
  a << image(1, 0, 0), image(0, 1, 0);
  const Eigen::Vector2d b = image(0, 0, 1);
  Eigen::Vector2d mean(1, 0);
  Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero();
  for (int i = 0; i < steps; ++i) {
    mean = a * mean;
    covariance = a * covariance * a.transpose() + b * b.transpose();
  }
  return {mean(0), mean(1), covariance(0, 0), covariance(0, 1), covariance(1, 1)};
}

Verdict run(const Effort& effort, double noise) {
  Verdict v;
  for (const Row& row : rows) {
    const models::Oscillator oscillator{.k = row.omega * row.omega, .mu = {1 / row.gamma}};
    const auto mean = oscillator.mean({1, 0}, 1);
    const auto covariance = oscillator.covariance(1);
    const std::array<double, 5> closed{mean.x, mean.v, covariance.xx, covariance.xv, covariance.vv};
    double worst = 0;
    for (std::size_t i = 0; i < 5; ++i) worst = std::max(worst, std::abs(closed[i] - row.exact[i]));
    v.checks.push_back(
        at_most(std::string(row.name) + ": closed forms against the reference sheet", worst, 1e-11));

    models::Oscillator moved = oscillator;
    moved.T.kT = noise;
    std::vector<double> dts, errors;
    for (int steps = 16; steps <= 256; steps *= 2) {
      const auto stepped = moments(OneStep(moved, Baoab{}, 0.0, 1.0 / steps), steps);
      double error = 0;
      for (std::size_t i = 0; i < 5; ++i) error += std::abs(stepped[i] - closed[i]);
      dts.push_back(1.0 / steps), errors.push_back(error);
    }
    v.checks.push_back(
        order(std::string(row.name) + ": BAOAB's error of all moments at t = 1", dts, errors, 2, 0.05));

    const auto runs = simulate(moved, Protocol::constant(0, 1),
                               {.dt = 0.125,
                                .trajectories = effort.samples(200'000),
                                .seed = effort.seed,
                                .threads = effort.threads},
                               from_point(1.0, 0.0));
    const auto exact = moments(OneStep(oscillator, Baoab{}, 0.0, 0.125), 8);
    v.checks.push_back(statistical(std::string(row.name) + ", ensemble: ⟨x⟩", estimate_mean(runs->final[0]),
                                   exact[0], 0.03));
    v.checks.push_back(statistical(std::string(row.name) + ", ensemble: ⟨v⟩",
                                   estimate_mean(runs->final_velocity[0]), exact[1], 0.05));
    v.checks.push_back(statistical(std::string(row.name) + ", ensemble: Var x",
                                   estimate_variance(runs->final[0]), exact[2], 0.03));
    v.checks.push_back(statistical(std::string(row.name) + ", ensemble: Var v",
                                   estimate_variance(runs->final_velocity[0]), exact[4], 0.07));
  }
  // A free particle: BAOAB's velocity is exact, and its place is off by a known amount of order dt^2.
  const models::Oscillator free{.k = 0, .mu = {0.5}};
  v.checks.push_back(
      digits("free, equilibrium: ⟨(x(1.5) − x(0))^{2}⟩", free.mean_square_displacement(1.5), 1.02489353, 9));
  v.checks.push_back(
      digits("free, from rest: ⟨x(1.5)^{2}⟩", free.mean_square_displacement_from_rest(1.5), 0.79916738, 8));
  const auto runs = simulate(
      models::Oscillator{.k = 0, .T = {noise}, .mu = {0.5}}, Protocol::constant(0, 1.5),
      {.dt = 0.0125, .trajectories = effort.samples(200'000), .seed = effort.seed, .threads = effort.threads},
      from_point(0.0, 0.0));
  std::vector<double> squares;
  for (const double x : runs->final[0]) squares.push_back(x * x);
  v.checks.push_back(
      statistical("free, from rest, ensemble: ⟨x(1.5)^{2}⟩", estimate_mean(squares), 0.79916738, 0.06));
  return v;
}

const Registered registered{{
    .name = "langevin/underdamped_moments",
    .claim = "BAOAB has the moments of the Kramers-Klein process in all three branches, to second order; "
             "ensembles have "
             "those of the scheme.",
    .equation = "m x″ = −k x − m Γ x′ + √(2mΓkT) ξ",
    .source = "chandrasekhar1943, uhlenbeckornstein1930, leimkuhler2013",
    .tags = {"exact", "order", "statistical"},
    .statistical_checks = 13,
    .check = [](const Effort& e) { return run(e, 1.0); },
    .sabotage = {"the bath is hotter by a fifth", [](const Effort& e) { return run(e, 1.2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
