#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, bool swapped) {
  const models::Gyrator gyrator{.k = 1, .u = 0.5, .T1 = {1}, .T2 = {2}};
  const auto s = gyrator.stationary_covariance();
  const double t = 4, dt = 0.02;
  const auto runs = simulate(
      gyrator, Protocol::constant(0, t),
      {.dt = dt, .trajectories = effort.samples(200'000), .seed = effort.seed, .threads = effort.threads},
      from_gaussian({0, 0}, {s[0][0], s[0][1], s[1][0], s[1][1]}));
  const auto& e = *runs;
  const std::size_t cold = swapped ? 1 : 0, hot = 1 - cold;
  std::vector<double> xx, xy, yy, from_hot, entropy;
  for (std::size_t i = 0; i < e.size(); ++i) {
    const double x = e.final[0][i], y = e.final[1][i];
    xx.push_back(x * x), xy.push_back(x * y), yy.push_back(y * y);
    from_hot.push_back(0.5 * (e.ledger.heat[hot][i] - e.ledger.heat[cold][i]) / t);
    entropy.push_back(-(e.ledger.heat[cold][i] / gyrator.T1.kT + e.ledger.heat[hot][i] / gyrator.T2.kT) / t);
  }
  Verdict v;
  v.checks = {
      digits("closed form: entropy production", gyrator.entropy_production(), 0.0625, 12),
      digits("closed form: heat from the hot to the cold bath", gyrator.heat_current(), 0.125, 12),
      digits("closed form (2, 1, 1, 3): entropy production",
             models::Gyrator{.k = 2, .u = 1, .T1 = {1}, .T2 = {3}}.entropy_production(), 1.0 / 3, 12),
      statistical("⟨x^{2}⟩", estimate_mean(xx), 1.5, 0.1),
      statistical("⟨x y⟩", estimate_mean(xy), -1, 0.1),
      statistical("⟨y^{2}⟩", estimate_mean(yy), 2.5, 0.2),
      statistical("heat from the hot to the cold bath per time", estimate_mean(from_hot), 0.125, 0.04),
      statistical("entropy production per time", estimate_mean(entropy), 0.0625, 0.04)};
  return v;
}

const Registered registered{{
    .name = "langevin/two_baths",
    .claim = "Between two baths heat flows through the spring, bath by bath as in the closed form, and its "
             "entropy "
             "production is that of the Brownian gyrator.",
    .equation = "σ = μu^{2}(T_{1} − T_{2})^{2}/(2kT_{1}T_{2}),  Q̇_{2} = μu^{2}(T_{2} − T_{1})/(2k)",
    .source = "filliger2007",
    .tags = {"exact", "statistical"},
    .statistical_checks = 5,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"the heats of the two baths are exchanged", [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
