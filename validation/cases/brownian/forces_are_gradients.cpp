// Force = -dU/dx, by a complex step: free of cancellation, so that the comparison is to rounding.
#include <algorithm>
#include <cmath>
#include <complex>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// The largest |F + dU/dx| over positions and lambdas, in units of the largest |F|.
template <class F, class M>
double worst_deviation(F force, const M& model) {
  constexpr double h = 1e-100;
  double worst = 0, scale = 0;
  for (const double lambda : {-0.7, 0.0, 0.4})
    for (double x = -3; x <= 3; x += 1.0 / 64) {
      const double gradient = model.energy(std::complex<double>(x, h), lambda).imag() / h;
      worst = std::max(worst, std::abs(force(x, lambda) + gradient));
      scale = std::max(scale, std::abs(gradient));
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
