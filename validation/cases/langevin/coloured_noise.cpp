#include <stochtherm/models/brownian/coloured_noise.hpp>
#include <stochtherm/models/brownian/geometric.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// A particle that grows at the rate `m0`, without thermal noise to speak of.
struct Growth {
  double m0 = 0.1;
  [[nodiscard]] Temperature bath() const { return {1e-30}; }
  [[nodiscard]] Mobility mobility() const { return {1.0}; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L) const {
    return R(-0.5 * m0) * x * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L) const {
    return R(m0) * x;
  }
};

Verdict run(const Effort& effort, double strength) {
  Verdict v;
  const auto ensemble = [&](double dt, std::size_t n) {
    return Run{.dt = dt, .trajectories = effort.samples(n), .seed = effort.seed, .threads = effort.threads};
  };
  // Multiplicative: the limit of a short memory is Stratonovich's calculus, not Ito's.
  const models::GeometricBrownian sheet{.m0 = 0.1, .s = 0.4};
  for (const auto& [tau, exact] : {std::pair{0.5, 1.1565175889}, {0.1, 1.1876782646}, {0.01, 1.1962599722}}) {
    const std::string when = "τ = " + std::to_string(tau).substr(0, 4);
    v.checks.push_back(
        digits("closed form of ⟨x(1)⟩, " + when, sheet.coloured_noise_mean(1, 1, tau), exact, 11));
    const models::ColouredNoise<Growth, models::ProportionalCoupling> model{{}, strength, tau, {0.4}};
    const double variance = 1 / (2 * tau);
    const auto runs =
        simulate(model, Protocol::constant(0, 1), ensemble(tau / 20, tau < 0.05 ? 20'000 : 120'000),
                 from_gaussian({1, 0}, {1e-20, 0, 0, variance}));
    v.checks.push_back(statistical("ensemble: ⟨x(1)⟩, " + when, estimate_mean(runs->final[0]), exact,
                                   tau < 0.05 ? 0.08 : 0.03));
  }
  // Additive, in a trap: the active particle.
  const models::ColouredNoise<models::OrnsteinUhlenbeck> model{
      {.k = 1.5, .T = {0.4}, .mu = {0.8}}, strength * 2, 0.5, {}};
  const models::ActiveTrap exact{.k = 1.5, .T = {0.4}, .mu = {0.8}, .strength = 2, .correlation_time = 0.5};
  const double xe = exact.position_force_correlation(), t = 2;
  const auto runs =
      simulate(model, Protocol::constant(0, t), ensemble(0.001, 100'000),
               from_gaussian({0, 0}, {exact.variance(), xe, xe, model.active_variance() / strength}));
  std::vector<double> xx, cross, power;
  for (std::size_t i = 0; i < runs->size(); ++i) {
    const double x = runs->final[0][i];
    xx.push_back(x * x), cross.push_back(x * runs->final[1][i]);
    power.push_back(runs->ledger.nonconservative_work[i] / t);
  }
  v.checks.push_back(statistical("active trap: ⟨x^{2}⟩", estimate_mean(xx), exact.variance(), 0.08));
  v.checks.push_back(statistical("active trap: ⟨x η⟩", estimate_mean(cross), xe, 0.12));
  v.checks.push_back(
      statistical("active trap: power of the active force", estimate_mean(power), exact.power(), 0.08));
  v.remarks.push_back(
      "A force that has noise of its own is rough: the trapezoid rule books its work with an error of first "
      "order in the step, whatever the stepper. Hence the short step.");
  return v;
}

const Registered registered{{
    .name = "langevin/coloured_noise",
    .claim = "Noise with a memory gives the closed-form growth, which tends to Stratonovich's as the memory "
             "becomes short, "
             "and the closed-form variance and power of an active particle in a trap.",
    .equation = "⟨x(t)⟩ = x_{0} exp(m_{0}t + s^{2}[t − τ(1 − e^{−t/τ})]/2)",
    .source = "wongzakai1965, szamel2014",
    .tags = {"exact", "statistical"},
    .statistical_checks = 6,
    .check = [](const Effort& e) { return run(e, 1.0); },
    .sabotage = {"the noise is stronger by a half", [](const Effort& e) { return run(e, 1.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
