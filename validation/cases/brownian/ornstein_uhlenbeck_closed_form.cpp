// The Ornstein-Uhlenbeck process against an exponential of matrices, quadrature, and the recursion of Euler-Maruyama.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_integral.hpp"
#include "van_loan.hpp"

namespace stochtherm::validation {
namespace {

/// `rate` scales the rate at which the variance forgets its start; 1 is the truth.
Verdict closed_form(double rate) {
  Verdict v;
  const auto variance = [&](const models::OrnsteinUhlenbeck& ou, double t) { return ou.variance(rate * t); };

  const models::OrnsteinUhlenbeck ou{.k = 1.5, .T = {0.8}};
  const double x0 = 1.2, t = 0.7;
  v.checks = {
      digits("published: mean", ou.mean(x0, t), 0.4199252989, 10),
      digits("published: variance", variance(ou, t), 0.4680232383, 10),
      digits("published: transition density at 0.5", ou.transition_density(0.5, x0, t), 0.5791638171, 10),
      digits("published: stationary variance", ou.stationary_variance(), 0.5333333333, 10),
      digits("published: correlation", ou.correlation(t), 0.1866334662, 10),
      digits("published: mean square displacement", ou.mean_square_displacement(t), 0.6933997343, 10),
      digits("published: variance of Euler-Maruyama, dt = 0.1", ou.euler_maruyama_variance(0.1), 0.5765765766,
             10),
      digits("published: variance of Euler-Maruyama, dt = 0.01", ou.euler_maruyama_variance(0.01),
             0.5373635600, 10)};

  // No parameter is 1. Short and long times: nothing cancels.
  const models::OrnsteinUhlenbeck other{.k = 2.5, .T = {0.3}, .mu = {0.7}};
  const double k = other.mu.mu * other.k, D = other.mu.mu * other.T.kT;
  for (const double s : {1e-6, 0.3, 2.0, 40.0}) {
    const auto exact =
        oracles::linear_moments(Eigen::MatrixXd::Constant(1, 1, k), Eigen::MatrixXd::Constant(1, 1, D), s);
    const auto spread = static_cast<double>(exact.covariance(0, 0));
    v.checks.push_back(conditioned(fmt::format("mean at t = {}", s), other.mean(-0.9, s),
                                   -0.9 * static_cast<double>(exact.propagator(0, 0)), 1 + k * s, 8));
    v.checks.push_back(conditioned(fmt::format("variance at t = {}", s), variance(other, s), spread, 1, 16));
    const double settled = other.stationary_variance();
    v.checks.push_back(
        conditioned(fmt::format("mean square displacement at t = {}", s), other.mean_square_displacement(s),
                    spread + settled * std::pow(1 - static_cast<double>(exact.propagator(0, 0)), 2), 1, 64));
  }
  const auto moment = [&](int n) {
    return integral_by_gsl([&](double x) { return std::pow(x, n) * other.transition_density(x, 0.4, 0.3); },
                           -6, 6, 1e-13);
  };
  v.checks.push_back(digits("integral of the transition density", moment(0), 1, 12));
  v.checks.push_back(digits("its mean", moment(1), other.mean(0.4, 0.3), 12));
  v.checks.push_back(digits("its variance", moment(2) - moment(1) * moment(1), variance(other, 0.3), 12));

  for (const double dt : {0.02, 0.5, 1.1}) {
    double spread = 0;
    for (int i = 0; i < 4000; ++i) spread = (1 - k * dt) * (1 - k * dt) * spread + 2 * D * dt;
    v.checks.push_back(digits(fmt::format("where the recursion of Euler-Maruyama settles, dt = {}", dt),
                              other.euler_maruyama_variance(dt), spread, 12));
  }
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/ornstein_uhlenbeck_closed_form",
    .claim = "Mean, variance, transition density and displacement of the Ornstein-Uhlenbeck process are "
             "exact, and so is "
             "the variance at which Euler-Maruyama settles.",
    .equation = "Var x(t) = (kT/k)(1 − e^{−2μkt}),   ⟨(x(t) − x(0))^{2}⟩ = (2kT/k)(1 − e^{−μkt}),   "
                "Var_{EM} = (kT/k)/(1 − μk dt/2)",
    .source = "uhlenbeckornstein1930, vanloan1978",
    .tags = {"exact"},
    .check = [](const Effort&) { return closed_form(1); },
    .sabotage = {.description =
                     "The variance forgets its start at the rate of the mean: e^{−μkt} for e^{−2μkt}.",
                 .check = [](const Effort&) { return closed_form(0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
