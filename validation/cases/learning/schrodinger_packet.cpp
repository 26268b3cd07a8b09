// The Schroedinger equation on a grid against closed forms: packets, a trap, a box, a ring.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stochtherm/solvers/schrodinger/crank_nicolson.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Complex = std::complex<double>;
constexpr double pi = std::numbers::pi;

/// The packet of standard deviation 1 at rest: (1 + i nu t)^{-1/2} exp(-x^2/4(1 + i nu t)), up to (2 pi)^{-1/4}.
Complex packet(double x, double nu, double t) {
  const Complex spread(1, nu * t);
  return std::exp(-x * x / (4.0 * spread)) / std::sqrt(spread) / std::pow(2 * pi, 0.25);
}

double distance(const Schroedinger1D& line, const Wave& psi, const std::function<Complex(double)>& exact) {
  double sum = 0;
  for (std::size_t i = 0; i < psi.size(); ++i) sum += std::norm(psi[i] - exact(line.grid().centre(i)));
  return std::sqrt(sum * line.grid().width(0));
}

/// `nu` is what the closed forms are taken at; 1 is the truth: D = 1/2, alpha = 1, nu = sqrt(2 D alpha).
Verdict compare(const Effort& effort, double nu) {
  Verdict verdict;
  auto& checks = verdict.checks;

  // A packet spreads: the wave with its phase to second order, the variance by extrapolation to 1e-6.
  std::vector<double> widths, errors;
  double norm = 0, energy = 0, last[3] = {}, finer[3] = {};
  const std::size_t finest = effort.scale < 1 ? 3 : 4;
  for (std::size_t k = 0; k < finest; ++k) {
    const double parts = 1 << k;
    const Schroedinger1D line(
        Grid1D::uniform(-24, 24, static_cast<std::size_t>(480 * parts), Edge::absorbing), 1.0);
    Wave psi = line.wave([](double x) { return packet(x, 1, 0); });
    const double start = line.energy(psi);
    double now = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double t = std::array{0.5, 1.0, 2.0}[i];
      psi = *line.evolve(std::move(psi), t - now, 0.02 / parts);
      now = t;
      last[i] = finer[i];
      finer[i] = line.density(psi).variance();
    }
    norm = std::max(norm, std::abs(line.norm(psi) - 1));
    energy = std::max(energy, std::abs(line.energy(psi) / start - 1));
    widths.push_back(0.1 / parts);
    errors.push_back(distance(line, psi, [&](double x) { return packet(x, nu, 2); }));
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const double t = std::array{0.5, 1.0, 2.0}[i];
    const double limit = (4 * finer[i] - last[i]) / 3;
    checks.push_back(at_most(fmt::format("packet, t = {}: |variance − {}|", t, 1 + t * t),
                             std::abs(limit - (1 + nu * nu * t * t)), 1e-6));
  }
  checks.push_back(at_most("packet: |norm − 1| at t = 2", norm, 1e-12));
  checks.push_back(at_most("packet: relative change of the energy", energy, 1e-11));
  checks.push_back(order("packet: wave with its phase, order in h and dt", widths, errors, 2, 0.1));

  // In a trap V = omega^2 x^2/4 nu a displaced ground state swings without spreading.
  {
    const double omega = 2, shift = 1.5, variance = nu / omega;
    const Schroedinger1D trap(Grid1D::uniform(-8, 8, 1600, Edge::reflecting), 1.0,
                              [](double x) { return x * x; });
    Wave psi = trap.wave([&](double x) { return std::exp(-(x - shift) * (x - shift) * 0.5); });
    psi = *trap.evolve(std::move(psi), 0.6, 0.6 / 600);
    const Density p = trap.density(psi);
    checks.push_back(at_most("trap: |mean − 1.5 cos ωt| at t = 0.6",
                             std::abs(p.mean() - shift * std::cos(omega * 0.6)), 1e-4));
    checks.push_back(at_most("trap: |variance − ν/ω|", std::abs(p.variance() - variance), 1e-4));
  }
  // In a box and on a ring eigenstates only turn their phase, by (2/dt) atan(E dt/2) of the grid's own energy.
  for (const Edge edge : {Edge::absorbing, Edge::reflecting, Edge::periodic}) {
    const std::size_t n = 200;
    const double h = 2 * pi / static_cast<double>(n), k = edge == Edge::periodic ? 3 : 1.5, dt = 0.02;
    const Schroedinger1D box(Grid1D::uniform(0, 2 * pi, n, edge), 1.0);
    const auto state = [&](double x) {
      return edge == Edge::periodic    ? std::polar(1.0, k * x)
             : edge == Edge::absorbing ? Complex(std::sin(k * x))
                                       : Complex(std::cos(k * x));
    };
    const Wave start = box.wave(state);
    const Wave end = *box.evolve(start, 4, dt);
    const double s = 2 * std::sin(0.5 * k * h) / h, E = nu * s * s;
    const Complex turn = std::polar(1.0, -200 * 2 * std::atan(0.5 * E * dt));
    double worst = 0;
    for (std::size_t i = 0; i < n; ++i) worst = std::max(worst, std::abs(end[i] - turn * start[i]));
    const char* name = edge == Edge::periodic ? "ring" : edge == Edge::absorbing ? "hard walls" : "mirrors";
    checks.push_back(at_most(fmt::format("{}: eigenstate, 200 steps", name), worst, 1e-11));
    checks.push_back(at_most(fmt::format("{}: |norm − 1|", name), std::abs(box.norm(end) - 1), 1e-12));
  }
  return verdict;
}

const Registered registered{{
    .name = "learning/schrodinger_packet",
    .claim = "Crank and Nicolson's waves keep their norm to 1e-12, spread, swing and turn as they must, to "
             "second order.",
    .equation = "−i dΨ/dt = √(2Dα) ΔΨ;  σ² = σ_{0}² + (νt/σ_{0})²",
    .source = "vanchurin2021, crank1947",
    .tags = {"exact", "order"},
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "ν is √(Dα): the 2 is forgotten.",
                 .check = [](const Effort& effort) { return compare(effort, std::sqrt(0.5)); }},
}};

}  // namespace
}  // namespace stochtherm::validation
