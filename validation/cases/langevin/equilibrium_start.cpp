#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <stochtherm/core/density.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, double assumed_kT) {
  const double kT = 0.5, lambda = 3;
  const models::DraggedTrap trap{.k = 2, .T = {kT}};
  const auto sampler =
      BoltzmannSampler::confined([&](double x) { return trap.energy(x, lambda) / assumed_kT; });
  const boost::math::normal exact(lambda, std::sqrt(trap.equilibrium_variance()));
  double worst = 0;
  for (double q = 1e-6; q < 1; q += 1e-3) worst = std::max(worst, std::abs(sampler(q) - quantile(exact, q)));

  const models::DoubleWell well{.barrier = 2, .T = {kT}};
  const models::DoubleWell assumed{.barrier = 2, .T = {assumed_kT}};
  const auto start = from_equilibrium.prepare(assumed, 0.5);
  std::vector<double> x(effort.samples(400'000)), x2(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    double velocity = 0;
    start(effort.seed, i, &x[i], &velocity);
    x2[i] = x[i] * x[i];
  }
  const auto fine = Density::boltzmann(Grid1D::uniform(-4, 4, 200'000, Edge::reflecting), well, 0.5);
  Verdict v;
  v.checks = {at_most("harmonic trap: worst error of 1000 quantiles", worst, 5e-6),
              statistical("tilted double well: ⟨x⟩", estimate_mean(x), fine.mean(), 0.03),
              statistical("tilted double well: ⟨x^{2}⟩", estimate_mean(x2),
                          fine.expectation([](double y) { return y * y; }), 0.02)};
  v.remarks.push_back(
      "The sampler interpolates U/kT linearly between 8192 nodes: quantiles of a Gaussian are off by about "
      "1e-6 standard deviations, far below what an ensemble resolves.");
  return v;
}

const Registered registered{{
    .name = "langevin/equilibrium_start",
    .claim = "Trajectories that start in equilibrium start with Boltzmann's distribution.",
    .equation = "p(x) = e^{−U(x,λ)/kT}/Z",
    .source = "devroye1986",
    .tags = {"exact", "statistical"},
    .statistical_checks = 2,
    .check = [](const Effort& e) { return run(e, 0.5); },
    .sabotage = {"the potential is not divided by kT", [](const Effort& e) { return run(e, 1.0); }},
}};

}  // namespace
}  // namespace stochtherm::validation
