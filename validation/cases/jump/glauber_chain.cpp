// Glauber's kinetic Ising chain: a thousand states, and the infinite chain's equations.
#include <fmt/format.h>

#include <boost/numeric/odeint.hpp>
#include <cmath>
#include <stochtherm/models/network/glauber_ring.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/spectrum.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

double correlation(const std::vector<double>& p, std::size_t r) {
  double c = 0;
  for (std::uint32_t s = 0; s < p.size(); ++s) c += ((s ^ (s >> r)) & 1U) != 0 ? -p[s] : p[s];
  return c;
}

/// <s_0 s_1> of the infinite chain after a quench from infinite temperature: dc_r/dt = -2 alpha c_r + alpha gamma (c_{r-1} +
/// c_{r+1}), c_0 = 1, over so many r that the cut is never felt.
std::vector<double> quench(double K, const std::vector<double>& times) {
  const double gamma = std::tanh(2 * K);
  std::vector<double> c(401), seen;
  c[0] = 1;
  const auto rhs = [&](const std::vector<double>& x, std::vector<double>& dx, double) {
    dx[0] = dx.back() = 0;
    for (std::size_t r = 1; r + 1 < x.size(); ++r) dx[r] = -2 * x[r] + gamma * (x[r - 1] + x[r + 1]);
  };
  namespace odeint = boost::numeric::odeint;
  odeint::integrate_times(
      odeint::make_dense_output(1e-12, 1e-12, odeint::runge_kutta_dopri5<std::vector<double>>()), rhs, c,
      times.begin(), times.end(), 1e-3, [&](const std::vector<double>& x, double) { seen.push_back(x[1]); });
  return seen;
}

Verdict run(double gamma_factor) {
  Verdict v;
  const std::size_t spins = 10;
  models::GlauberRing ring{.K = 0.5};
  const models::GlauberRing exact = ring;
  ring.K *= gamma_factor;
  const Generator g = ring.generator(spins);
  const auto p = *stationary(g);
  v.checks.push_back(digits("γ at K = 0.5", ring.gamma(), 0.7615941560, 10));
  v.checks.push_back(digits("ring of ten, ⟨s_0 s_1⟩", correlation(p, 1), 0.4628726771, 10));
  v.checks.push_back(digits("ring of ten, ⟨s_0 s_5⟩", correlation(p, 5), 0.0421305973, 9));
  double boltzmann = 0, Z = 0;
  for (double e : g.energy) Z += std::exp(-e);
  for (std::size_t s = 0; s < g.states; ++s)
    boltzmann = std::max(boltzmann, std::abs(p[s] / (std::exp(-g.energy[s]) / Z) - 1));
  v.checks.push_back(digits("ring of ten, ln Z", std::log(Z), 8.1330609176, 11));
  v.checks.push_back(at_most("largest relative distance from Boltzmann", boltzmann, 1e-12));
  v.checks.push_back(conditioned("ln Z, closed form against sum over states", exact.log_partition(spins),
                                 std::log(Z), 1, 64));
  const auto slow = *spectrum(g, 2);
  v.checks.push_back(digits("slowest relaxation time, K = 0.5", 1 / slow.rates[1].real(), 4.1945280495, 10));
  const models::GlauberRing cold{.K = 1};
  v.checks.push_back(
      digits("relaxation time at K = 1, infinite chain", 1 / (1 - cold.gamma()), 27.7990750166, 11));
  // A quench from infinite temperature: a ring of ten follows the infinite chain until news has gone round.
  const Generator cold_ring = cold.generator(spins);
  const std::vector<double> times{0, 0.5, 1, 2, 5};
  const double known[] = {0, 0.31387675, 0.45587108, 0.58163210, 0.69222989};
  const auto chain = quench(1, times);
  Series infinite{.label = "infinite chain"}, finite{.label = "ring of ten", .style = Series::Style::points};
  for (std::size_t i = 1; i < times.size(); ++i)
    v.checks.push_back(
        at_most(fmt::format("quench to K = 1, infinite chain: |⟨s_0 s_1⟩({}) − known|", times[i]),
                std::abs(chain[i] - known[i]), 6e-9));
  std::vector<double> fine;
  for (double t = 0; t <= 5; t += 0.125) fine.push_back(t);
  const auto curve = quench(1, fine);
  std::vector<double> uniform(cold_ring.states, 1.0 / static_cast<double>(cold_ring.states));
  for (std::size_t i = 0; i < fine.size(); ++i) {
    infinite.add(fine[i], curve[i]);
    if (i % 4 == 0) finite.add(fine[i], correlation(*evolve(cold_ring, uniform, fine[i], 1e-10), 1));
  }
  v.checks.push_back(
      at_most("ring of ten against infinite chain at t = 0.5", std::abs(finite.y[1] - curve[4]), 1e-6));
  v.figures.push_back({.title = "Order spreads along the chain",
                       .x_label = "time",
                       .y_label = "⟨s_{0} s_{1}⟩",
                       .series = {infinite, finite},
                       .caption = "Quench from infinite temperature to K = 1."});
  return v;
}

const Registered registered{{
    .name = "jump/glauber_chain",
    .claim = "Glauber's chain relaxes, correlates and settles as its closed forms say.",
    .equation = "m(t) = m_{0} e^{−α(1 − γ)t},   γ = tanh 2K",
    .source = "glauber1963",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the coupling is a millionth too strong", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
