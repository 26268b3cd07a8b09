// The particle with inertia, free and in a trap, against an exponential of matrices: all branches, and where they meet.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/validation/case.hpp>

#include "van_loan.hpp"

namespace stochtherm::validation {
namespace {

using models::Oscillator;

/// Friction rate Gamma and natural frequency omega0 with m = kT = 1.
Oscillator unit_mass(double gamma, double omega0) {
  return {.k = omega0 * omega0, .m = 1, .T = {1}, .mu = {1 / gamma}};
}

oracles::LinearMoments exact(const Oscillator& o, double t) {
  Eigen::MatrixXd A(2, 2), D = Eigen::MatrixXd::Zero(2, 2);
  A << 0, -1, o.k / o.m, 1 / (o.mu.mu * o.m);
  D(1, 1) = o.T.kT / (o.mu.mu * o.m * o.m);
  return oracles::linear_moments(A, D, t);
}

/// `sign` +1 is the truth; -1 turns the position's answer to the initial velocity round.
Verdict closed_form(double sign) {
  Verdict v;
  const auto published = [&](const std::string& at, const Oscillator& o, std::array<double, 5> numbers) {
    const auto mean = o.mean({1, 0}, 1);
    const auto c = o.covariance(1);
    const std::array<double, 5> measured{mean.x, sign * mean.v, c.xx, c.xv, c.vv};
    const std::array<const char*, 5> names{"⟨x⟩", "⟨v⟩", "Var x", "Cov(x, v)", "Var v"};
    for (std::size_t i = 0; i < 5; ++i)
      v.checks.push_back(digits(fmt::format("published, {}: {}", at, names[i]), measured[i], numbers[i], 10));
  };
  published("underdamped Γ = 0.5, ω_{0} = 2", unit_mass(0.5, 2),
            {-0.223097995476, -1.437591689054, 0.108389954576, 0.064583433264, 0.321087145638});
  published("overdamped Γ = 4, ω_{0} = 1", unit_mass(4, 1),
            {0.822263423902, -0.21390913026, 0.278125745705, 0.183028464035, 0.953129120379});
  published("critical Γ = 2, ω_{0} = 1", unit_mass(2, 1),
            {0.735758882343, -0.367879441171, 0.323323583817, 0.270670566473, 0.864664716763});
  const Oscillator free = unit_mass(2, 0);
  for (const auto& [t, thermal, at_rest] : {std::array{0.1, 0.00936537654, 0.00115074157},
                                            {1.5, 1.02489353, 0.79916738},
                                            {10.0, 9.50000000, 9.25}}) {
    v.checks.push_back(digits(fmt::format("published, free: displacement from a thermal velocity, t = {}", t),
                              free.mean_square_displacement(t), thermal, 8));
    v.checks.push_back(digits(fmt::format("published, free: displacement from rest, t = {}", t),
                              free.mean_square_displacement_from_rest(t), at_rest, 8));
    v.checks.push_back(conditioned(fmt::format("free: ⟨x v⟩ from rest, t = {}", t), free.covariance(t).xv,
                                   std::pow(std::expm1(-2 * t), 2) / 2, 1, 16));
  }

  // No parameter is 1; across the meeting of the branches at Gamma = 2 omega0, and for weak traps.
  struct Worst {
    const char* what;
    double error = 0;
  };
  std::array<Worst, 5> worst{{{"mean"}, {"Var x"}, {"Cov(x, v)"}, {"Var v"}, {"mean square displacement"}}};
  for (const double ratio : {0.0, 1e-9, 1e-3, 0.3, 0.49, 0.4999, 0.5, 0.500001, 0.51, 0.8, 5.0, 40.0})
    for (const double t : {1e-4, 0.02, 0.4, 3.0, 30.0}) {
      Oscillator o{.k = 0, .m = 1.7, .T = {0.6}, .mu = {0.8}};
      const double gamma = o.friction_rate();
      o.k = o.m * std::pow(ratio * gamma, 2);
      const auto e = exact(o, t);
      const auto mean = o.mean({0.9, -0.4}, t);
      const auto c = o.covariance(t);
      const auto P = [&](int i, int j) { return static_cast<double>(e.propagator(i, j)); };
      const auto S = [&](int i, int j) { return static_cast<double>(e.covariance(i, j)); };
      const double scale = std::abs(P(0, 0)) + std::abs(P(0, 1));
      worst[0].error =
          std::max(worst[0].error, std::abs(mean.x - (0.9 * P(0, 0) - sign * 0.4 * P(0, 1))) / scale);
      worst[1].error = std::max(worst[1].error, std::abs(c.xx / S(0, 0) - 1));
      // The covariance vanishes where the Green's function does: measured against its Cauchy-Schwarz bound.
      worst[2].error = std::max(worst[2].error, std::abs(c.xv - S(0, 1)) / std::sqrt(S(0, 0) * S(1, 1)));
      worst[3].error = std::max(worst[3].error, std::abs(c.vv / S(1, 1) - 1));
      // In equilibrium: (1 - P)^2 <x^2> + Var x, with the thermal velocity; free: the velocity alone moves it.
      if (o.k > 0 && ratio < 1e-6) continue;  // <x^2> is too large for this oracle's own subtraction
      const double thermal =
          P(0, 1) * P(0, 1) * o.T.kT / o.m + (o.k > 0 ? std::pow(1 - P(0, 0), 2) * o.T.kT / o.k : 0);
      const double displacement = S(0, 0) + thermal;
      worst[4].error = std::max(worst[4].error, std::abs(o.mean_square_displacement(t) / displacement - 1));
    }
  // The phase omega t of the fastest oscillation is 1200, and its rounding is the argument's: 2e3 eps.
  for (const Worst& w : worst)
    v.checks.push_back(
        at_most(fmt::format("{}: worst deviation over 12 frictions and 5 times", w.what), w.error, 1e-12));

  Figure displacement{
      .title = "From flight to diffusion, and caught in a trap",
      .x_label = "time Γt",
      .y_label = "mean square displacement Γ^{2}m/kT",
      .series = {},
      .caption =
          "In equilibrium. A free particle flies at first, as t^{2}, and diffuses after 1/Γ; a trap "
          "holds it at 2kT/k. Underdamped, it swings before it settles.",
      .log_x = true,
      .log_y = true};
  for (const double omega0 : {0.0, 0.1, 0.5, 2.0}) {
    Series s{.label = omega0 == 0 ? "free" : fmt::format("ω_{{0}} = {} Γ", omega0)};
    for (double t = 0.01; t < 1000; t *= 1.04) {
      s.x.push_back(t);
      s.y.push_back(unit_mass(1, omega0).mean_square_displacement(t));
    }
    displacement.series.push_back(s);
  }
  v.figures.push_back(displacement);
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/oscillator_closed_form",
    .claim = "A particle with inertia, free or in a trap of any friction, has the means and covariances of "
             "its linear "
             "equation, also where the two relaxation rates meet.",
    .equation =
        "d(x, v) = −A (x, v) dt + noise:   ⟨(x, v)⟩ = e^{−At}(x_{0}, v_{0}),   Cov = ∫_{0}^{t} e^{−As} 2D "
        "e^{−A^{T}s} ds",
    .source = "chandrasekhar1943, uhlenbeckornstein1930, vanloan1978",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return closed_form(1); },
    .sabotage = {.description = "The velocity points the other way.",
                 .check = [](const Effort&) { return closed_form(-1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
