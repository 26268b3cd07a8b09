#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

#include "information_terms.hpp"
#include "link_terms.hpp"

namespace stochtherm {

namespace detail {
void require_account(const Generator& g, std::span<const double> p, const char* argument,
                     const char* function) {
  g.check();
  require(!g.absorbing(), "an account needs a system that no probability leaves", "exit rate",
          "positive somewhere", function);
  require(p.size() == g.states, "one probability per state", argument, static_cast<double>(p.size()),
          function);
  require_distribution(p, argument, function);
}
}  // namespace detail

namespace {
/// Fluxes this small are masses that have underflowed, or nearly: they dissipate nothing that a double could show.
constexpr double underflow = 1e-290;
}  // namespace

JumpAccounts jump_accounts(const Generator& g, const Link& link) {
  const double internal =
      g.internal_entropy.empty() ? 0 : g.internal_entropy[link.to] - g.internal_entropy[link.from];
  JumpAccounts jump{};
  jump.energy_change = g.energy.empty() ? 0 : g.energy[link.to] - g.energy[link.from];
  jump.medium_entropy = detail::log_of_ratio(link.forward, link.backward) - internal;
  jump.heat = -g.reservoirs[link.reservoir].kT * jump.medium_entropy;
  jump.nonconservative_work = jump.energy_change - jump.heat;
  return jump;
}

double ThermodynamicRates::first_law_residual() const {
  double residual = energy - nonconservative_power;
  for (double q : heat) residual -= q;
  return residual;
}

ThermodynamicRates thermodynamic_rates(const Generator& g, std::span<const double> p) {
  detail::require_account(g, p, "p");
  const std::size_t links = g.links.size();
  std::vector<double> heat(links), power(links), medium(links);
  for (std::size_t l = 0; l < links; ++l) {
    const JumpAccounts jump = jump_accounts(g, g.links[l]);
    const double J = detail::fluxes(g.links[l], p).net();
    heat[l] = detail::times(J, jump.heat);
    power[l] = detail::times(J, jump.nonconservative_work);
    medium[l] = detail::times(J, jump.medium_entropy);
  }
  std::vector<double> change(g.states);
  apply(g, p, change);
  ThermodynamicRates rates;
  for (std::size_t r = 0; r < g.reservoirs.size(); ++r)
    rates.heat.push_back(
        detail::pairwise(0, links, [&](std::size_t l) { return g.links[l].reservoir == r ? heat[l] : 0.0; }));
  rates.nonconservative_power = detail::pairwise(0, links, [&](std::size_t l) { return power[l]; });
  rates.medium_entropy = detail::pairwise(0, links, [&](std::size_t l) { return medium[l]; });
  if (!g.energy.empty())
    rates.energy = detail::pairwise(0, g.states, [&](std::size_t i) { return g.energy[i] * change[i]; });
  rates.system_entropy = detail::pairwise(0, g.states, [&](std::size_t i) {
    if (std::abs(change[i]) < underflow) return 0.0;
    return -change[i] * (std::log(p[i]) - (g.internal_entropy.empty() ? 0 : g.internal_entropy[i]));
  });
  rates.total_entropy = entropy_production(g, p);
  return rates;
}

std::vector<double> currents(const Generator& g, std::span<const double> p) {
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  std::vector<double> J;
  J.reserve(g.links.size());
  for (const Link& link : g.links) J.push_back(detail::fluxes(link, p).net());
  return J;
}

double activity(const Generator& g, std::span<const double> p) {
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  return detail::pairwise(0, g.links.size(),
                          [&](std::size_t l) { return detail::fluxes(g.links[l], p).sum(); });
}

double entropy_production(double there, double back) {
  if (there == back || there + back < underflow) return 0;
  return (there - back) * detail::log_of_ratio(there, back);
}

double entropy_production(const Generator& g, std::span<const double> p) {
  detail::require_account(g, p, "p");
  return detail::pairwise(0, g.links.size(), [&](std::size_t l) {
    const auto [there, back] = detail::fluxes(g.links[l], p);
    return entropy_production(there, back);
  });
}

}  // namespace stochtherm
