// The infinite square lattice: Onsager's and Yang's closed forms against quadrature and finite tori.
#include <fmt/format.h>
#include <gsl/gsl_integration.h>

#include <cmath>
#include <numbers>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::IsingSquare;
using models::IsingTorus;

/// A quadrature by GSL of f(x, K) over (0, pi), which may be steep at 0.
double integral(double (*f)(double, double), double K) {
  struct Of {
    double (*f)(double, double);
    double K;
  } of{f, K};
  gsl_function g{[](double x, void* p) {
                   const auto* o = static_cast<const Of*>(p);
                   return o->f(x, o->K);
                 },
                 &of};
  gsl_integration_workspace* w = gsl_integration_workspace_alloc(2000);
  double value = 0, error = 0;
  gsl_integration_qags(&g, 0, std::numbers::pi, 0, 1e-13, 2000, w, &value, &error);
  gsl_integration_workspace_free(w);
  return value;
}

/// Onsager's spectrum: cosh g = cosh 2K coth 2K - cos x.
double spectrum(double x, double K) {
  const double S = std::sinh(2 * K), h = std::sin(x / 2);
  return 2 * std::asinh(std::sqrt((S - 1) * (S - 1) / (2 * S) + h * h));
}
double spectrum_slope(double x, double K) {
  const double S = std::sinh(2 * K);
  return 2 * std::cosh(2 * K) * (1 - 1 / (S * S)) / std::sinh(spectrum(x, K));
}

struct Row {
  double T, u, m, log_z, C;
};
// Digits of the literature's formulae, computed elsewhere.
constexpr Row table[] = {{1.5, -1.951116573078, .986499602621, 1.338962123616, .197274540177},
                         {2.0, -1.745564575313, .911319377877, 1.025792812695, .724871448602},
                         {2.5, -1.106079203746, 0, .879363820775, .861698356831},
                         {3.0, -.817309592502, 0, .815882731858, .401379575896},
                         {5.0, -.428228833240, 0, .734530812276, .097652177588}};

Verdict run(double warmer) {
  Verdict v;
  const double Tc = IsingSquare::critical_temperature();
  const auto lattice = [&](double T) { return IsingSquare{T * warmer}; };
  v.checks.push_back(digits("critical temperature", Tc, 2.269185314213, 13));
  v.checks.push_back(digits("critical coupling", 1 / Tc, .440686793510, 12));
  for (const Row& r : table) {
    const auto s = lattice(r.T);
    const double K = 1 / r.T;
    v.checks.push_back(digits(fmt::format("energy at T = {}", r.T), s.energy(), r.u, 12));
    v.checks.push_back(digits(fmt::format("ln Z at T = {}", r.T), s.log_partition(), r.log_z, 12));
    v.checks.push_back(digits(fmt::format("heat capacity at T = {}", r.T), s.heat_capacity(), r.C, 11));
    if (r.m > 0)
      v.checks.push_back(digits(fmt::format("magnetisation at T = {}", r.T), s.magnetisation(), r.m, 12));
    else
      v.checks.push_back(
          bits_equal(fmt::format("magnetisation at T = {}", r.T), s.magnetisation() != 0 ? 1 : 0, 0));
    const double log_z =
        0.5 * std::log(2 * std::sinh(2 * K)) + integral(spectrum, K) / (2 * std::numbers::pi);
    const double u = -1 / std::tanh(2 * K) - integral(spectrum_slope, K) / (2 * std::numbers::pi);
    v.checks.push_back(at_most(fmt::format("ln Z at T = {}: off the quadrature of the spectrum", r.T),
                               std::abs(s.log_partition() - log_z), 1e-12));
    v.checks.push_back(
        at_most(fmt::format("energy at T = {}: off the quadrature", r.T), std::abs(s.energy() - u), 1e-12));
    // Away from the critical point a torus knows its size only by e^{-L/correlation length}.
    const auto torus = IsingTorus{1024, 1024}.at(r.T);
    const double twofold = r.T < Tc ? std::numbers::ln2 / (1024.0 * 1024) : 0;
    v.checks.push_back(at_most(fmt::format("ln Z at T = {}: off the torus of 1024", r.T),
                               std::abs(torus.log_partition / (1024.0 * 1024) - twofold - s.log_partition()),
                               1e-12));
    v.checks.push_back(at_most(fmt::format("energy at T = {}: off the torus of 1024", r.T),
                               std::abs(torus.energy - s.energy()), 1e-11));
    v.checks.push_back(at_most(fmt::format("heat capacity at T = {}: off the torus of 1024", r.T),
                               std::abs(torus.heat_capacity - s.heat_capacity()), 1e-7));
  }
  const auto critical = lattice(Tc);
  constexpr double catalan = 0.915965594177219015;
  v.checks.push_back(digits("energy at T_c", critical.energy(), -std::numbers::sqrt2, 12));
  v.checks.push_back(digits("ln Z at T_c: half ln 2 + 2 G/π", critical.log_partition(),
                            std::numbers::ln2 / 2 + 2 * catalan / std::numbers::pi, 12));
  v.checks.push_back(digits("entropy at T_c", critical.entropy(), .306470158201, 12));
  // At the critical point the size is felt as a power: ln Z/N by 1/L^2 (conformal charge 1/2), u by 1/L.
  std::vector<double> sizes, energies, log_z;
  for (const std::size_t L : {32U, 64U, 128U, 256U}) {
    const auto torus = IsingTorus{L, L}.at(Tc);
    const double n = static_cast<double>(L * L);
    sizes.push_back(1.0 / static_cast<double>(L));
    energies.push_back(torus.energy - critical.energy());
    log_z.push_back(torus.log_partition / n - critical.log_partition());
  }
  v.checks.push_back(order("energy of a torus at T_c against 1/L", sizes, energies, 1, 0.01));
  v.checks.push_back(order("ln Z/N of a torus at T_c against 1/L", sizes, log_z, 2, 0.01));
  Series onsager{.label = "Onsager"};
  std::vector<Series> series;
  for (double T = 1.5; T < 3.3; T += 0.0125) onsager.add(T, IsingSquare{T}.heat_capacity());
  series.push_back(onsager);
  for (const std::size_t L : {8U, 16U, 32U, 64U}) {
    Series s{.label = fmt::format("torus of {}", L)};
    s.style = Series::Style::dashed;
    for (double T = 1.5; T < 3.3; T += 0.025) s.add(T, IsingTorus{L, L}.at(T).heat_capacity);
    series.push_back(s);
  }
  v.figures.push_back({.title = "The heat capacity of the square lattice",
                       .x_label = "temperature, J/k_{B}",
                       .y_label = "heat capacity for a spin, k_{B}",
                       .series = series,
                       .caption = "Kaufman's tori grow into Onsager's logarithm."});
  return v;
}

const Registered registered{{
    .name = "learning/onsager",
    .claim = "The infinite square lattice has Onsager's energy, heat capacity and free energy and Yang's "
             "magnetisation, and tori grow "
             "into it.",
    .equation = "u = −coth 2K [1 + (2/π) κ K(k)],   κ = 2 tanh^{2} 2K − 1",
    .source = "onsager1944, yang1952, kaufman1949",
    .tags = {"exact", "order", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the lattice is warmer by a millionth", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
