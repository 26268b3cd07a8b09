// Stratonovich's double integral, taken as it stands, against the library's single integral over a Bessel
// function.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

constexpr double turn = 2 * std::numbers::pi;

/// I+(x) and I-(x) of the tilted potential U(x) = V cos x - f x, and their integrals over a period, by brute
/// force.
struct DoubleIntegral {
  double V, f, kT;

  [[nodiscard]] double U(double x) const { return V * std::cos(x) - f * x; }
  [[nodiscard]] double forward(double x) const {
    return integral_by_gsl([&](double y) { return std::exp((U(x) - U(x - y)) / kT); }, 0, turn, 1e-13) / kT;
  }
  [[nodiscard]] double backward(double x) const {
    return integral_by_gsl([&](double y) { return std::exp((U(x + y) - U(x)) / kT); }, 0, turn, 1e-13) / kT;
  }
  [[nodiscard]] double norm() const {
    return integral_by_gsl([&](double x) { return forward(x); }, 0, turn, 1e-12);
  }
  [[nodiscard]] double velocity() const { return turn * -std::expm1(-f * turn / kT) / norm(); }
  [[nodiscard]] double diffusion() const {
    const auto weight = [&](double x) {
      const double i = forward(x);
      return i * i * backward(x);
    };
    return kT * turn * turn * integral_by_gsl(weight, 0, turn, 1e-12) / std::pow(norm(), 3);
  }
};

/// `amplitude` scales the V that the library is given; 1 is the truth.
Verdict closed_form(double amplitude) {
  Verdict v;
  for (const auto& [V, f, kT] : {std::array{1.0, 0.5, 0.5},
                                 {1.0, 0.8, 0.5},
                                 {1.0, 1.0, 1.0},
                                 {1.0, 1.0, 0.1},
                                 {1.0, 1.0, 0.01},
                                 {2.0, 0.3, 0.4}}) {
    const models::DrivenRing ring{.V = amplitude * V, .f = f, .T = {kT}};
    const DoubleIntegral exact{V, f, kT};
    const std::string at = fmt::format("V = {}, f = {}, kT = {}", V, f, kT);
    const double velocity = exact.velocity();
    v.checks.push_back(digits("mean velocity, " + at, ring.mean_velocity(), velocity, 10));
    v.checks.push_back(digits("entropy production, " + at, ring.entropy_production(), f * velocity / kT, 10));
    v.checks.push_back(
        digits("effective diffusion, " + at, ring.effective_diffusion(), exact.diffusion(), 10));
  }

  Figure velocity{
      .title = "Mean velocity on the driven ring",
      .x_label = "force f / V",
      .y_label = "mean velocity / (μ V)",
      .series = {},
      .caption =
          "Below the critical tilt f = V the particle must be kicked over barriers; without noise it "
          "rests there, and above it turns at sqrt(f² - V²)."};
  Figure diffusion{
      .title = "Giant diffusion near the critical tilt",
      .x_label = "force f / V",
      .y_label = "effective / free diffusion coefficient",
      .series = {},
      .caption =
          "At f = V noise decides when each turn begins: diffusion exceeds the free one, the more "
          "the colder it is.",
      .log_y = true};
  for (const double kT : {0.05, 0.2, 0.5, 1.0}) {
    Series s{.label = fmt::format("kT = {} V", kT)}, d = s;
    for (double f = 0; f <= 2.001; f += 0.05) {
      const models::DrivenRing ring{.V = amplitude, .f = f, .T = {kT}};
      s.x.push_back(f);
      s.y.push_back(ring.mean_velocity());
      d.x.push_back(f);
      d.y.push_back(ring.effective_diffusion() / kT);
    }
    velocity.series.push_back(s);
    diffusion.series.push_back(d);
  }
  Series still{.label = "no noise", .style = Series::Style::dashed};
  for (double f = 0; f <= 2.001; f += 0.01) {
    still.x.push_back(f);
    still.y.push_back(f > 1 ? std::sqrt(f * f - 1) : 0);
  }
  velocity.series.push_back(still);
  v.figures = {velocity, diffusion};
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/driven_ring_closed_form",
    .claim = "Current, dissipation and effective diffusion of the driven ring are those of Stratonovich's "
             "and Reimann's "
             "double integrals.",
    .equation = "⟨v⟩ = L (1 − e^{−βfL}) / ∫_{0}^{L} I_{+}(x) dx,   D = D_{0} L^{2} ∫ I_{+}^{2} I_{−} dx / "
                "(∫ I_{+} dx)^{3}",
    .source = "stratonovich1967, reimann2002",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return closed_form(1); },
    .sabotage = {.description = "The amplitude V is mistaken for the distance from trough to crest, 2V.",
                 .check = [](const Effort&) { return closed_form(0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
