// The slowest relaxation of a double well, and the spectrum of a driven ring.
#include <fmt/format.h>

#include <array>
#include <boost/math/tools/roots.hpp>
#include <boost/numeric/odeint.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/spectrum.hpp>
#include <stochtherm/validation/case.hpp>

#include "richardson.hpp"

namespace stochtherm::validation {
namespace {

double slowest(double barrier, std::size_t cells, double kT) {
  const models::DoubleWell well{.barrier = barrier, .T = {kT}, .mu = {1 / kT}};
  const double end = std::sqrt(1 + std::sqrt(60 / barrier));  // U = 60 kT
  const FokkerPlanck1D fp(well, Grid1D::uniform(-end, end, cells, Edge::reflecting));
  return spectrum(fp.generator(), 2)->rates[1].real();
}

/// The slowest rate by shooting: f'' - U' f' + rate f = 0, f odd, without slope where U is 40 kT. With w = e^{-U} f' the
/// equations are f' = e^U w, w' = -rate e^{-U} f, and w at the end decreases through 0 as the rate grows.
double by_shooting(double barrier) {
  namespace odeint = boost::numeric::odeint;
  using State = std::array<double, 2>;
  const models::DoubleWell well{.barrier = barrier};
  const double end = std::sqrt(1 + std::sqrt(40 / barrier)), top = barrier;
  const auto slope_at_end = [&](double rate) {
    State y{0, 1};  // w in units of e^{-top}
    const auto rhs = [&](const State& x, State& dx, double t) {
      const double U = well.energy(t, 0.0) - top;
      dx = {std::exp(U) * x[1], -rate * std::exp(-U) * x[0]};
    };
    odeint::integrate_adaptive(odeint::make_controlled(1e-15, 1e-13, odeint::runge_kutta_fehlberg78<State>()),
                               rhs, y, 0.0, end, 1e-3);
    return y[1];
  };
  const double guess = 2 * well.kramers_rate();
  const auto [low, high] = boost::math::tools::bisect(slope_at_end, 0.5 * guess, 1.5 * guess,
                                                      boost::math::tools::eps_tolerance<double>(44));
  return 0.5 * (low + high);
}

Verdict run(double kT) {
  Verdict v;
  const double barriers[] = {2, 4, 6, 8};
  Table table{.title = "λ_{1} of U = ΔU (1 − x^{2})^{2}",
              .columns = {"ΔU", "λ_{1}", "by shooting", "Kramers' 2 r"},
              .rows = {}};
  for (int i = 0; i < 4; ++i) {
    const double known = by_shooting(barriers[i]);
    std::vector<double> rates;
    for (std::size_t cells : {150U, 300U, 600U, 1200U, 2400U})
      rates.push_back(slowest(barriers[i], cells, kT));
    const Limit limit = limit_of_even_series(rates);
    // The diffusivity mu kT is 1 whatever the temperature, so that the sabotage changes the barrier over kT alone.
    v.checks.push_back(at_most(fmt::format("ΔU = {}: |λ_1/shooting − 1|", barriers[i]),
                               std::abs(limit.value / known - 1), 1e-8));
    const models::DoubleWell well{.barrier = barriers[i]};
    table.rows.push_back({fmt::format("{}", barriers[i]), fmt::format("{:.11g}", limit.value),
                          fmt::format("{:.11g}", known), fmt::format("{:.6g}", 2 * well.kramers_rate())});
  }
  v.tables.push_back(table);
  // A ring of 800 states with rates 2 and 1: rate_k = 3 (1 - cos q) - i sin q, q = 2 pi k/800; found by iteration.
  const std::size_t n = 800;
  const Generator ring = as_generator({std::vector<double>(n, 2), std::vector<double>(n, 1), true});
  const auto found = *spectrum(ring, 7);
  for (std::size_t k = 1; k <= 3; ++k) {
    const double q = 2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
    const auto rate = found.rates[2 * k - 1];
    v.checks.push_back(at_most(fmt::format("ring, mode {}: |rate − known|", k),
                               std::abs(std::complex(rate.real(), std::abs(rate.imag())) -
                                        std::complex(3 * (1 - std::cos(q)), std::sin(q))),
                               1e-11));
  }
  const models::DoubleWell well{.barrier = 4};
  const FokkerPlanck1D fp(well, Grid1D::uniform(-2.6, 2.6, 240, Edge::reflecting));
  const auto modes = *spectrum(fp.generator(), 3);
  std::vector<Series> curves{{.label = "stationary"},
                             {.label = "λ_{1} = 0.119"},
                             {.label = fmt::format("λ_{{2}} = {:.2f}", modes.rates[2].real())}};
  for (std::size_t k = 0; k < 3; ++k) {
    double size = 0;
    for (const auto& m : modes.modes[k]) size = std::max(size, std::abs(m.real()));
    for (std::size_t i = 40; i < 200; ++i)
      curves[k].add(fp.grid().centre(i), modes.modes[k][i].real() / size);
  }
  v.figures.push_back(
      {.title = "The modes of a double well",
       .x_label = "x",
       .y_label = "mode, largest value 1",
       .series = curves,
       .caption = "ΔU = 4 kT: the slow mode moves probability between the wells, the next one within them."});
  return v;
}

const Registered registered{{
    .name = "jump/relaxation_rates",
    .claim = "The slowest rates of a network are those of the continuous operator in the limit of small "
             "cells, and of a ring to "
             "rounding.",
    .equation = "L r_{k} = −λ_{k} r_{k}",
    .source = "gardiner2009, kramers1940",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the temperature is a millionth too high", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
