// Geometric Brownian motion: averages over its normal logarithm, the recursion of Euler-Maruyama, coloured noise.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stochtherm/models/brownian/geometric.hpp>
#include <stochtherm/validation/case.hpp>
#include <vector>

#include "gauss_hermite.hpp"
#include "gsl_integral.hpp"

namespace stochtherm::validation {
namespace {

using models::GeometricBrownian;

/// `other` gives each model the other's calculus.
Verdict closed_form(bool other) {
  const auto as = [&](bool stratonovich) {
    return stratonovich != other ? Calculus::stratonovich : Calculus::ito;
  };
  const GeometricBrownian ito{.m0 = 0.1, .s = 0.4, .drift = as(false)},
      strat{.m0 = 0.1, .s = 0.4, .drift = as(true)};
  Verdict v;
  v.checks = {
      digits("published, Ito: mean", ito.mean(1, 1), 1.1051709181, 11),
      digits("published, Ito: variance", ito.variance(1, 1), 0.2119266564, 10),
      digits("published, Stratonovich: mean", strat.mean(1, 1), 1.1972173631, 11),
      digits("published, Stratonovich: variance", strat.variance(1, 1), 0.2486982351, 10),
      digits("published, coloured noise τ = 0.5: mean", ito.coloured_noise_mean(1, 1, 0.5), 1.1565175889, 11),
      digits("published, coloured noise τ = 0.1: mean", ito.coloured_noise_mean(1, 1, 0.1), 1.1876782646, 11),
      digits("published, coloured noise τ = 0.01: mean", ito.coloured_noise_mean(1, 1, 0.01), 1.1962599722,
             11),
      digits("published, Euler-Maruyama dt = 0.01: mean", ito.euler_maruyama_mean(1, 0.01, 100), 1.1051156977,
             11),
      digits("published, Euler-Maruyama dt = 0.01: variance", ito.euler_maruyama_variance(1, 0.01, 100),
             0.2112651678, 10)};

  // ln x is a Brownian motion with drift m0 (Stratonovich: the usual chain rule) or m0 - s^2/2 (Ito).
  const oracles::NormalAverage average(40);
  for (const bool stratonovich : {false, true}) {
    const GeometricBrownian g{.m0 = -0.3, .s = 0.7, .drift = as(stratonovich), .T = {2.5}};
    const double x0 = 1.6, t = 0.8, drift = stratonovich ? g.m0 : g.m0 - 0.5 * g.s * g.s;
    const auto x = [&](double z) { return x0 * std::exp(drift * t + g.s * std::sqrt(t) * z); };
    const double mean = average(x);
    const std::string name = stratonovich ? "Stratonovich: " : "Ito: ";
    v.checks.push_back(digits(name + "mean over the normal logarithm", g.mean(x0, t), mean, 12));
    v.checks.push_back(digits(name + "variance over the normal logarithm", g.variance(x0, t),
                              average([&](double z) { return (x(z) - mean) * (x(z) - mean); }), 11));
    // One step: the drift mu F + kT mu' and the noise 2 kT mu that the model states.
    const double a = g.mobility(x0) * g.force(x0, 0.0) + g.T.kT * g.mobility_gradient(x0), dt = 0.05;
    const double b = std::sqrt(2 * g.T.kT * g.mobility(x0) * dt);
    const double one = average([&](double z) { return x0 + a * dt + b * z; });
    const double spread = average([&](double z) { return std::pow(x0 + a * dt + b * z - one, 2); });
    v.checks.push_back(digits(name + "mean of one step made of force and mobility",
                              g.euler_maruyama_mean(x0, dt, 1), one, 12));
    v.checks.push_back(digits(name + "its variance", g.euler_maruyama_variance(x0, dt, 1), spread, 12));
    // Many steps: <x> and <x^2>, step by step.
    double first = x0, second = x0 * x0;
    for (int n = 0; n < 37; ++n) {
      const double growth = 1 + g.ito_rate() * dt;
      first *= growth;
      second *= growth * growth + g.s * g.s * dt;
    }
    v.checks.push_back(digits(name + "mean of 37 steps", g.euler_maruyama_mean(x0, dt, 37), first, 12));
    v.checks.push_back(
        digits(name + "their variance", g.euler_maruyama_variance(x0, dt, 37), second - first * first, 11));
  }

  // Coloured noise: x = x0 exp(m0 t + s int eta), whose integral is normal with a variance by quadrature.
  const GeometricBrownian g{.m0 = -0.3, .s = 0.7, .drift = as(true)};
  std::vector<double> times, distances;
  for (const double tau : {0.02, 0.01, 0.005, 0.0025}) {
    const auto correlated = [&](double u) {  // twice the part below the diagonal
      return integral_by_gsl([&](double s) { return std::exp(-(u - s) / tau) / tau; }, 0, u, 1e-13);
    };
    const double spread =
        integral_by_gsl([&](double u) { return u == 0 ? 0 : correlated(u); }, 0, 0.8, 1e-12);
    const double mean = average([&](double z) { return std::exp(g.m0 * 0.8 + g.s * std::sqrt(spread) * z); });
    v.checks.push_back(digits(fmt::format("coloured noise, τ = {}: mean", tau),
                              g.coloured_noise_mean(1, 0.8, tau), mean, 11));
    times.push_back(tau);
    distances.push_back(g.mean(1, 0.8) - mean);
  }
  v.checks.push_back(
      order("distance of the coloured mean from Stratonovich's, against τ", times, distances, 1, 0.02));
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/geometric_closed_form",
    .claim =
        "Geometric Brownian motion, read in either calculus, has the mean and variance stated, as has its "
        "Euler-Maruyama scheme, and noise with a memory leads to Stratonovich's reading.",
    .equation = "⟨x⟩ = x_{0}e^{at},  a = m_{0} (Ito) or m_{0} + s^{2}/2 (Stratonovich);   "
                "⟨x⟩_{τ} = x_{0} exp(m_{0}t + ½s^{2}[t − τ(1 − e^{−t/τ})])",
    .source = "wongzakai1965, kloeden1992",
    .tags = {"exact", "order"},
    .check = [](const Effort&) { return closed_form(false); },
    .sabotage = {.description = "Each model is read in the other's calculus.",
                 .check = [](const Effort&) { return closed_form(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
