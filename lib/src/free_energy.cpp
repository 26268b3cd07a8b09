#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/free_energy.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

double one_temperature(const Generator& g, const char* function) {
  g.check();
  for (const Reservoir& r : g.reservoirs)
    require(r.kT == g.reservoirs[0].kT, "a free energy needs reservoirs of one temperature",
            "kT of " + r.name, r.kT, function);
  return g.reservoirs[0].kT;
}

struct Partition {
  std::vector<double> weight;  // exp(s - E/kT - largest)
  double largest, sum;
};
Partition partition(const Generator& g, double kT) {
  Partition z{std::vector<double>(g.states), 0, 0};
  for (std::size_t i = 0; i < g.states; ++i)
    z.weight[i] =
        (g.internal_entropy.empty() ? 0 : g.internal_entropy[i]) - (g.energy.empty() ? 0 : g.energy[i] / kT);
  z.largest = z.weight[0];
  for (double w : z.weight) z.largest = std::max(z.largest, w);
  for (double& w : z.weight) w = std::exp(w - z.largest);
  z.sum = detail::pairwise(0, g.states, [&](std::size_t i) { return z.weight[i]; });
  return z;
}

}  // namespace

std::vector<double> boltzmann_masses(const Generator& g) {
  Partition z = partition(g, one_temperature(g, "boltzmann_masses"));
  for (double& w : z.weight) w /= z.sum;
  return std::move(z.weight);
}

double equilibrium_free_energy(const Generator& g) {
  const double kT = one_temperature(g, "equilibrium_free_energy");
  const Partition z = partition(g, kT);
  return -kT * (z.largest + std::log(z.sum));
}

double free_energy(const Generator& g, std::span<const double> p) {
  const double kT = one_temperature(g, "free_energy");
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  detail::require_distribution(p, "p");
  return detail::pairwise(0, g.states, [&](std::size_t i) {
    if (p[i] == 0) return 0.0;
    const double energy = g.energy.empty() ? 0 : g.energy[i];
    const double internal = g.internal_entropy.empty() ? 0 : g.internal_entropy[i];
    return p[i] * (energy + kT * (std::log(p[i]) - internal));
  });
}

double free_energy_rate(const Generator& g, std::span<const double> p) {
  const double kT = one_temperature(g, "free_energy_rate");
  const ThermodynamicRates rates = thermodynamic_rates(g, p);
  return rates.nonconservative_power - kT * rates.total_entropy;
}

}  // namespace stochtherm
