// A trapped particle pushed by a force with a memory, as a linear system of two coordinates.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <stochtherm/models/brownian/coloured_noise.hpp>
#include <stochtherm/models/brownian/linear_gaussian.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/validation/case.hpp>

#include "van_loan.hpp"

namespace stochtherm::validation {
namespace {

/// `memory` scales the correlation time that the closed forms are told; 1 is the truth.
Verdict steady_state(double memory) {
  Verdict v;
  for (const double tau : {1e-3, 0.4, 20.0}) {
    const double k = 1.3, kT = 0.6, mu = 0.7, S = 2.4;
    const models::ActiveTrap trap{
        .k = k, .T = {kT}, .mu = {mu}, .strength = S, .correlation_time = memory * tau};
    Eigen::MatrixXd A(2, 2), D = Eigen::MatrixXd::Zero(2, 2);
    A << mu * k, -mu, 0, 1 / tau;
    D(0, 0) = mu * kT;
    D(1, 1) = S / (2 * tau * tau);
    const Eigen::MatrixXd cov =
        oracles::linear_moments(A, D, 60 * (tau + 1 / (mu * k))).covariance.cast<double>();
    const std::string at = fmt::format("τ = {}: ", tau);
    v.checks.push_back(digits(at + "⟨x^{2}⟩", trap.variance(), cov(0, 0), 11));
    v.checks.push_back(digits(at + "⟨x η⟩", trap.position_force_correlation(), cov(0, 1), 11));
    // <eta x'> = -mu k <x eta> + mu <eta^2>, and as much goes to the bath: mu <(F + eta)^2> - mu kT k.
    v.checks.push_back(
        digits(at + "power of the active force", trap.power(), mu * cov(1, 1) - mu * k * cov(0, 1), 8));
    const double heat = mu * (k * k * cov(0, 0) - 2 * k * cov(0, 1) + cov(1, 1)) - mu * kT * k;
    v.checks.push_back(digits(at + "heat given to the thermal bath", trap.power(), heat, 8));
    // The full model's baths and forces are this very system.
    const models::ColouredNoise<models::OrnsteinUhlenbeck> full{
        .base = {.k = k, .T = {kT}, .mu = {mu}}, .strength = S, .correlation_time = tau};
    const auto baths = full.baths();
    v.checks.push_back(digits(at + "⟨η^{2}⟩ of the model's second bath", baths[1].T.kT, cov(1, 1), 11));
    const Vec<double, 2> q{{0.3, -0.8}};
    const auto F = full.force(q, 0.0), f = full.nonconservative_force(q, 0.0);
    v.checks.push_back(
        digits(at + "velocity of x", baths[0].mu.mu * (F[0] + f[0]), -A(0, 0) * q[0] - A(0, 1) * q[1], 12));
    v.checks.push_back(digits(at + "velocity of η", baths[1].mu.mu * (F[1] + f[1]), -A(1, 1) * q[1], 12));
    v.checks.push_back(digits(at + "diffusion of η", baths[1].mu.mu * baths[1].T.kT, D(1, 1), 12));
  }
  return v;
}

const Registered steady_state_case{{
    .name = "brownian/active_trap",
    .claim = "An active force with a memory widens a trapped particle's density and heats its bath as "
             "stated: from a hotter "
             "bath at short memory to a slow drift at long memory.",
    .equation = "⟨x^{2}⟩ = kT/k + μS/(2k(1 + μkτ)),   ⟨ηx′⟩ = μS/(2τ(1 + μkτ))",
    .source = "szamel2014, vanloan1978",
    .tags = {"exact"},
    .check = [](const Effort&) { return steady_state(1); },
    .sabotage = {.description = "The closed forms are told twice the correlation time.",
                 .check = [](const Effort&) { return steady_state(2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
