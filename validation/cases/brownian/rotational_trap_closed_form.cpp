// The stirred trap: correlations and responses from a matrix exponential, dissipation from their spectra.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/linear_gaussian.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_integral.hpp"
#include "van_loan.hpp"

namespace stochtherm::validation {
namespace {

using models::RotationalTrap;

/// Harada and Sasa's sum over both axes, gamma int d(omega)/2 pi [C - 2 kT Re R], with omega = a tan(theta).
double harada_sasa(const RotationalTrap& trap, double share) {
  const double a = trap.mu.mu * trap.k;
  const auto violation = [&](double theta) {
    const double cosine = std::cos(theta), omega = a * std::tan(theta);
    return (trap.velocity_spectrum(omega) - share * 2 * trap.T.kT * trap.velocity_response_spectrum(omega)) *
           a / (cosine * cosine);
  };
  const double half = 0.5 * std::numbers::pi;
  return 2 / trap.mu.mu * integral_by_gsl(violation, -half + 1e-9, half - 1e-9, 1e-12) /
         (2 * std::numbers::pi);
}

/// `share` of the response that is subtracted; 1 is the truth.
Verdict closed_form(double share) {
  Verdict v;
  const RotationalTrap unit{.k = 1.5, .kappa = 2};
  v.checks = {digits("published: entropy production", unit.entropy_production(), 5.3333333333, 11),
              digits("published: entropy production from Harada and Sasa's spectra", harada_sasa(unit, share),
                     5.3333333333, 8)};
  const RotationalTrap trap{.k = 1.3, .kappa = -0.9, .T = {0.6}, .mu = {0.7}};
  Eigen::MatrixXd A(2, 2);
  A << trap.k, trap.kappa, -trap.kappa, trap.k;
  A *= trap.mu.mu;
  const Eigen::MatrixXd D = trap.mu.mu * trap.T.kT * Eigen::MatrixXd::Identity(2, 2);
  const auto settled = oracles::linear_moments(A, D, 200).covariance.cast<double>().eval();
  v.checks.push_back(digits("⟨x^{2}⟩", trap.stationary_variance(), settled(0, 0), 12));
  v.checks.push_back(at_most("|⟨x y⟩|", std::abs(settled(0, 1)), 1e-15));
  const Eigen::MatrixXd flow = D - A * settled;
  v.checks.push_back(digits("⟨x y′ − y x′⟩", trap.mean_angular_momentum(), flow(1, 0) - flow(0, 1), 12));
  v.checks.push_back(digits("entropy production", trap.entropy_production(),
                            (A.transpose() * D.inverse() * A * settled).trace() - A.trace(), 11));
  v.checks.push_back(digits("entropy production from the spectra", harada_sasa(trap, share) / trap.T.kT,
                            trap.entropy_production(), 8));
  for (const double t : {0.1, 0.9, 4.0}) {
    // With P = e^{-At}: C = P S, and d/dt brings down -A; <x' x'> = -C'', R = mu dP/dt.
    const Eigen::MatrixXd P = oracles::linear_moments(A, D, t).propagator.cast<double>();
    const Eigen::MatrixXd C = P * settled, dP = -A * P, ddC = A * A * P * settled;
    v.checks.push_back(digits(fmt::format("⟨x(t) x(0)⟩, t = {}", t), trap.correlation(t), C(0, 0), 11));
    v.checks.push_back(
        digits(fmt::format("velocity correlation, t = {}", t), trap.velocity_correlation(t), -ddC(0, 0), 10));
    v.checks.push_back(digits(fmt::format("velocity response, t = {}", t), trap.velocity_response(t),
                              trap.mu.mu * dP(0, 0), 10));
  }
  // Spectra: the Fourier integrals of the functions of time, and the white noise that these leave out.
  for (const double omega : {0.2, 1.0, 5.0}) {
    const auto cosine = [&](auto f) {
      return integral_by_gsl([&](double t) { return f(t) * std::cos(omega * t); }, 0, 45, 1e-11);
    };
    v.checks.push_back(digits(
        fmt::format("velocity spectrum, ω = {}", omega), trap.velocity_spectrum(omega),
        2 * trap.mu.mu * trap.T.kT + 2 * cosine([&](double t) { return trap.velocity_correlation(t); }), 9));
    v.checks.push_back(digits(fmt::format("Re of the response, ω = {}", omega),
                              trap.velocity_response_spectrum(omega),
                              trap.mu.mu + cosine([&](double t) { return trap.velocity_response(t); }), 9));
  }
  Series C{.label = "⟨ẋẋ⟩_{ω}/(2μkT)"}, R{.label = "Re R_{ω}/μ", .style = Series::Style::dashed};
  for (double omega = -6; omega <= 6.001; omega += 0.05) {
    C.x.push_back(omega), R.x.push_back(omega);
    C.y.push_back(unit.velocity_spectrum(omega) / (2 * unit.mu.mu * unit.T.kT));
    R.y.push_back(unit.velocity_response_spectrum(omega) / unit.mu.mu);
  }
  v.figures.push_back(
      {.title = "The area between fluctuation and response is heat",
       .x_label = "frequency ω",
       .y_label = "spectrum, in units of white noise",
       .series = {C, R},
       .caption = "A stirred trap, k = 1.5, κ = 2, kT = μ = 1. In equilibrium the curves would coincide. The "
                  "force sets the particle turning at ω = κ."});
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/rotational_trap_closed_form",
    .claim = "A stirred trap has the density of equilibrium and the dissipation of its rotation, which the "
             "violation of the "
             "fluctuation-response relation measures.",
    .equation = "σ = 2μκ^{2}/k = Σ_{axes} (1/(μ kT)) ∫ dω/2π [C(ω) − 2kT Re R(ω)]",
    .source = "haradasasa2005, gardiner2009",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return closed_form(1); },
    .sabotage = {.description = "The response is subtracted without its factor 2.",
                 .check = [](const Effort&) { return closed_form(0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
