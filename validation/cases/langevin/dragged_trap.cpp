#include <cmath>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// The energy lacks its factor 1/2: the force no longer belongs to it.
struct WithoutHalf : models::DraggedTrap {
  template <class R>
  R energy(R x, double lambda) const {
    return R(2.0) * models::DraggedTrap::energy(x, lambda);
  }
};

// No parameter is 1: a forgotten mobility or temperature shows.
const models::DraggedTrap trap{.k = 2, .T = {0.6}, .mu = {0.7}};

template <class Trap>
Verdict run(const Effort& effort, const Trap& pulled_trap) {
  const double v = 0.8, t = 4;
  const auto pulled = simulate(
      pulled_trap, Protocol::linear(0, v * t, t),
      {.dt = 1e-2, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads});
  const auto& ledger = pulled->ledger;
  std::vector<double> negative(ledger.size());
  for (std::size_t i = 0; i < negative.size(); ++i) negative[i] = ledger.work[i] < 0 ? 1 : 0;

  Verdict verdict;
  verdict.checks = {
      statistical("⟨W⟩", estimate_mean(ledger.work), trap.mean_work(v, t), 0.1),
      statistical("Var W", estimate_variance(ledger.work), trap.work_variance(v, t), 0.5),
      statistical("⟨Q⟩", estimate_mean(ledger.heat[0]), trap.mean_heat(v, t), 0.1),
      statistical("P(W < 0)", estimate_mean(negative), trap.probability_of_negative_work(v, t), 0.01)};
  return verdict;
}

const Registered registered{{
    .name = "langevin/dragged_trap",
    .claim = "Work and heat of a particle dragged by a trap have the Gaussian statistics of van Zon and "
             "Cohen, down to the "
             "chance that a pull gains work.",
    .equation = "⟨W⟩ = v^{2}/(μ^{2}k) (s − 1 + e^{−s}), s = μkt;  Var W = 2kT⟨W⟩",
    .source = "vanzoncohen2003",
    .tags = {"statistical"},
    .statistical_checks = 4,
    .check = [](const Effort& e) { return run(e, trap); },
    .sabotage = {"the energy lacks its factor 1/2, so it does not belong to the force",
                 [](const Effort& e) { return run(e, WithoutHalf{trap}); }},
}};

}  // namespace
}  // namespace stochtherm::validation
