#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/implicit.hpp>
#include <stochtherm/solvers/jump/drive.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

#include "sparse_elimination.hpp"

namespace stochtherm {
namespace {

double energy_of(const Generator& g, std::size_t i) { return g.energy.empty() ? 0 : g.energy[i]; }

double mean_energy(const Generator& g, const std::vector<double>& p) {
  std::vector<double> terms(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) terms[i] = p[i] * energy_of(g, i);
  return pairwise_sum(terms);
}
/// Work of moving from one generator's energies to another's at fixed p.
double work_of(const Generator& from, const Generator& to, const std::vector<double>& p) {
  std::vector<double> terms(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) terms[i] = p[i] * (energy_of(to, i) - energy_of(from, i));
  return pairwise_sum(terms);
}
double entropy_of(const Generator& g, const std::vector<double>& p) {
  double s = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0) s -= p[i] * (std::log(p[i]) - (g.internal_entropy.empty() ? 0 : g.internal_entropy[i]));
  return s;
}

Generator checked(const std::function<Generator(double)>& at, double lambda, std::size_t states,
                  std::size_t reservoirs) {
  Generator g = at(lambda);
  g.check();
  require(g.states == states && g.reservoirs.size() == reservoirs, "the states and reservoirs stay the same",
          "states at lambda", static_cast<double>(g.states), "drive");
  require(!g.absorbing(), "a ledger needs a process that loses nothing", "exits", "some", "drive");
  for (const Link& link : g.links)
    require((link.forward > 0) == (link.backward > 0),
            "every link must have a way back: without one its heat is infinite", "rate back",
            std::min(link.forward, link.backward), "drive");
  return g;
}

}  // namespace

Solved<DrivenMasses> drive(const std::function<Generator(double lambda)>& at, const Protocol& protocol,
                           std::span<const double> p, double dt, const Progress& progress) {
  const std::size_t steps = detail::count_steps(protocol.duration(), dt);
  const Generator first = at(protocol.initial());
  Generator now = checked(at, protocol.initial(), first.states, first.reservoirs.size());
  require(p.size() == now.states, "one probability per state", "p", static_cast<double>(p.size()));
  for (double mass : p) require_not_negative(mass, "a mass must be finite and not negative", "p");
  std::vector<double> masses(p.begin(), p.end()), stage, flow(masses.size());
  DrivenMasses result{masses, {}};
  Ledger& ledger = result.ledger;
  for (const Reservoir& r : now.reservoirs) ledger.baths.push_back({r.kT, 0});
  ledger.energy_change = -mean_energy(now, masses);
  ledger.system_entropy_change = -entropy_of(now, masses);
  constexpr double g = Sdirk2::implicit_weight;
  std::optional<detail::SparseElimination> factors;
  double lambda = std::nan("");
  ProgressReporter report(progress);
  Status status = Status::converged;
  std::size_t done = 0;
  for (; done < steps && status == Status::converged; ++done) {
    const double next =
        protocol(protocol.duration() * ((static_cast<double>(done) + 0.5) / static_cast<double>(steps)));
    if (next != lambda) {
      Generator moved = checked(at, next, now.states, now.reservoirs.size());
      ledger.work += work_of(now, moved, masses);
      now = std::move(moved);
      factors.emplace(now, 1.0, g * dt);
      lambda = next;
    }
    stage = masses;
    factors->solve(stage);
    for (std::size_t i = 0; i < masses.size(); ++i) masses[i] += (1 - g) / g * (stage[i] - masses[i]);
    factors->solve(masses);
    for (std::size_t i = 0; i < masses.size(); ++i) flow[i] = (1 - g) * stage[i] + g * masses[i];
    for (const Link& link : now.links) {
      if (link.forward == 0) continue;
      const double crossed = dt * (link.forward * flow[link.from] - link.backward * flow[link.to]);
      const JumpAccounts jump = jump_accounts(now, link);
      ledger.baths[link.reservoir].heat += crossed * jump.heat;
      ledger.nonconservative_work += crossed * jump.nonconservative_work;
    }
    const auto [low, high] = std::minmax_element(masses.begin(), masses.end());
    if (!std::isfinite(*high) || !std::isfinite(*low))
      status = Status::diverged;
    else if (*low < -1e-13)
      status = Status::ill_conditioned;
    else if (!report(static_cast<double>(done + 1) / static_cast<double>(steps)) && done + 1 < steps)
      status = Status::cancelled;
  }
  if (status == Status::converged) {
    const Generator last = checked(at, protocol.final(), now.states, now.reservoirs.size());
    ledger.work += work_of(now, last, masses);
    now = last;
  }
  for (double& mass : masses) mass = std::max(mass, 0.0);
  ledger.energy_change += mean_energy(now, masses);
  ledger.system_entropy_change += entropy_of(now, masses);
  result.masses = std::move(masses);
  const double residual = std::abs(ledger.first_law_residual());
  if (status == Status::converged)
    return Solved<DrivenMasses>(std::move(result), {.steps = steps, .residual = residual});
  return {std::move(result),
          status,
          status == Status::cancelled ? fmt::format("drive: cancelled after step {}.", done)
          : status == Status::ill_conditioned
              ? fmt::format("drive: a mass became negative in step {}; shorten the time step.", done)
              : fmt::format("drive: the masses left the finite numbers in step {}.", done),
          {.steps = done}};
}

}  // namespace stochtherm
