#include <cmath>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// A ring whose barrier grows with lambda while a force that depends on the place drives round: every term is at work.
struct GrowingRing {
  [[nodiscard]] Temperature bath() const { return {0.6}; }
  [[nodiscard]] Mobility mobility() const { return {0.7}; }
  [[nodiscard]] double period() const { return 6.283185307179586; }
  template <class R>
  [[nodiscard]] R energy(R x, double lambda) const {
    return R(0.5 + lambda) * cos(x);
  }
  template <class R>
  [[nodiscard]] R force(R x, double lambda) const {
    return R(0.5 + lambda) * sin(x);
  }
  template <class R>
  [[nodiscard]] R nonconservative_force(R x, double lambda) const {
    return R(0.8 + 0.3 * lambda) + R(0.5) * sin(x);
  }
};

const GrowingRing ring;
const auto protocol = Protocol::piecewise_linear({{0, 0}, {0, 0.4}, {2, 1.5}});
constexpr double dt = 2.5e-3;

DrivenDensity by_density() {
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 800, Edge::periodic), protocol.initial());
  return *fp.drive(fp.equilibrium(), protocol, dt, Sdirk2{});
}

Verdict compare(const Estimate& driven_work, const Estimate& work, const Estimate& heat,
                const Estimate& change) {
  const DrivenDensity density = by_density();
  const Ledger& ledger = density.ledger;
  Verdict v;
  v.checks = {statistical("⟨W⟩ by the protocol", work, ledger.work, 0.03),
              statistical("⟨W⟩ by the driving force", driven_work, ledger.nonconservative_work, 0.08),
              statistical("⟨Q⟩", heat, ledger.heat(), 0.08),
              statistical("⟨ΔU⟩", change, ledger.energy_change, 0.05),
              at_most("first law of the density: |ΔU − W − Q|", std::abs(ledger.first_law_residual()), 1e-12),
              at_least("total entropy of the drive", ledger.total_entropy(), 0)};
  return v;
}

Verdict honest(const Effort& effort) {
  const auto runs = simulate(
      ring, protocol,
      {.dt = dt, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads});
  const auto& ledger = runs->ledger;
  return compare(estimate_mean(ledger.nonconservative_work), estimate_mean(ledger.work),
                 estimate_mean(ledger.heat[0]), estimate_mean(ledger.energy_change));
}

/// The driving force at the start of the step times the displacement: the Ito product.
Verdict ito_product(const Effort& effort) {
  const std::size_t n = effort.samples(80'000), steps = 800;
  const Start start = from_equilibrium.prepare(ring, protocol.initial());
  std::vector<double> driven(n), work(n), heat(n), change(n);
  for (std::size_t i = 0; i < n; ++i) {
    double x = 0, at_rest = 0, lambda = protocol.initial();
    start(effort.seed, i, &x, &at_rest);
    const double u0 = ring.energy(x, lambda);
    for (std::size_t k = 0; k < steps; ++k) {
      const double next_lambda = protocol(dt * (static_cast<double>(k) + 0.5));
      work[i] += ring.energy(x, next_lambda) - ring.energy(x, lambda);
      lambda = next_lambda;
      const OneStep step(ring, Heun{}, lambda, dt);
      const double next = step({x}, {random::normal(effort.seed, random::Stream::thermal, i, 0, k)})[0];
      const double push = ring.nonconservative_force(x, lambda) * (next - x);
      driven[i] += push;
      heat[i] += ring.energy(next, lambda) - ring.energy(x, lambda) - push;
      x = next;
    }
    work[i] += ring.energy(x, protocol.final()) - ring.energy(x, lambda);
    change[i] = ring.energy(x, protocol.final()) - u0;
  }
  return compare(estimate_mean(driven), estimate_mean(work), estimate_mean(heat), estimate_mean(change));
}

const Registered registered{{
    .name = "fokker_planck/driven_protocol",
    .claim = "With a protocol, a driving force that depends on the place, and no parameter equal to 1, "
             "trajectories and "
             "density book the same work by the protocol, work by the force, heat and energy.",
    .equation = "ΔU = W_{λ} + W_{f} + Q,  ⟨W_{f}⟩ = ∫ dt ∫ dx J(x, t) f(x, λ)",
    .source = "sekimoto2010, seifert2012",
    .tags = {"statistical"},
    .statistical_checks = 4,
    .check = honest,
    .sabotage = {"the work of the driving force is an Ito product", ito_product},
}};

}  // namespace
}  // namespace stochtherm::validation
