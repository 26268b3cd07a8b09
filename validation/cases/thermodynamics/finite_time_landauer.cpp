// Erasure in finite time: a box, a double well in the fast limit, and a two-level system.
#include <fmt/format.h>
#include <gsl/gsl_integration.h>

#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/thermodynamics/finite_time_landauer.hpp>
#include <stochtherm/thermodynamics/wasserstein.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// The same dissipation as an integral over time, straight from the rate equation, by GSL.
double by_gsl(double p_from, double p_to, double rate, double duration) {
  struct Drive {
    double from, to, rate, duration;
  } drive{std::asin(std::sqrt(p_from)), std::asin(std::sqrt(p_to)), rate, duration};
  gsl_function f{[](double t, void* data) {
                   const auto& d = *static_cast<const Drive*>(data);
                   const double speed = (d.to - d.from) / d.duration, theta = d.from + speed * t;
                   const double p = std::sin(theta) * std::sin(theta), dp = std::sin(2 * theta) * speed;
                   const double p_eq = p + dp / d.rate;
                   return dp * (std::log(p_eq / (1 - p_eq)) - std::log(p / (1 - p)));
                 },
                 &drive};
  auto* workspace = gsl_integration_workspace_alloc(200);
  double sum = 0, error = 0;
  gsl_integration_qag(&f, 0, duration, 0, 1e-11, 200, GSL_INTEG_GAUSS61, workspace, &sum, &error);
  gsl_integration_workspace_free(workspace);
  return sum;
}

/// `rates` of the two-level system that count as its total rate: 1 is the truth.
Verdict compare(double rates) {
  Verdict verdict;
  const auto two_level = [=](double tau) { return two_level_erasure(0.5, 0.01, rates, tau); };
  verdict.checks = {digits("dissipation, Γτ = 20", two_level(20).dissipation, 0.10400904, 8),
                    digits("dissipation, Γτ = 50", two_level(50).dissipation, 0.03889830, 7),
                    digits("dissipation, Γτ = 100", two_level(100).dissipation, 0.01909911, 7),
                    digits("dissipation, Γτ = 1000", two_level(1000).dissipation, 0.00188121, 6),
                    digits("slow driving, Γτ = 20", two_level(20).slow_driving, 0.09390823, 7),
                    digits("slow driving, Γτ = 1000", two_level(1000).slow_driving, 0.00187816, 6),
                    digits("π²/4, a fair bit erased completely",
                           two_level_erasure(0.5, 1e-15, rates, 1e12).slow_driving * 1e12, 2.4674011, 7)};
  // GSL sums differences of logarithms: four digits go at Gamma tau = 1000.
  for (const double tau : {20., 1000.})
    verdict.checks.push_back(digits(fmt::format("against GSL, Γτ = {}", tau), two_level(tau).dissipation,
                                    by_gsl(0.5, 0.01, 1, tau), 9));
  std::vector<double> steps, errors;
  for (double tau = 400; tau < 10'000; tau *= 2) {
    steps.push_back(1 / tau);
    errors.push_back(two_level(tau).dissipation - two_level(tau).slow_driving);
  }
  // The next order is a relative 10/tau, so the last slopes are within 0.02.
  verdict.checks.push_back(order("order in 1/τ of the correction to slow driving", steps, errors, 2, 0.05));

  // Double well U = 8 (x^2 - 1)^2, kT = 1, in the limit of short time. The numbers: 2 Var - 2 <x T(x)> by Gauss-Legendre
  // quadrature in extended precision, with the map T from inverting the distribution function.
  steps.clear();
  errors.clear();
  std::vector<double> local, barrier;
  for (const std::size_t cells : {200U, 400U, 800U, 1600U}) {
    const auto grid = Grid1D::uniform(-2, 2, cells, Edge::reflecting);
    const auto p = Density::from_potential(grid, [](double x) { return 8 * (x * x - 1) * (x * x - 1); });
    local.push_back(erasure_distance_to_local_equilibrium(p, 0));
    barrier.push_back(erasure_distance_to_barrier(p, 0));
    steps.push_back(4 / static_cast<double>(cells));
    errors.push_back(local.back() - 1.7017442701);
  }
  verdict.checks.push_back(order("order of the distance in the width of the cells", steps, errors, 2, 0.05));
  const auto extrapolated = [](const std::vector<double>& v) { return (4 * v.back() - v[v.size() - 2]) / 3; };
  verdict.checks.push_back(
      digits("W2² to local equilibrium, double well, extrapolated", extrapolated(local), 1.7017442701, 9));
  verdict.checks.push_back(digits("W2² to the barrier × 2, double well, extrapolated",
                                  2 * extrapolated(barrier), 0.9644563639, 9));

  // A flat box: from its distance, and from its closed form.
  const double L = 3, D = 0.4, tau = 7, kT = 0.8;
  const auto box = Density::uniform(Grid1D::uniform(-L / 2, L / 2, 12, Edge::reflecting));
  verdict.checks.push_back(conditioned(
      "work of erasing a box",
      finite_time_work_bound(kT * constants::ln2, erasure_distance_to_local_equilibrium(box, 0), D, tau, kT),
      box_erasure_work(L, D, tau, kT), 4, 16));
  verdict.checks.push_back(
      digits("the least work at 90 % success, kT", erasure_bound(0.9), 0.3680642072, 10));
  verdict.checks.push_back(
      digits("the least work at 75 % success, kT", erasure_bound(0.75), 0.1308120359, 10));
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/finite_time_landauer",
    .claim = "Erasure in finite time costs W2^{2}/Dτ more than Landauer's bound, π^{2}/4Γτ in a slowly "
             "driven two-level "
             "system, and the exact dissipation of its geodesic at any speed.",
    .equation = "W ≥ ΔF + kT W_{2}^{2}/(Dτ);  Σ = π^{2}/(4Γτ)",
    .source = "aurell2012, proesmans2020, scandi2022",
    .tags = {"exact", "order"},
    .check = [](const Effort&) { return compare(1); },
    .sabotage = {.description =
                     "Both rates of the two-level system are taken to be Γ, so that the total is 2Γ.",
                 .check = [](const Effort&) { return compare(2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
