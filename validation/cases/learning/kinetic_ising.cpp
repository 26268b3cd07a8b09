// Kinetics: the quenched chain in closed form, and the heat that a square lattice exchanges with a bath of another temperature.
#include <fmt/format.h>
#include <gsl/gsl_sf_bessel.h>

#include <cmath>
#include <stochtherm/models/network/glauber_ring.hpp>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/studies/ising.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using studies::IsingAlgorithm;
using studies::IsingLattice;

/// The same sum with GSL's Bessel functions.
double bessel_sum(double K, int r, double t) {
  const double h = std::tanh(K), x = 2 * std::tanh(2 * K) * t;
  double sum = 0;
  for (int l = 1; l < 80; ++l)
    sum += std::pow(h, l) * (gsl_sf_bessel_In_scaled(std::abs(r - l), x) - gsl_sf_bessel_In_scaled(r + l, x));
  return std::pow(h, r) - std::exp(x - 2 * t) * sum;
}

/// <s_0 s_r> over the states of a ring.
double correlation(const std::vector<double>& p, std::size_t r) {
  double c = 0;
  for (std::uint32_t s = 0; s < p.size(); ++s) c += ((s ^ (s >> r)) & 1U) != 0 ? -p[s] : p[s];
  return c;
}

/// <e^{(1/T2 - 1/T1) Q}> over quenches from equilibrium at T1 to a bath of T2, Q the heat taken up in some sweeps: 1, however few they are.
Estimate heat_exchange(std::size_t rows, std::size_t columns, IsingAlgorithm algorithm, double T1, double T2,
                       std::size_t sweeps, std::size_t quenches, double booked, std::uint64_t seed) {
  std::vector<double> terms;
  for (std::size_t q = 0; q < quenches; ++q) {
    IsingLattice lattice({.rows = rows,
                          .columns = columns,
                          .temperature = T1,
                          .algorithm = algorithm,
                          .seed = Seed(seed * 1'000'003 + q)});
    lattice.sweep(300);
    lattice.set_temperature(T2);
    terms.push_back(
        std::exp((1 / T2 - 1 / T1) * booked * static_cast<double>(lattice.sweep_and_book(sweeps))));
  }
  return estimate_mean(terms);
}

Verdict run(const Effort& effort, double booked) {
  Verdict v;
  const models::GlauberRing half{.K = 0.5}, cold{.K = 1};
  v.checks.push_back(digits("m(1)/m(0) at K = 0.5", half.magnetisation_decay(1), .7878828686, 10));
  v.checks.push_back(digits("relaxation time at K = 0.5", half.relaxation_time(), 4.1945280495, 11));
  v.checks.push_back(digits("relaxation time at K = 1", cold.relaxation_time(), 27.7990750166, 12));
  double worst = 0;
  for (const auto& [t, known] :
       {std::pair{0.5, .31387675}, {1.0, .45587108}, {2.0, .58163210}, {5.0, .69222989}})
    v.checks.push_back(
        digits(fmt::format("quench to K = 1: ⟨s_0 s_1⟩({})", t), cold.quench_correlation(1, t), known, 8));
  for (const int r : {1, 2, 5, 11})
    for (const double t : {0.1, 0.5, 1.0, 2.0, 5.0, 10.0})
      worst = std::max(
          worst, std::abs(cold.quench_correlation(static_cast<std::size_t>(r), t) - bessel_sum(1, r, t)));
  v.checks.push_back(at_most("quench to K = 1: off the sum with GSL's Bessel functions", worst, 1e-13));
  // The master equation of a ring of twelve, until news has gone round.
  const Generator ring = cold.generator(12);
  const std::vector<double> uniform(ring.states, 1.0 / static_cast<double>(ring.states));
  const auto p = *evolve(ring, uniform, 0.5, 1e-10);
  for (const std::size_t r : {1U, 2U, 3U})
    v.checks.push_back(
        at_most(fmt::format("quench to K = 1: ⟨s_0 s_{}⟩(0.5), off the master equation of twelve spins", r),
                std::abs(cold.quench_correlation(r, 0.5) - correlation(p, r)), 1e-6));
  // The heat: no work is done, and what equilibrium at one temperature gives to a bath of another obeys an equality.
  const std::size_t n = std::max<std::size_t>(2000, effort.samples(20'000));
  std::uint64_t seed = effort.seed.value * 1000 + 500;
  for (const auto algorithm : {IsingAlgorithm::metropolis, IsingAlgorithm::glauber}) {
    const char* who = algorithm == IsingAlgorithm::metropolis ? "Metropolis" : "Glauber";
    for (const std::size_t sweeps : {1U, 5U})
      v.checks.push_back(
          statistical(fmt::format("4 × 4, {}, {} sweeps: ⟨exp((1/T_2 − 1/T_1) Q)⟩", who, sweeps),
                      heat_exchange(4, 4, algorithm, 3, 2.5, sweeps, n, booked, ++seed), 1, 0.15));
    v.checks.push_back(statistical(fmt::format("16 × 128, {}, 3 sweeps: ⟨exp((1/T_2 − 1/T_1) Q)⟩", who),
                                   heat_exchange(16, 128, algorithm, 3, 2.97, 3, n / 4, booked, ++seed), 1,
                                   0.2));
  }
  Series equilibrium{.label = "equilibrium at K = 1", .style = Series::Style::dashed};
  std::vector<Series> series;
  for (const double t : {0.5, 2.0, 5.0, 20.0}) {
    Series s{.label = fmt::format("t = {}", t)};
    for (std::size_t r = 0; r <= 20; ++r) s.add(static_cast<double>(r), cold.quench_correlation(r, t));
    series.push_back(s);
  }
  for (std::size_t r = 0; r <= 20; ++r) equilibrium.add(static_cast<double>(r), cold.correlation(r));
  series.push_back(equilibrium);
  v.figures.push_back({.title = "Order spreads along the quenched chain",
                       .x_label = "distance r",
                       .y_label = "⟨s_{0} s_{r}⟩",
                       .series = series,
                       .caption = "From infinite temperature to K = 1 at t = 0."});
  return v;
}

const Registered registered{{
    .name = "learning/kinetic_ising",
    .claim = "A quenched chain orders as Glauber's closed form says, and the heat of a quenched square "
             "lattice obeys the exchange theorem.",
    .equation = "⟨e^{(1/T_{2} − 1/T_{1}) Q}⟩ = 1",
    .source = "glauber1963, jarzynskiwojcik2004",
    .tags = {"exact", "statistical", "figure"},
    .statistical_checks = 6,
    .check = [](const Effort& e) { return run(e, 1); },
    .sabotage = {"heat is booked with the wrong sign", [](const Effort& e) { return run(e, -1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
