#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, double kT) {
  const models::OrnsteinUhlenbeck exact{.k = 1.5, .T = {0.8}, .mu = {0.5}},
      simulated{.k = 1.5, .T = {kT}, .mu = {0.5}};
  const double x0 = 1.2;
  Verdict v;
  Figure figure{
      .title = "Relaxation from x = 1.2",
      .x_label = "t",
      .y_label = "mean and variance",
      .series = {},
      .caption = "Heun, dt = 0.01, against the closed forms. Error bars are smaller than the points."};
  Series mean{.label = "mean", .style = Series::Style::points},
      variance{.label = "variance", .style = Series::Style::points};
  for (double t : {0.2, 0.6, 1.4, 3.0}) {
    const auto runs = simulate(
        simulated, Protocol::constant(0, t),
        {.dt = 0.01, .trajectories = effort.samples(400'000), .seed = effort.seed, .threads = effort.threads},
        from_point(x0));
    const auto m = estimate_mean(runs->final[0]), s2 = estimate_variance(runs->final[0]);
    if (t == 1.4) {
      v.checks.push_back(statistical("mean at t = 1.4", m, exact.mean(x0, t), 0.03));
      v.checks.push_back(statistical("variance at t = 1.4", s2, exact.variance(t), 0.03));
    }
    mean.add(t, m);
    variance.add(t, s2);
  }
  Series mean_exact{.label = "mean, exact"},
      variance_exact{.label = "variance, exact", .style = Series::Style::dashed};
  for (int i = 1; i <= 150; ++i) {
    const double t = 0.02 * i;
    mean_exact.x.push_back(t), mean_exact.y.push_back(exact.mean(x0, t));
    variance_exact.x.push_back(t), variance_exact.y.push_back(exact.variance(t));
  }
  figure.series = {mean, variance, mean_exact, variance_exact};
  v.figures.push_back(figure);
  return v;
}

const Registered registered{{
    .name = "langevin/ornstein_uhlenbeck",
    .claim = "Heun trajectories in a harmonic trap relax with the mean and the variance of the "
             "Ornstein-Uhlenbeck process.",
    .equation = "⟨x(t)⟩ = x_{0} e^{−μkt},  Var x(t) = (kT/k)(1 − e^{−2μkt})",
    .source = "uhlenbeckornstein1930",
    .tags = {"statistical", "figure"},
    .statistical_checks = 2,
    .check = [](const Effort& e) { return run(e, 0.8); },
    .sabotage = {"the noise misses the factor 2 of 2μkT", [](const Effort& e) { return run(e, 0.4); }},
}};

}  // namespace
}  // namespace stochtherm::validation
