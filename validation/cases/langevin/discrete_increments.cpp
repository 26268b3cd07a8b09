#include <array>
#include <stochtherm/random/discrete.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

/// What an ensemble of 40 000 can see of the n-th moment.
constexpr std::array seen{0.05, 0.05, 0.12, 0.2, 0.4};

template <class Draw>
void moments(Verdict& v, const Effort& effort, const char* name, const std::vector<double>& exact,
             Draw draw) {
  const std::size_t n = effort.samples(400'000);
  std::vector<double> power(n, 1.0), z(n);
  for (std::size_t i = 0; i < n; ++i) z[i] = draw(effort.seed, random::Stream::thermal, i / 600, 0, i % 600);
  for (std::size_t k = 0; k < exact.size(); ++k) {
    for (std::size_t i = 0; i < n; ++i) power[i] *= z[i];
    const std::string what = std::string(name) + ": ⟨z^{" + std::to_string(k + 1) + "}⟩";
    if (std::abs(std::abs(power[0]) - 1) < 1e-12 && k % 2 == 1)  // the square of a coin does not scatter
      v.checks.push_back(digits(what, estimate_mean(power).mean, exact[k], 12));
    else
      v.checks.push_back(statistical(what, estimate_mean(power), exact[k], seen[k]));
  }
}

/// ThreePoint with the numbers of TwoPoint: the fourth moment is 1, not 3.
struct TooFewPoints : WeakTwo {
  static constexpr StepperFacts facts = [] {
    StepperFacts f = ThreePoint<WeakTwo>::facts;
    f.increment = Increment::two_point;
    return f;
  }();
};

/// <x^4> of a free particle after one step: 3 (2 mu kT dt)^2 if the increments have a normal's moments.
template <class S>
Verdict run(const Effort& effort) {
  Verdict v;
  moments(v, effort, "two points", {0, 1, 0}, random::two_point);
  moments(v, effort, "three points", {0, 1, 0, 3, 0}, random::three_point);
  const Run run{
      .dt = 0.5, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads};
  const QuarticTrap free{.k = 0, .q = 0}, trap;
  const auto step = simulate(free, Protocol::constant(0, 0.5), run, from_point(0.0), S{});
  std::vector<double> fourth;
  for (const double x : step->final[0])
    fourth.push_back(std::pow(x, 4) / std::pow(2 * free.mu.mu * free.T.kT * 0.5, 2));
  v.checks.push_back(statistical("three-point increments, one free step: ⟨x^{4}⟩/⟨x^{2}⟩^{2}",
                                 estimate_mean(fourth), 3, 0.15));
  // After 50 steps <x> is that of the Fokker-Planck equation; the scheme's own error is below 1e-3.
  Run fine = run;
  fine.dt = 0.01;
  const auto pull = Protocol::quench(0, 1, 0.5);
  const auto relaxed = simulate(trap, pull, fine, from_equilibrium, S{});
  const FokkerPlanck1D fp(trap, Grid1D::uniform(-3.5, 3.5, 1000, Edge::reflecting));
  const auto later = fp.drive(fp.equilibrium(), pull, 1e-3, Sdirk2{});
  v.checks.push_back(statistical("three-point increments, a pull at a quartic trap for 0.5: ⟨x⟩",
                                 estimate_mean(relaxed->final[0]), later->density.mean(), 0.03));
  return v;
}

const Registered registered{{
    .name = "langevin/discrete_increments",
    .claim = "Two-point numbers share a normal's first three moments and three-point numbers the first five, "
             "and weak "
             "averages do not tell three points from normals.",
    .equation = "⟨z^{n}⟩ = 0, 1, 0 (two points);  0, 1, 0, 3, 0 (three points)",
    .source = "kloeden1992",
    .tags = {"statistical"},
    .statistical_checks = 9,
    .check = run<ThreePoint<WeakTwo>>,
    .sabotage = {"two points where three are needed", run<TooFewPoints>},
}};

}  // namespace
}  // namespace stochtherm::validation
