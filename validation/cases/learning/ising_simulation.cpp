// Simulations of the square lattice against exact values: every algorithm, 64 spins a word and spin by spin.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/studies/ising.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::IsingSquare;
using models::IsingStates;
using models::IsingTorus;
using studies::IsingAlgorithm;
using studies::IsingLattice;
using studies::IsingSetup;

struct Means {
  Estimate energy, absolute, squared, energy_squared;
};

/// Means over independent runs: each starts from its own seed and is one sample.
Means runs(IsingSetup setup, std::size_t count, std::size_t before, std::size_t sweeps, std::size_t every,
           std::uint64_t seed) {
  std::vector<double> e, a, q, e2;
  for (std::size_t r = 0; r < count; ++r) {
    setup.seed = Seed(seed * 1'000'003 + r);
    IsingLattice lattice(setup);
    // Chosen long before what is measured, which then does not know of it.
    for (int half = 0; half < 2; ++half) {
      if (setup.algorithm == IsingAlgorithm::wolff) (void)lattice.choose_clusters(50);
      lattice.sweep(before / 2);
    }
    const double n = static_cast<double>(lattice.spins()), parts = static_cast<double>(sweeps / every);
    double se = 0, sa = 0, sq = 0, se2 = 0;
    for (std::size_t k = 0; k < sweeps / every; ++k) {
      lattice.sweep(every);
      const double u = static_cast<double>(lattice.energy()) / n,
                   m = static_cast<double>(lattice.magnetisation()) / n;
      se += u, sa += std::abs(m), sq += m * m, se2 += u * u;
    }
    e.push_back(se / parts), a.push_back(sa / parts), q.push_back(sq / parts), e2.push_back(se2 / parts);
  }
  return {estimate_mean(e), estimate_mean(a), estimate_mean(q), estimate_mean(e2)};
}

std::string name(IsingAlgorithm a) {
  return a == IsingAlgorithm::metropolis ? "Metropolis" : a == IsingAlgorithm::glauber ? "Glauber" : "Wolff";
}
constexpr IsingAlgorithm algorithms[] = {IsingAlgorithm::metropolis, IsingAlgorithm::glauber,
                                         IsingAlgorithm::wolff};

Verdict run(const Effort& effort, double warmer) {
  Verdict v;
  const double Tc = IsingSquare::critical_temperature();
  std::uint64_t seed = effort.seed.value * 1000;
  const std::size_t count = std::max<std::size_t>(100, effort.samples(200));
  // The smallest lattices show a bias of the checkerboard or of the random numbers best: 4 × 4 against all its states.
  const IsingStates states(4, 4);
  for (const auto algorithm : algorithms)
    for (const double T : {2.0, Tc, 3.0}) {
      const auto exact = states.at(T);
      const auto m =
          runs({.rows = 4, .columns = 4, .temperature = T * warmer, .algorithm = algorithm, .seed = 0}, count,
               200, 2000, 1, ++seed);
      const std::string at = fmt::format("4 × 4, {}, T = {:.3f}: ", name(algorithm), T);
      v.checks.push_back(statistical(at + "energy", m.energy, exact.energy, 0.02));
      v.checks.push_back(statistical(at + "⟨|m|⟩", m.absolute, exact.magnetisation, 0.02));
      v.checks.push_back(statistical(at + "⟨m²⟩", m.squared, exact.magnetisation_squared, 0.02));
    }
  // 64 spins a word: against the infinite lattice where the torus is many correlation lengths wide, else against Kaufman.
  Series energy{.label = "energy, 64 spins a word", .style = Series::Style::points},
      order{.label = "⟨|m|⟩, 64 spins a word", .style = Series::Style::points};
  for (const auto algorithm : {IsingAlgorithm::metropolis, IsingAlgorithm::glauber})
    for (const double T : {1.5, 2.0, Tc, 2.5, 3.0, 5.0}) {
      const bool critical = T == Tc;
      const std::size_t rows = critical ? 16 : 128;
      const auto m =
          runs({.rows = rows, .columns = 128, .temperature = T * warmer, .algorithm = algorithm, .seed = 0},
               count, critical ? 3000 : 200, critical ? 3000 : 200, 10, ++seed);
      const auto exact = IsingTorus{rows, 128}.at(T);
      const std::string at = fmt::format("{} × 128, {}, T = {:.3f}: ", rows, name(algorithm), T);
      v.checks.push_back(statistical(at + "energy", m.energy, exact.energy, critical ? 0.01 : 0.005));
      const double second =
          exact.energy * exact.energy + exact.heat_capacity * T * T / static_cast<double>(rows * 128);
      v.checks.push_back(statistical(at + "⟨e²⟩", m.energy_squared, second, critical ? 0.04 : 0.02));
      if (T < Tc)
        v.checks.push_back(
            statistical(at + "magnetisation", m.absolute, IsingSquare{T}.magnetisation(), 0.005));
      if (algorithm == IsingAlgorithm::metropolis && !critical)
        energy.add(T, m.energy), order.add(T, m.absolute);
    }
  // Near the critical point clusters decorrelate at once.
  for (const double T : {2.2, Tc, 2.3}) {
    const auto m = runs(
        {.rows = 32, .columns = 32, .temperature = T * warmer, .algorithm = IsingAlgorithm::wolff, .seed = 0},
        count, 50, 50, 1, ++seed);
    const auto exact = IsingTorus{32, 32}.at(T);
    v.checks.push_back(
        statistical(fmt::format("32 × 32, Wolff, T = {:.3f}: energy", T), m.energy, exact.energy, 0.03));
  }
  // 64 spins a word and spin by spin are the same process: the relaxation from order, sweep by sweep, agrees.
  const auto relaxing = [&](std::size_t columns) {
    std::vector<double> e;
    for (std::size_t r = 0; r < count; ++r) {
      IsingLattice lattice(
          {.rows = 320, .columns = columns, .temperature = 2.5 * warmer, .seed = Seed(seed * 1'000'003 + r)});
      lattice.sweep(4);
      e.push_back(static_cast<double>(lattice.energy()) / static_cast<double>(lattice.spins()));
    }
    ++seed;
    return estimate_mean(e);
  };
  const Estimate coded = relaxing(128), plain = relaxing(126);
  v.checks.push_back(statistical(
      "energy after 4 sweeps from order: 64 spins a word less spin by spin",
      {coded.mean - plain.mean, std::hypot(coded.std_error, plain.std_error), coded.n}, 0, 0.015));
  // No work is done, so what the spins take up is heat.
  IsingLattice booked({.rows = 64, .columns = 128, .temperature = 2.5 * warmer, .seed = effort.seed});
  const auto before = booked.energy(), heat = booked.sweep_and_book(100);
  v.checks.push_back(bits_equal("heat of 100 sweeps, booked flip by flip, less the change of energy",
                                static_cast<std::uint64_t>(heat - (booked.energy() - before)), 0));
  Series yang{.label = "Yang"}, onsager{.label = "Onsager"};
  for (double T = 1.3; T <= 5.2; T += 0.02) {
    onsager.add(T, IsingSquare{T}.energy());
    if (T < 3) yang.add(T, IsingSquare{T}.magnetisation());
  }
  v.figures.push_back({.title = "Energy of the square lattice",
                       .x_label = "temperature, J/k_{B}",
                       .y_label = "energy for a spin, J",
                       .series = {onsager, energy},
                       .caption = "Metropolis on 128 × 128 spins against the infinite lattice."});
  v.figures.push_back({.title = "Magnetisation of the square lattice",
                       .x_label = "temperature, J/k_{B}",
                       .y_label = "magnetisation for a spin",
                       .series = {yang, order},
                       .caption = "Above the critical temperature a finite lattice keeps ⟨|m|⟩ of the order "
                                  "of its correlation length "
                                  "over its size."});
  return v;
}

const Registered registered{{
    .name = "learning/ising_simulation",
    .claim = "Metropolis, Glauber and Wolff sample the square lattice without bias, spin by spin and 64 "
             "spins a word.",
    .equation = "p(s) = e^{−E(s)/T}/Z",
    .source = "metropolis1953, wolff1989, glauber1963, kaufman1949, yang1952",
    .tags = {"statistical", "figure"},
    .statistical_checks = 27 + 28 + 3 + 1,
    .check = [](const Effort& e) { return run(e, 1); },
    .sabotage = {"the bath is warmer by 3 %", [](const Effort& e) { return run(e, 1.03); }},
}};

}  // namespace
}  // namespace stochtherm::validation
