// One model as trajectories, as a density and as a network: work, heat and entropy production agree.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/drive.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/studies/erase_one_bit.hpp>
#include <stochtherm/studies/gyration.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// A process on a line by hand: hops between sites a distance d apart at D/d^2 e^{-(dE - f d)/2kT}. No flux of a grid, and
/// the same physics as d -> 0.
template <class M>
Generator hopping(const M& model, double from, double d, std::uint32_t sites, bool ring, double lambda) {
  const double kT = Temperature(model.bath()).kT, D = kT * Mobility(model.mobility()).mu;
  Generator g{.states = sites, .reservoirs = {{"bath", kT}}};
  for (std::uint32_t i = 0; i < sites; ++i) g.energy.push_back(model.energy(from + d * i, lambda));
  for (std::uint32_t i = 0; i + (ring ? 0 : 1) < sites; ++i) {
    const std::uint32_t j = (i + 1) % sites;
    const double z =
        (g.energy[j] - g.energy[i] - nonconservative_force(model, from + d * (i + 0.5), lambda) * d) / kT;
    g.links.push_back({i, j, D / (d * d) * std::exp(-z / 2), D / (d * d) * std::exp(z / 2)});
  }
  return g;
}

std::vector<double> boltzmann(const Generator& g) {
  std::vector<double> p;
  double Z = 0;
  for (double e : g.energy) Z += std::exp(-e / g.reservoirs[0].kT);
  for (double e : g.energy) p.push_back(std::exp(-e / g.reservoirs[0].kT) / Z);
  return p;
}

Estimate scaled(Estimate e, double factor) { return {e.mean * factor, e.std_error * std::abs(factor), e.n}; }

void row(Table& table, const char* what, const Estimate& trajectories, double density, double network,
         const std::string& exact) {
  table.rows.push_back({what, fmt::format("{:.4f} ± {:.4f}", trajectories.mean, trajectories.std_error),
                        fmt::format("{:.5f}", density), fmt::format("{:.5f}", network), exact});
}

Verdict run(const Effort& effort, double temperature) {
  Verdict v;
  Table table{.title = "One model, three ways",
              .columns = {"", "trajectories", "density", "network", "closed form"},
              .rows = {}};
  const auto agree = [&](const std::string& what, const Estimate& trajectories, double density,
                         double network, double detects, double close) {
    v.checks.push_back(statistical(what + ", trajectories against density", trajectories, density, detects));
    v.checks.push_back(at_most(what + ", |network − density|", std::abs(network - density), close));
  };
  const std::size_t n = effort.samples(60000);
  // A double well that is tilted in a time of 1: work and heat.
  {
    const models::DoubleWell well{.barrier = 3};
    models::DoubleWell warm = well;
    warm.T.kT = temperature;
    const auto pull = Protocol::linear(0, 3, 1);
    const auto runs =
        *simulate(warm, pull, {.dt = 2e-3, .trajectories = n, .seed = effort.seed, .threads = effort.threads},
                  from_equilibrium);
    const FokkerPlanck1D fp(well, Grid1D::uniform(-2.4, 2.4, 480, Edge::reflecting), 0.0);
    const auto density = *fp.drive(fp.equilibrium(), pull, 2e-3, Sdirk2{});
    const auto at = [&](double lambda) { return hopping(well, -2.4, 0.02, 241, false, lambda); };
    const auto network = *drive(at, pull, boltzmann(at(0)), 2e-3);
    const auto work = estimate_mean(runs.ledger.work), heat = estimate_mean(runs.ledger.heat[0]);
    agree("double well, work", work, density.ledger.work, network.ledger.work, 0.3, 3e-3);
    agree("double well, heat", heat, density.ledger.heat(), network.ledger.heat(), 0.2, 3e-3);
    row(table, "double well tilted: work", work, density.ledger.work, network.ledger.work, "–");
    row(table, "double well tilted: heat", heat, density.ledger.heat(), network.ledger.heat(), "–");
  }
  // A driven ring: entropy production of the steady state.
  {
    const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}};
    models::DrivenRing warm = ring;
    warm.T.kT *= temperature;
    const double duration = 4;
    const auto runs = *simulate(warm, Protocol::constant(0, duration),
                                {.dt = 5e-3,
                                 .trajectories = n,
                                 .seed = effort.seed,
                                 .first_trajectory = n,
                                 .threads = effort.threads},
                                stationary(8, from_equilibrium));
    auto sigma = scaled(estimate_mean(runs.ledger.heat[0]), -1 / (duration * warm.T.kT));
    const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 512, Edge::periodic));
    const double density = fp.entropy_production(*fp.stationary());
    const Generator hops = hopping(ring, 0, ring.period() / 256, 256, true, 0);
    const double network = entropy_production(hops, *stationary(hops));
    agree("driven ring, σ", sigma, density, network, 0.12, 1e-3);
    row(table, "driven ring: entropy production", sigma, density, network,
        fmt::format("{:.5f}", ring.entropy_production()));
  }
  // A gyrator: heat that flows from the hotter bath.
  {
    const models::Gyrator gyrator{.k = 1, .u = 0.5, .T1 = {1}, .T2 = {2}};
    models::Gyrator warm = gyrator;
    warm.T2.kT *= temperature;
    const auto found = studies::gyration(warm, 20,
                                         {.dt = 5e-3,
                                          .trajectories = n / 4,
                                          .seed = effort.seed,
                                          .first_trajectory = 2 * n,
                                          .threads = effort.threads});
    const auto axis = Grid1D::uniform(-9, 9, 120, Edge::reflecting);
    const FokkerPlanck fp(gyrator, ProductGrid<2>({axis, axis}));
    const double density = thermodynamic_rates(fp.generator(), *stationary(fp.generator())).heat[1];
    Generator hops{.states = 90 * 90, .reservoirs = {{"1", 1}, {"2", 2}}};
    const double d = 0.2;
    for (std::uint32_t i = 0; i < hops.states; ++i)
      hops.energy.push_back(gyrator.energy(Vec<double, 2>{{d * (i % 90 - 44.5), d * (i / 90 - 44.5)}}, 0.0));
    const auto hop = [&](std::uint32_t i, std::uint32_t j, std::uint32_t bath) {
      const double kT = hops.reservoirs[bath].kT, z = (hops.energy[j] - hops.energy[i]) / kT;
      hops.links.push_back({i, j, kT / (d * d) * std::exp(-z / 2), kT / (d * d) * std::exp(z / 2), bath});
    };
    for (std::uint32_t i = 0; i < hops.states; ++i) {
      if (i % 90 != 89) hop(i, i + 1, 0);
      if (i / 90 != 89) hop(i, i + 90, 1);
    }
    const double network = thermodynamic_rates(hops, *stationary(hops)).heat[1];
    agree("gyrator, heat from the hotter bath", found.heat_current, density, network, 0.06, 2e-3);
    row(table, "gyrator: heat from the hotter bath", found.heat_current, density, network,
        fmt::format("{:.5f}", gyrator.heat_current()));
  }
  // A bit erased in a time of 10.
  {
    models::ErasureWell well;
    models::ErasureWell warm = well;
    warm.T.kT = temperature;
    const auto trajectories = studies::erase_one_bit(warm, 10,
                                                     {.dt = 2e-3,
                                                      .trajectories = n / 4,
                                                      .seed = effort.seed,
                                                      .first_trajectory = 4 * n,
                                                      .threads = effort.threads});
    const auto density = studies::erase_density(well, 10, {.cells = 400, .dt = 2.5e-3});
    const auto at = [&](double s) { return hopping(well, -2.4, 0.02, 241, false, s); };
    const auto network = *drive(at, Protocol::linear(0, 1, 10), boltzmann(at(0)), 1e-2);
    agree("erasure, work", trajectories.work, density.work, network.ledger.work, 0.5, 4e-3);
    row(table, "a bit erased: work", trajectories.work, density.work, network.ledger.work, "–");
  }
  v.tables.push_back(table);
  return v;
}

const Registered registered{{
    .name = "jump/one_model_three_ways",
    .claim = "Trajectories, the density on a grid and a network of hops written by hand agree in work, heat "
             "and entropy production.",
    .equation = "⟨W⟩ = ∫ Σ p_{i} dE_{i},   Q = ∫ Σ J_{l} q_{l} dt,   σ = Σ (a − b) ln(a/b)",
    .source = "seifert2012, esposito2010",
    .tags = {"statistical"},
    .statistical_checks = 5,
    .check = [](const Effort& effort) { return run(effort, 1); },
    .sabotage = {"the trajectories are a quarter too warm",
                 [](const Effort& effort) { return run(effort, 1.25); }},
}};

}  // namespace
}  // namespace stochtherm::validation
