// The Onsager tensor as an action: which quadratic form differs from the Ricci scalar by a divergence alone.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/models/learning/onsager_tensor.hpp>
#include <stochtherm/validation/case.hpp>

#include "random_metric.hpp"

namespace stochtherm::validation {
namespace {

using models::EventJet, models::Event, models::Geometry, models::OnsagerTensor;

constexpr double kappa = 1.7;

struct Forms {
  Geometry here;
  double corrected, printed;  // 2 kappa L g' g'
};
Forms forms(const models::MetricField& metric, const Event& x) {
  const Geometry g = Geometry::at(metric, x);
  return {g, 2 * kappa * OnsagerTensor::corrected(g.inverse, kappa).production(g.slope),
          2 * kappa * OnsagerTensor::printed(g.inverse, kappa).production(g.slope)};
}

/// A metric whose R, G and printed form are known by hand.
struct Known {
  const char* name;
  models::MetricField metric;
  Event x;
  double R, G, printed;
};

std::vector<Known> known_metrics() {
  // a = e^{0.3 t} + t^2/5 at t = 0.7
  const double e = std::exp(0.21), a = e + 0.098, a1 = 0.3 * e + 0.28, a2 = 0.09 * e + 0.4, H = a1 / a;
  // M = 0.4, r = 3, theta = 1.1
  const double M = 0.4, r = 3, s = std::sin(1.1);
  // A = e^{x/2} + 1, B = 2 + sin x at x = 0.6
  const double A = std::exp(0.3) + 1, A1 = 0.5 * std::exp(0.3), A2 = 0.25 * std::exp(0.3);
  const double B = 2 + std::sin(0.6), B1 = std::cos(0.6);
  return {{"Friedmann",
           models::friedmann([](const EventJet& t) { return exp(0.3 * t) + 0.2 * t * t; }),
           {0.7, 0.1, 0.2, 0.3},
           6 * (a2 / a + H * H),
           -6 * H * H,
           12 * H * H},
          {"Schwarzschild",
           models::schwarzschild(M),
           {0.2, r, 1.1, 0.5},
           0,
           2 / (r * r),
           2 * (6 * M - 2 * r - r / (s * s)) / (r * r * r)},
          {"static",
           models::static_metric([](const EventJet& x) { return exp(0.5 * x) + 1.0; },
                                 [](const EventJet& x) { return 2.0 + sin(x); }),
           {0, 0.6, 0, 0},
           -2 * (A2 * B - A1 * B1) / (A * B * B * B),
           0,
           -2 * A1 * (A1 * B + A * B1) / (A * A * B * B * B)},
          {"plane wave",
           models::plane_wave([](const EventJet& u) { return 0.5 * sin(2.0 * u) + 0.1 * u * u; }),
           {0.9, 0.3, -0.4, 0.2},
           0,
           0,
           0}};
}

/// d/dN of sqrt|g| (-sign R/2 kappa + Lambda + L) of -N^2 dt^2 + a^2 dx^2 with a field of energy density rho = phi'^2/2 + V,
/// at N = 1: what variation of the lapse asks to be 0. R enters as G, taken from the corrected tensor.
double lapse_equation(double hubble, double kinetic, double V, double Lambda, double sign) {
  const auto action = [&](double N) {
    const auto metric = [&](const std::array<EventJet, 4>& x) {
      std::array<std::array<EventJet, 4>, 4> g{};
      const EventJet a = exp(hubble * x[0]);
      g[0][0] = -N * N, g[1][1] = g[2][2] = g[3][3] = a * a;
      return g;
    };
    const Geometry here = Geometry::at(metric, {0, 0, 0, 0});
    const double R = 2 * kappa * OnsagerTensor::corrected(here.inverse, kappa).production(here.slope);
    return here.volume * (-sign * R / (2 * kappa) + Lambda + kinetic / (N * N) - V);
  };
  const double h = 1e-3;
  return (8 * (action(1 + h) - action(1 - h)) - (action(1 + 2 * h) - action(1 - 2 * h))) / (12 * h);
}

/// `which` picks the form that is held to be the action.
Verdict compare(const Effort& effort, double Forms::*which) {
  Verdict verdict;
  Table table{.title = "Ricci scalar, quadratic form and the printed one",
              .columns = {"metric", "R", "G", "corrected", "(12.10) as printed", "R − div w"},
              .rows = {}};
  for (const Known& k : known_metrics()) {
    const Forms f = forms(k.metric, k.x);
    const std::string name = k.name;
    verdict.checks.push_back(at_most(name + ": |R − by hand|", std::abs(f.here.ricci - k.R), 1e-12));
    verdict.checks.push_back(
        at_most(name + ": |G of Christoffel symbols − by hand|", std::abs(f.here.gamma_gamma - k.G), 1e-12));
    verdict.checks.push_back(at_most(name + ": |G − by hand|", std::abs(f.*which - k.G), 1e-12));
    verdict.checks.push_back(
        at_most(name + ": |R − div w − G|", std::abs(f.here.ricci - f.here.divergence - f.*which), 1e-10));
    verdict.checks.push_back(
        at_most(name + ": |printed form − by hand|", std::abs(f.printed - k.printed), 1e-12));
    table.rows.push_back({name, fmt::format("{:.9f}", f.here.ricci), fmt::format("{:.9f}", k.G),
                          fmt::format("{:.9f}", f.corrected), fmt::format("{:.9f}", f.printed),
                          fmt::format("{:.9f}", f.here.ricci - f.here.divergence)});
  }
  {
    // In harmonic coordinates the two forms differ by T4/4, T4 = g^{mu nu} (ln |g|)_mu (ln |g|)_nu.
    const Forms f = forms(models::schwarzschild_harmonic(0.4), {0.1, 1.2, -0.7, 1.9});
    double worst = 0, T4 = 0, trace[4] = {};
    for (double x : f.here.harmonic) worst = std::max(worst, std::abs(x));
    for (std::size_t m = 0; m < 4; ++m)
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) trace[m] += f.here.inverse[a][b] * f.here.slope[m][a][b];
    for (std::size_t m = 0; m < 4; ++m)
      for (std::size_t n = 0; n < 4; ++n) T4 += f.here.inverse[m][n] * trace[m] * trace[n];
    verdict.checks.push_back(at_most("harmonic Schwarzschild: |gᵃᵇΓ_{ab}|", worst, 1e-12));
    verdict.checks.push_back(at_most("harmonic Schwarzschild: |R|", std::abs(f.here.ricci), 1e-12));
    verdict.checks.push_back(at_most("harmonic Schwarzschild: |R − div w − G|",
                                     std::abs(f.here.ricci - f.here.divergence - f.*which), 1e-10));
    verdict.checks.push_back(
        digits("harmonic Schwarzschild: corrected − printed", f.*which - f.printed, T4 / 4, 9));
    table.rows.push_back({"Schwarzschild, harmonic", fmt::format("{:.9f}", f.here.ricci),
                          fmt::format("{:.9f}", f.here.gamma_gamma), fmt::format("{:.9f}", f.corrected),
                          fmt::format("{:.9f}", f.printed),
                          fmt::format("{:.9f}", f.here.ricci - f.here.divergence)});
  }
  double worst = 0, christoffel = 0, of_printed = 0, of_form = 0;
  const std::size_t metrics = std::max<std::size_t>(20, effort.samples(100));
  for (std::size_t k = 0; k < metrics; ++k) {
    const Forms f = forms(random_metric(effort.seed, k), {0.3, -0.2, 0.5, 0.1});
    const double due = f.here.ricci - f.here.divergence;
    christoffel = std::max(christoffel, std::abs(due - f.here.gamma_gamma));
    worst = std::max(worst, std::abs(due - f.*which));
    of_printed += (due - f.printed) * (due - f.printed), of_form += due * due;
  }
  verdict.checks.push_back(at_most("random metrics: |R − div w − G|, from Γ", christoffel, 1e-10));
  verdict.checks.push_back(at_most("random metrics: |R − div w − G|, from the tensor", worst, 1e-10));
  const double n = static_cast<double>(metrics);
  verdict.remarks.push_back(fmt::format(
      "On {} random metrics R − div w is {:.2g} (root mean square); the printed form misses it by {:.2g}.",
      metrics, std::sqrt(of_form / n), std::sqrt(of_printed / n)));

  // The printed action (12.2), with T of (12.14), gives G + kappa Lambda g = -kappa T, and not G + Lambda g = kappa T.
  const double kinetic = 0.3, V = 0.5, rho = kinetic + V, Lambda = 2;
  const double holds = std::sqrt(kappa * (Lambda - rho) / 3), claimed = std::sqrt((Lambda + kappa * rho) / 3);
  verdict.checks.push_back(at_most("(12.2), lapse: residual at 3H² = κ(Λ − ρ)",
                                   std::abs(lapse_equation(holds, kinetic, V, Lambda, 1)), 1e-9));
  verdict.checks.push_back(at_least("(12.2), lapse: residual at 3H² = Λ + κρ, as (12.12) has it",
                                    std::abs(lapse_equation(claimed, kinetic, V, Lambda, 1)), 0.1));
  verdict.checks.push_back(at_most("R/2κ − Λ/κ + L, lapse: residual at 3H² = Λ + κρ",
                                   std::abs(lapse_equation(claimed, kinetic, V, -Lambda / kappa, -1)), 1e-9));
  verdict.tables.push_back(std::move(table));
  return verdict;
}

const Registered registered{{
    .name = "learning/einstein_hilbert",
    .claim =
        "The Ricci scalar is the corrected Onsager tensor's quadratic form and a divergence; the printed "
        "tensor gives another action; and the printed action's field equations have −κT and κΛ.",
    .equation = "R = 2κ L^{μναβγδ}g_{αβ,μ}g_{γδ,ν} + div w",
    .source = "vanchurin2021, landau1975",
    .tags = {"exact"},
    .check = [](const Effort& effort) { return compare(effort, &Forms::corrected); },
    .sabotage = {.description = "The tensor is equation (12.9) as printed.",
                 .check = [](const Effort& effort) { return compare(effort, &Forms::printed); }},
}};

}  // namespace
}  // namespace stochtherm::validation
