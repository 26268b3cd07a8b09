// The breathing trap: moment equations against integrals over the correlation of a Gaussian process.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::BreathingTrap;
using models::WorkMoments;

/// A linear ramp by quadrature, kT = mu = 1: with G(t, s) = exp(-int_s^t lambda), <x^2> = G(t,0)^2/lambda_i + 2 int
/// G^2, <W> = (1/2) int lambda' <x^2>, and Wick's theorem gives Cov(x^2(t), x^2(s)) = 2 [G(t, s) <x^2(s)>]^2.
struct Ramp {
  double from, to, duration;

  [[nodiscard]] double speed() const { return (to - from) / duration; }
  [[nodiscard]] double G(double t, double s) const {
    return std::exp(-(t - s) * (from + 0.5 * speed() * (t + s)));
  }
  [[nodiscard]] double width(double t) const {
    if (t == 0) return 1 / from;
    return G(t, 0) * G(t, 0) / from +
           2 * integral_by_gsl([&](double s) { return G(t, s) * G(t, s); }, 0, t, 1e-12);
  }
  [[nodiscard]] WorkMoments work() const {
    const double mean = integral_by_gsl([&](double t) { return width(t); }, 0, duration, 1e-11);
    const auto correlated = [&](double t) {
      const auto f = [&](double s) { return std::pow(G(t, s) * width(s), 2); };
      return t == 0 ? 0.0 : integral_by_gsl(f, 0, t, 1e-10);
    };
    return {0.5 * speed() * mean, speed() * speed() * integral_by_gsl(correlated, 0, duration, 1e-9)};
  }
};

/// `excess` is added to the mean work; 0 is the truth.
Verdict closed_form(double excess) {
  Verdict v;
  const BreathingTrap trap{};
  const auto work = [&](const BreathingTrap& t, const Protocol& p) {
    auto w = t.work(p);
    w.mean *= 1 + excess;
    return w;
  };
  struct Row {
    double from, to, duration, mean, variance;
  };
  for (const Row& row :
       {Row{1, 4, 0.1, 1.368879981644, 3.492969081879}, Row{1, 4, 1, 0.936041707262, 0.842237251155},
        Row{1, 4, 10, 0.726026284569, 0.074400387766}, Row{4, 1, 0.1, -0.408736359301, 0.264718542995},
        Row{4, 1, 1, -0.546481495877, 0.186327013892}, Row{4, 1, 10, -0.663927694592, 0.052213956114}}) {
    const std::string at = fmt::format("ramp {} → {} in {}: ", row.from, row.to, row.duration);
    const WorkMoments w = work(trap, Protocol::linear(row.from, row.to, row.duration));
    v.checks.push_back(digits("published, " + at + "⟨W⟩", w.mean, row.mean, 12));
    v.checks.push_back(digits("published, " + at + "Var W", w.variance, row.variance, 10));
    const Ramp ramp{row.from, row.to, row.duration};
    const WorkMoments exact = ramp.work();
    v.checks.push_back(digits(at + "⟨W⟩ by quadrature", w.mean, exact.mean, 10));
    v.checks.push_back(digits(at + "Var W by Wick's theorem", w.variance, exact.variance, 8));
    v.checks.push_back(digits(at + "⟨x^{2}⟩ at the end",
                              trap.final_variance(Protocol::linear(row.from, row.to, row.duration)),
                              ramp.width(row.duration), 11));
  }

  // Mobility is a unit of time, kT one of energy: W/kT of stiffness kT lambda at mu/kT.
  const BreathingTrap other{.T = {0.4}, .mu = {2.5}};
  const WorkMoments scaled = work(other, Protocol::linear(1 / 2.5, 4 / 2.5, 1));
  v.checks.push_back(digits("units: ⟨W⟩/kT", scaled.mean / 0.4, 0.936041707262, 12));
  v.checks.push_back(digits("units: Var W/kT^{2}", scaled.variance / 0.16, 0.842237251155, 10));

  for (const auto& [from, to, mean, variance] :
       {std::array{1.0, 4.0, 1.5, 4.5}, {4.0, 1.0, -0.375, 0.28125}}) {
    const std::string at = fmt::format("quench {} → {}: ", from, to);
    const double lf = to, li = from;
    const WorkMoments closed = trap.quench_work(from, to),
                      integrated = work(trap, Protocol::quench(from, to, 0.7));
    v.checks.push_back(conditioned("published, " + at + "⟨W⟩", closed.mean, mean, 1, 4));
    v.checks.push_back(conditioned("published, " + at + "Var W", closed.variance, variance, 1, 4));
    v.checks.push_back(digits(at + "⟨W⟩ of a protocol that jumps", integrated.mean, mean, 12));
    v.checks.push_back(digits(at + "Var W of a protocol that jumps", integrated.variance, variance, 11));
    const auto density = [](double x, double l) {
      return std::sqrt(l / (2 * std::numbers::pi)) * std::exp(-0.5 * l * x * x);
    };
    const auto average = [&](auto f) {
      const double end = 12 / std::sqrt(std::min(li, lf));
      return integral_by_gsl([&](double x) { return f(x) * density(x, li); }, -end, end, 1e-13);
    };
    v.checks.push_back(
        digits(at + "Jarzynski: −ln⟨e^{−W}⟩",
               -std::log(average([&](double x) { return std::exp(-0.5 * (lf - li) * x * x); })),
               trap.free_energy_difference(from, to), 12));
    v.checks.push_back(digits(at + "dissipation is D(p_{i}‖p_{f})", trap.quench_dissipation(from, to),
                              average([&](double x) { return std::log(density(x, li) / density(x, lf)); }),
                              12));
  }
  v.checks.push_back(digits("published: ΔF of 1 → 4", trap.free_energy_difference(1, 4), 0.6931471806, 10));
  v.checks.push_back(
      digits("published: dissipation of the quench 1 → 4", trap.quench_dissipation(1, 4), 0.8068528194, 10));
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/breathing_trap_closed_form",
    .claim = "Mean and variance of the work on a trap whose stiffness is ramped or jumps are those of the "
             "moment equations, "
             "and the dissipation of a jump is a relative entropy.",
    .equation = "⟨W⟩ = ½ ∫ λ′⟨x^{2}⟩ dt,   Var W = ∫_{0}^{τ} dt λ′(t) ∫_{0}^{t} ds λ′(s) ⟨x(t)x(s)⟩^{2},   "
                "⟨W⟩ − ΔF = kT D(p_{i}‖p_{f}) for a jump",
    .source = "speck2011, schmiedl2007, kawai2007",
    .tags = {"exact"},
    .check = [](const Effort&) { return closed_form(0); },
    .sabotage = {.description = "The mean work is too large by one part in 10^{9}.",
                 .check = [](const Effort&) { return closed_form(1e-9); }},
}};

}  // namespace
}  // namespace stochtherm::validation
