// Force = -dU/dx, by a complex step: free of cancellation, so that the comparison is to rounding.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/models/brownian/coloured_noise.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/geometric.hpp>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// The largest |F + dU/dx| over positions and lambdas, in units of the largest |F|.
template <class F, class M>
double worst_deviation(F force, const M& model, double from = -3) {
  constexpr double h = 1e-100;
  double worst = 0, scale = 0;
  for (const double lambda : {-0.7, 0.0, 0.4})
    for (double x = from; x <= 3; x += 1.0 / 64) {
      const double gradient = model.energy(std::complex<double>(x, h), lambda).imag() / h;
      worst = std::max(worst, std::abs(force(x, lambda) + gradient));
      scale = std::max(scale, std::abs(gradient));
    }
  return worst / scale;
}

/// The same for two coordinates.
template <class M>
double worst_deviation_in_the_plane(const M& model) {
  constexpr double h = 1e-100;
  using Complex = std::complex<double>;
  double worst = 0, scale = 0;
  for (const double lambda : {-0.7, 0.0, 0.4})
    for (double x = -2; x <= 2; x += 1.0 / 8)
      for (double y = -2; y <= 2; y += 1.0 / 8) {
        const auto F = model.force(Vec<double, 2>{{x, y}}, lambda);
        const double ux = model.energy(Vec<Complex, 2>{{{x, h}, y}}, lambda).imag() / h;
        const double uy = model.energy(Vec<Complex, 2>{{x, {y, h}}}, lambda).imag() / h;
        worst = std::max({worst, std::abs(F[0] + ux), std::abs(F[1] + uy)});
        scale = std::max({scale, std::abs(ux), std::abs(uy)});
      }
  return worst / scale;
}

/// `all_of_it` counts the ring's constant force as if it had a potential, too.
Verdict gradients(bool all_of_it) {
  const models::OrnsteinUhlenbeck ou{.k = 1.5};
  const models::DraggedTrap trap{.k = 2.0};
  const models::DoubleWell well{.barrier = 3.0};
  const models::DrivenRing ring{.V = 1.7, .f = 0.8};
  const auto of = [](const auto& model) {
    return [&](double x, double lambda) { return model.force(x, lambda); };
  };
  const auto of_ring = [&](double x, double lambda) {
    return ring.force(x, lambda) + (all_of_it ? ring.nonconservative_force(x, lambda) : 0);
  };
  // A handful of multiplications: 1e-14 is 45 roundings.
  constexpr double rounding = 1e-14;
  Verdict v;
  v.checks = {
      at_most("Ornstein-Uhlenbeck: largest deviation / largest force", worst_deviation(of(ou), ou), rounding),
      at_most("dragged trap: largest deviation / largest force", worst_deviation(of(trap), trap), rounding),
      at_most("double well: largest deviation / largest force", worst_deviation(of(well), well), rounding),
      at_most("driven ring: largest deviation / largest force", worst_deviation(of_ring, ring), rounding)};
  const auto on_the_line = [&](const char* name, const auto& model, double from) {
    v.checks.push_back(at_most(fmt::format("{}: largest deviation / largest force", name),
                               worst_deviation(of(model), model, from), rounding));
  };
  on_the_line("breathing trap", models::BreathingTrap{}, -3);
  on_the_line("oscillator", models::Oscillator{.k = 1.7}, -3);
  on_the_line("variable mobility", models::VariableMobility{.k = -1.2, .q = 0.8}, -3);
  on_the_line("geometric", models::GeometricBrownian{}, 0.125);  // lives at x > 0
  const auto in_the_plane = [&](const char* name, const auto& model) {
    v.checks.push_back(at_most(fmt::format("{}: largest deviation / largest force", name),
                               worst_deviation_in_the_plane(model), rounding));
  };
  in_the_plane("gyrator", models::Gyrator{.k = 1.4, .u = -0.6});
  in_the_plane("quartic pair", models::QuarticPair{.k = 0.7, .q = 1.3, .u = 0.4, .c = -0.5});
  in_the_plane("rotational trap", models::RotationalTrap{.k = 1.3, .kappa = 0.8});
  in_the_plane("coloured noise", models::ColouredNoise<models::DoubleWell>{.base = {.barrier = 2}});
  return v;
}

const Registered gradients_case{{
    .name = "brownian/forces_are_gradients",
    .claim = "The conservative force of every Brownian model is minus the gradient of its energy.",
    .equation = "F(x, λ) = −∂U(x, λ)/∂x = −lim_{h→0} Im U(x + ih, λ)/h",
    .source = "risken1989",
    .tags = {"exact"},
    .check = [](const Effort&) { return gradients(false); },
    .sabotage = {.description = "The ring's non-conservative force is booked under its potential.",
                 .check = [](const Effort&) { return gradients(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
