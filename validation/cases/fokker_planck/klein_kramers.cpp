// A particle with inertia in phase space: Boltzmann exactly, the moments of an oscillator, heat and entropy.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/solvers/fokker_planck/klein_kramers.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

struct Moments {
  double x, v, xx, xv, vv;
};

template <class K>
Moments moments(const K& kk, std::span<const double> p) {
  const double x = kk.expectation(p, [](double a, double) { return a; }),
               v = kk.expectation(p, [](double, double b) { return b; });
  return {x, v, kk.expectation(p, [&](double a, double) { return (a - x) * (a - x); }),
          kk.expectation(p, [&](double a, double b) { return (a - x) * (b - v); }),
          kk.expectation(p, [&](double, double b) { return (b - v) * (b - v); })};
}

Verdict run(double friction) {
  Verdict v;
  const models::Oscillator exact{.k = 4, .m = 1, .T = {1}, .mu = {2}};
  models::Oscillator made = exact;
  made.mu.mu /= friction;
  const double width = 0.09,
               t = 1;  // of the normal density that it starts from, in both directions: variance width
  // The start's own covariance is carried along by the motion without noise.
  const auto a = exact.mean({1, 0}, t), b = exact.mean({0, 1}, t);
  const auto noise = exact.covariance(t);
  const Moments known{a.x, a.v, noise.xx + width * (a.x * a.x + b.x * b.x),
                      noise.xv + width * (a.x * a.v + b.x * b.v), noise.vv + width * (a.v * a.v + b.v * b.v)};
  v.checks = {digits("mean x of the closed form", a.x, -0.223097995476, 12),
              digits("var x", noise.xx, 0.108389954576, 12)};
  std::vector<double> h, error;
  Moments coarse{}, fine{};
  for (std::size_t n : {80U, 160U}) {
    const auto x = Grid1D::uniform(-3.4, 3.4, n, Edge::reflecting),
               u = Grid1D::uniform(-6.6, 6.6, n, Edge::reflecting);
    const KleinKramers kk(made, x, u);
    double worst = 0;
    for (double c : kk.change(kk.equilibrium())) worst = std::max(worst, std::abs(c));
    v.checks.push_back(at_most(fmt::format("{} × {}: |L p_eq|", n, n), worst, 1e-13));
    std::vector<double> p(kk.size());
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t i = 0; i < n; ++i)
        sum += p[kk.cell(i, j)] =
            std::exp(-((x.centre(i) - 1) * (x.centre(i) - 1) + u.centre(j) * u.centre(j)) / (2 * width));
    for (double& m : p) m /= sum;
    const auto end = *kk.evolve(p, t, 1.0 / static_cast<double>(n));
    v.checks.push_back(at_most("|Σp − 1|", std::abs(pairwise_sum(end) - 1), 1e-12));
    (n == 80 ? coarse : fine) = moments(kk, end);
    if (n == 160) {
      // First law: what the energy gains is what the bath gives; and the free energy falls at kT sigma.
      const auto energy = [&](std::span<const double> q) {
        return kk.expectation(q, [&](double xx, double vv) { return 2 * xx * xx + 0.5 * vv * vv; });
      };
      const auto later = *kk.evolve(end, 1e-3, 1e-3);
      const double gain = (energy(later) - energy(end)) / 1e-3;
      v.checks.push_back(at_most("|dE/dt − heat rate|, from a step of 1e-3",
                                 std::abs(gain - 0.5 * (kk.heat_rate(end) + kk.heat_rate(later))), 5e-3));
      v.checks.push_back(at_least("entropy production", kk.entropy_production(end), 0));
      v.checks.push_back(
          at_most("entropy production in equilibrium", kk.entropy_production(kk.equilibrium()), 1e-20));
      const KleinKramers upwind(made, x, u, 0, Streaming::upwind);
      const auto diffused = *upwind.evolve(p, t, 1.0 / static_cast<double>(n));
      v.checks.push_back(
          at_least("upwind: least mass", *std::min_element(diffused.begin(), diffused.end()), 0, 1e-15));
    }
  }
  const auto check = [&](const char* what, double Moments::*m, double slack) {
    const double limit = fine.*m + (fine.*m - coarse.*m) / 3;
    v.checks.push_back(at_most(fmt::format("{}: |limit − exact|", what), std::abs(limit - known.*m), slack));
    h.push_back(std::abs(coarse.*m - known.*m) / std::abs(fine.*m - known.*m));
  };
  check("⟨x⟩", &Moments::x, 1e-4), check("⟨v⟩", &Moments::v, 1e-4), check("var x", &Moments::xx, 1e-4),
      check("cov", &Moments::xv, 1e-4), check("var v", &Moments::vv, 1e-4);
  v.checks.push_back(at_most("|error of ⟨v⟩ by halving both steps, ratio − 4|", std::abs(h[1] - 4), 0.8));
  return v;
}

const Registered registered{{
    .name = "fokker_planck/klein_kramers",
    .claim = "In phase space Boltzmann's density is stationary to rounding, and an oscillator's moments and "
             "heat are those of the "
             "closed form, with second order.",
    .equation = "∂p/∂t = −v ∂_{x}p + (U'/m) ∂_{v}p + Γ ∂_{v}(v p + (kT/m) ∂_{v}p)",
    .source = "chandrasekhar1943, kramers1940",
    .tags = {"exact", "order"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the friction is five per cent too strong", [](const Effort&) { return run(1.05); }},
}};

}  // namespace
}  // namespace stochtherm::validation
