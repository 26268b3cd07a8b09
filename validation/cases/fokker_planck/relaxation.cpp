#include <cmath>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Sdirk2 whose second stage carries half its weight: (1-g)/g becomes (1-g)/2g.
struct WrongWeight {
  static constexpr double implicit_weight = Sdirk2::implicit_weight;
  static constexpr int order = 2;
  void step(const ChainFactorisation& factors, std::vector<double>& p, std::vector<double>& flow) const {
    flow = p;
    factors.solve(flow);
    for (std::size_t i = 0; i < p.size(); ++i)
      p[i] += 0.5 * (1 - implicit_weight) / implicit_weight * (flow[i] - p[i]);
    factors.solve(p);
  }
};

template <ImplicitScheme Scheme>
void sweep(Verdict& v, Figure& figure, const char* name) {
  const models::OrnsteinUhlenbeck ou{.k = 1.5, .T = {0.8}, .mu = {0.5}};
  const FokkerPlanck1D fp(ou, Grid1D::uniform(-5, 6, 1500, Edge::reflecting));
  const double s2 = 0.3, t = 1.5;
  const Density start = Density::gaussian(fp.grid(), 1.2, s2);
  // The grid's own mean obeys the closed form to second order; the finest step serves as the limit in dt.
  const double limit = fp.evolve(start, t, t / 8192, Sdirk2{})->mean();
  Series error{.label = name, .style = Series::Style::points};
  for (int steps = 8; steps <= 128; steps *= 2) {
    error.x.push_back(t / steps);
    error.y.push_back(std::abs(fp.evolve(start, t, t / steps, Scheme{}).even_if_failed().mean() - limit));
  }
  v.checks.push_back(stochtherm::validation::order(std::string(name) + ": order in dt", error.x, error.y,
                                                   Scheme::order, 0.1));
  const Density end = fp.evolve(start, t, t / 2048, Scheme{}).even_if_failed();
  // What remains: 1e-5 from the grid (h^2) and, for backward Euler, mu^2 k^2 t dt/2.
  const double slack = 2e-5 + (Scheme::order == 1 ? ou.mu.mu * ou.mu.mu * ou.k * ou.k * t * (t / 2048) : 0);
  v.checks.push_back(at_most(std::string(name) + ": |mean − exact| at t = 1.5",
                             std::abs(end.mean() - ou.mean(1.2, t)), slack));
  v.checks.push_back(at_most(
      std::string(name) + ": |variance − exact| at t = 1.5",
      std::abs(end.variance() - (s2 * std::exp(-2 * ou.mu.mu * ou.k * t) + ou.variance(t))), 2 * slack));
  figure.series.push_back(error);
}

Verdict run(bool wrong) {
  Verdict v;
  Figure figure{.title = "Error of the mean at t = 1.5",
                .x_label = "dt",
                .y_label = "|mean − limit|",
                .series = {},
                .caption = "Ornstein-Uhlenbeck process on 1 500 cells.",
                .log_x = true,
                .log_y = true};
  if (wrong) {
    sweep<WrongWeight>(v, figure, "SDIRK2 with a wrong weight");
  } else {
    sweep<BackwardEuler>(v, figure, "backward Euler");
    sweep<Sdirk2>(v, figure, "SDIRK2");
  }
  v.figures.push_back(figure);
  return v;
}

const Registered registered{{
    .name = "fokker_planck/relaxation",
    .claim =
        "Implicit evolution has the order it declares, and relaxes as the Ornstein-Uhlenbeck process does.",
    .equation = "⟨x(t)⟩ = x_{0} e^{−μkt},  Var x(t) = s^{2}e^{−2μkt} + (kT/k)(1 − e^{−2μkt})",
    .source = "hairer1996, alexander1977, uhlenbeckornstein1930",
    .tags = {"order", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"the second stage of the scheme carries half its weight",
                 [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
